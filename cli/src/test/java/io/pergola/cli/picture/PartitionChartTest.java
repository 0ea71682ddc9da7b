package io.pergola.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.PartitionReport;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PartitionChartTest {
  private static PartitionReport report(int fragments) {
    List<PartitionReport.Part> parts = new ArrayList<>();
    for (int fid = 0; fid < fragments; fid++) {
      parts.add(new PartitionReport.Part(1_000 + fid, 9_000 - 1_000L * fid, 10L * fid));
    }
    long edges = parts.stream().mapToLong(PartitionReport.Part::entries).sum();
    return new PartitionReport(parts, edges / 4, edges);
  }

  private static Document draw(PartitionReport report) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(PartitionChart.svg(report))));
  }

  private static List<String> texts(Document picture) {
    List<String> found = new ArrayList<>();
    NodeList nodes = picture.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) found.add(nodes.item(i).getTextContent());
    return found;
  }

  @Test
  void itTellsCutReplicationAndBalance() throws Exception {
    List<String> texts = texts(draw(report(4)));
    assertTrue(texts.containsAll(List.of("4 fragments", "25.0 %", "1.01 ×", "1.20 ×")), "" + texts);
    assertTrue(texts.containsAll(List.of("1,003", "9,000", "30")), texts.toString());
  }

  @Test
  void nothingReachesOverTheEdge() throws Exception {
    for (int fragments : List.of(1, 2, 9, 100, 4096)) {
      Document picture = draw(report(fragments));
      Element root = picture.getDocumentElement();
      NodeList bars = picture.getElementsByTagName("rect");
      for (int i = 1; i < bars.getLength(); i++) {
        Element bar = (Element) bars.item(i);
        assertTrue(number(bar, "x") + number(bar, "width") <= number(root, "width"));
        assertTrue(number(bar, "y") + number(bar, "height") <= number(root, "height"));
        assertTrue(number(bar, "width") >= 0);
      }
      assertEquals(3 * fragments + 10, bars.getLength());
    }
  }

  @Test
  void aGraphOfNothingHasAPictureToo() throws Exception {
    List<PartitionReport.Part> parts = List.of(new PartitionReport.Part(0, 0, 0));
    assertTrue(texts(draw(new PartitionReport(parts, 0, 0))).contains("0.0 %"));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}

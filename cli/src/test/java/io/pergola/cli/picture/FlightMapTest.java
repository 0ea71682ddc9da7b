package io.pergola.cli.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FlightMapTest {
  private static final Airport CHICAGO =
      new Airport("ORD", "O'Hare <&> \"more\"", -87.9, 41.98, 0.5, 0);
  private static final Airport ATLANTA = new Airport("ATL", "Hartsfield", -84.43, 33.64, 0.3, 1);
  private static final Airport GUAM = new Airport("GUM", "Guam", 144.8, 13.48, 0.2, 1);

  @Test
  void namesMayHoldAnyCharacter() throws Exception {
    Document map = draw(List.of(CHICAGO, ATLANTA), List.of(new Route("ORD", "ATL", 7)));
    assertTrue(texts(map, "title").contains("ORD O'Hare <&> \"more\""));
  }

  @Test
  void airportsOffTheMapAreLeftOutWithTheirRoutes() throws Exception {
    String map =
        FlightMap.draw(
            List.of(CHICAGO, GUAM), List.of(new Route("ORD", "GUM", 7), new Route("ORD", "?", 1)));
    assertFalse(map.contains("GUM"));
    assertTrue(map.contains("0 routes between them"));
  }

  @Test
  void aMapOfNothingIsStillAMap() throws Exception {
    assertEquals("svg", draw(List.of(), List.of()).getDocumentElement().getTagName());
  }

  @Test
  void codesOfAirportsThatLieCloseTogetherDoNotCoverEachOther() throws Exception {
    List<Airport> crowd = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double west = i % 10 * 0.4;
      double north = Math.floorDiv(i, 10) * 0.4;
      crowd.add(new Airport("X" + (10 + i), "x", -95 + west, 38 + north, 1 + i % 7, i % 2));
    }
    List<double[]> codes = new ArrayList<>();
    NodeList texts = draw(crowd, List.of()).getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (((Element) text.getParentNode()).getAttribute("text-anchor").isEmpty()) continue;
      if (text.getAttribute("fill").equals("none")) continue; // the halo below a code
      codes.add(new double[] {number(text, "x"), number(text, "y"), number(text, "font-size")});
    }
    assertTrue(codes.size() > 5, codes.size() + " codes");
    for (int i = 0; i < codes.size(); i++) {
      for (int j = 0; j < i; j++) assertTrue(areApart(codes.get(i), codes.get(j)));
    }
  }

  private static boolean areApart(double[] one, double[] other) {
    double size = (one[2] + other[2]) / 2;
    return Math.abs(one[0] - other[0]) > 2 * size || Math.abs(one[1] - other[1]) > 0.8 * size;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<String> texts(Document map, String tag) {
    NodeList found = map.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) texts.add(found.item(i).getTextContent());
    return texts;
  }

  private static Document draw(List<Airport> airports, List<Route> routes) throws Exception {
    String map = FlightMap.draw(airports, routes);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(map)));
  }
}

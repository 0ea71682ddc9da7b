package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordCutterTest {
  private static final Dialect QUOTED = new Dialect((byte) ',', true, false);

  @Test
  void everyCutIsWhereARecordBegins() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = text(random);
      List<Integer> begins = begins(text);
      for (int length = 0; length <= text.length; length++) {
        int cut = RecordCutter.cut(QUOTED, Arrays.copyOf(text, length), length);
        assertTrue(
            cut == 0 || begins.contains(cut), () -> new String(text, StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void aWholeFileIsCutAtItsLastNewline() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = text(random);
      List<Integer> begins = begins(text);
      int last = begins.getLast();
      boolean ended = text.length > 0 && last == text.length;
      if (ended) assertEquals(last, RecordCutter.cut(QUOTED, text, text.length));
    }
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    String alphabet = "ab,,\"\"\"\n\n\r€";
    for (int count = random.nextInt(24); count > 0; count--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Where records begin, found by reading them one after the other.
  private static List<Integer> begins(byte[] text) {
    byte[] bytes = Arrays.copyOf(text, text.length + RecordCutter.SLACK);
    bytes[text.length] = '\n';
    List<Integer> begins = new ArrayList<>(List.of(0));
    CellScan scan = new CellScan(QUOTED);
    for (int at = 0; at < text.length; at = scan.next) {
      CellScan.End end = scan.scan(bytes, at, text.length);
      if (end == CellScan.End.OPEN || scan.next > text.length) break;
      if (bytes[scan.next - 1] == '\n') begins.add(scan.next);
    }
    return begins;
  }

  @Test
  void longQuotedCellsAreFoundAcrossEightBytes() {
    for (int length = 0; length < 40; length++) {
      String text = "\"" + "x\n".repeat(length) + "\",1\nnext";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertEquals(bytes.length - 4, RecordCutter.cut(QUOTED, bytes, bytes.length));
    }
  }
}

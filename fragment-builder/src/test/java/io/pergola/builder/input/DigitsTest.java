package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void countsTheLeadingDigitsOfEveryPairOfBytes() {
    byte[] eight = "12345678".getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < 8; at++) {
      for (int octet = 0; octet < 256; octet++) {
        byte[] bytes = eight.clone();
        bytes[at] = (byte) octet;
        boolean digit = octet >= '0' && octet <= '9';
        assertEquals(digit ? 8 : at, Digits.count(Digits.load(bytes, 0)), at + " " + octet);
      }
    }
  }

  @Test
  void readsTheNumberThatTheFirstBytesSpell() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int count = random.nextInt(9);
      String digits = String.format("%08d", random.nextInt(100_000_000)).substring(8 - count);
      byte[] bytes = (digits + ",;:xy\n\0\377").getBytes(StandardCharsets.ISO_8859_1);
      long expected = count == 0 ? 0 : Long.parseLong(digits);
      assertEquals(expected, Digits.value(Digits.load(bytes, 0), count));
    }
  }
}

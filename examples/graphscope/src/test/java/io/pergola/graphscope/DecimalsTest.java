package io.pergola.graphscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.000000000000000e+00",
    "1, 1.000000000000000e+00",
    "0.1, 1.000000000000000e-01",
    "123456.789, 1.234567890000000e+05",
    "1e100, 1.000000000000000e+100",
    "5e-324, 4.900000000000000e-324",
    "1.7976931348623157e308, 1.797693134862316e+308",
    "9.999999999999999, 9.999999999999998e+00",
    "0.30000000000000004, 3.000000000000000e-01",
    "9007199254740993, 9.007199254740992e+15",
    "Infinity, infinity"
  })
  void printsFifteenDigitsAndAnExponent(double value, String expected) {
    assertEquals(expected, print(value));
  }

  @Test
  void isTheNearestDecimalOrReadsBackAsTheSameDouble() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & 0x7fef_ffff_ffff_ffffL);
      String text = print(value);
      if (Double.parseDouble(text) == value) continue;
      BigDecimal error = new BigDecimal(text).subtract(new BigDecimal(value)).abs();
      BigDecimal lastDigit =
          new BigDecimal("1e" + text.substring(text.indexOf('e') + 1)).movePointLeft(15);
      assertTrue(
          error.multiply(BigDecimal.TWO).compareTo(lastDigit) <= 0, () -> value + " as " + text);
    }
  }

  private static String print(double value) {
    StringBuilder line = new StringBuilder("x ");
    Decimals.append(line, value);
    return line.substring(2);
  }
}

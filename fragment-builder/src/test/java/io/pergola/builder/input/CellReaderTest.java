package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.PropertyType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellReaderTest {
  private static final List<PropertyType> SIGNED =
      List.of(PropertyType.INT8, PropertyType.INT16, PropertyType.INT32, PropertyType.INT64);
  private static final List<PropertyType> UNSIGNED =
      List.of(PropertyType.UINT8, PropertyType.UINT16, PropertyType.UINT32, PropertyType.UINT64);

  private final CellReader reader = new CellReader();

  private boolean read(PropertyType type, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return reader.read(type, bytes, 1, bytes.length - 1);
  }

  private long bits(PropertyType type, String text) {
    assertTrue(read(type, text), () -> "'" + text + "' " + reader.reason);
    return reader.bits;
  }

  private String reason(PropertyType type, String text) {
    assertFalse(read(type, text), "'" + text + "' was taken for a " + type);
    return reader.reason;
  }

  @Test
  void integersAgreeWithBigIntegerAroundEveryLimit() {
    for (PropertyType type : SIGNED)
      agree(type, BigInteger.ONE.shiftLeft(type.byteWidth() * 8 - 1));
    for (PropertyType type : UNSIGNED) agree(type, BigInteger.ONE.shiftLeft(type.byteWidth() * 8));
  }

  private void agree(PropertyType type, BigInteger limit) {
    BigInteger least = type.isUnsigned() ? BigInteger.ZERO : limit.negate();
    for (BigInteger middle : List.of(least, BigInteger.ZERO, limit)) {
      for (int step = -3; step <= 3; step++) {
        BigInteger value = middle.add(BigInteger.valueOf(step));
        boolean fits = value.compareTo(least) >= 0 && value.compareTo(limit) < 0;
        assertEquals(fits, read(type, value.toString()), value + " as " + type);
        if (fits) assertEquals(value.longValue(), reader.bits);
      }
    }
  }

  @Test
  void anIntegerMayHaveSignZerosAndBlanksAroundIt() {
    assertEquals(7, bits(PropertyType.INT64, " +007\t"));
    assertEquals(-7, bits(PropertyType.INT8, "-0000000000000000000000000000007"));
    assertEquals(7, bits(PropertyType.UINT64, "+7"));
  }

  @Test
  void whatIsNoIntegerIsNamed() {
    for (String text : List.of("x", "1x", "1.0", "--1", "+", "-", "1 2", "٣")) {
      assertEquals("is not an int64", reason(PropertyType.INT64, text));
    }
    assertEquals("is not a uint16", reason(PropertyType.UINT16, "1e3"));
    assertEquals("is out of the range of int8 (-128 to 127)", reason(PropertyType.INT8, "128"));
    assertEquals(
        "is out of the range of int64 (-9223372036854775808 to 9223372036854775807)",
        reason(PropertyType.INT64, "99999999999999999999"));
    assertEquals(
        "is out of the range of uint64 (0 to 18446744073709551615)",
        reason(PropertyType.UINT64, "-1"));
  }

  @Test
  void doublesAgreeWithJava() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1000) / 8.0;
            case 2 -> random.nextGaussian();
            default -> random.nextLong();
          };
      if (Double.isNaN(value)) continue;
      assertEquals(value, Double.longBitsToDouble(bits(PropertyType.DOUBLE, "" + value)));
      float narrow = (float) value;
      assertEquals(narrow, Float.intBitsToFloat((int) bits(PropertyType.FLOAT, "" + narrow)));
    }
  }

  @Test
  void decimalsOfAnyLengthAgreeWithJava() {
    Random random = new Random(2);
    for (int i = 0; i < 20_000; i++) {
      String text = digits(random, 22) + "." + digits(random, 22);
      if (text.equals(".")) continue;
      if (random.nextInt(3) == 0) text = "-" + text;
      if (random.nextInt(3) == 0) text += "e" + random.nextInt(-30, 30);
      assertEquals(
          Double.parseDouble(text), Double.longBitsToDouble(bits(PropertyType.DOUBLE, text)), text);
      assertEquals(
          Float.parseFloat(text), Float.intBitsToFloat((int) bits(PropertyType.FLOAT, text)), text);
    }
  }

  private static String digits(Random random, int most) {
    StringBuilder digits = new StringBuilder();
    for (int count = random.nextInt(most); count > 0; count--) digits.append(random.nextInt(10));
    return digits.toString();
  }

  @Test
  void infinitiesAndNoNumbersHaveNames() {
    assertEquals(
        Double.POSITIVE_INFINITY, Double.longBitsToDouble(bits(PropertyType.DOUBLE, "inf")));
    assertEquals(
        Float.NEGATIVE_INFINITY, Float.intBitsToFloat((int) bits(PropertyType.FLOAT, "-Infinity")));
    assertTrue(Double.isNaN(Double.longBitsToDouble(bits(PropertyType.DOUBLE, "NaN"))));
    for (String text : List.of("1d", "0x1p3", "1e", "e1", ".", "-", "1.2.3", "1e1.5", "nano")) {
      assertEquals("is not a double", reason(PropertyType.DOUBLE, text));
    }
  }

  @Test
  void truthHasSeveralSpellings() {
    for (String text : List.of("true", "TRUE", "t", "yes", "1")) {
      assertEquals(1, bits(PropertyType.BOOL, text));
    }
    for (String text : List.of("false", "False", "f", "no", "0")) {
      assertEquals(0, bits(PropertyType.BOOL, text));
    }
    assertEquals("is not a bool", reason(PropertyType.BOOL, "maybe"));
  }

  @Test
  void datesAgreeWithJava() {
    for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() < 9999; day = day.plusDays(97)) {
      assertEquals(day.toEpochDay(), bits(PropertyType.DATE, day.toString()));
    }
    assertEquals(0, bits(PropertyType.DATE, "1970-01-01"));
    for (String text :
        List.of(
            "2001-02-29", "2001-13-01", "2001-00-10", "2001-1-1", "01-01-2001", "2001-01-01x")) {
      assertEquals("is not a date (YYYY-MM-DD or YYYY/MM/DD)", reason(PropertyType.DATE, text));
    }
    assertEquals(11_016, bits(PropertyType.DATE, "2000-02-29"));
    assertEquals(11_016, bits(PropertyType.DATE, "2000/02/29"));
  }

  @Test
  void timestampsAgreeWithJava() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000), ZoneOffset.UTC);
      LocalDateTime epoch = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
      assertEquals(
          ChronoUnit.NANOS.between(epoch, time), bits(PropertyType.TIMESTAMP_NS, "" + time));
      LocalDateTime micros = time.truncatedTo(ChronoUnit.MICROS);
      assertEquals(
          ChronoUnit.MICROS.between(epoch, micros),
          bits(PropertyType.TIMESTAMP_US, micros.toString().replace('T', ' ')));
      LocalDateTime seconds = time.truncatedTo(ChronoUnit.SECONDS);
      assertEquals(
          ChronoUnit.SECONDS.between(epoch, seconds),
          bits(PropertyType.TIMESTAMP_S, seconds + "Z"));
    }
  }

  @Test
  void aZoneIsTurnedIntoUtc() {
    assertEquals(-7_200, bits(PropertyType.TIMESTAMP_S, "1970-01-01 00:00:00+02:00"));
    assertEquals(19_800, bits(PropertyType.TIMESTAMP_S, "1970-01-01T00:00:00 -0530"));
    assertEquals(86_400_000, bits(PropertyType.TIMESTAMP_MS, "1970-01-02"));
    assertEquals(60, bits(PropertyType.TIMESTAMP_S, "1970/01/01 00:01"));
    assertEquals(60, bits(PropertyType.TIMESTAMP_S, "1970-01-01T00:01:00 UTC"));
  }

  @Test
  void aTimestampThatItsTypeCanNotHoldIsRefused() {
    assertEquals(
        "is finer than timestamp_s can hold; give type timestamp_ns",
        reason(PropertyType.TIMESTAMP_S, "2001-01-01 00:00:00.5"));
    assertEquals(
        "is out of the range of timestamp_ns",
        reason(PropertyType.TIMESTAMP_NS, "2500-01-01 00:00:00"));
    for (String text :
        List.of(
            "2001-01-01 24:00:00",
            "2001-01-01 00:60",
            "2001-01-01 00:00:60",
            "2001-01-01 0:00",
            "2001-01-01 00:00:00.",
            "2001-01-01 00:00:00.1234567890",
            "2001-01-01 00:00:00+",
            "2001-01-01X00:00",
            "noon")) {
      assertEquals(
          "is not a timestamp (YYYY-MM-DD hh:mm:ss, perhaps with a fraction and a zone)",
          reason(PropertyType.TIMESTAMP_US, text));
    }
  }
}

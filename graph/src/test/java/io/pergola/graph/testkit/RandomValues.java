package io.pergola.graph.testkit;

import io.pergola.graph.Property;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;

/// Random values of properties, one in five null, with the ends of their ranges.
final class RandomValues {
  private static final String[] WORDS = {
    "", "a", "Zürich", "你好", "🚲 bike", "a,\"b\"\n", "long text ".repeat(7)
  };

  private RandomValues() {}

  static Optional<Object> of(Property property, Random random) {
    if (random.nextInt(5) == 0) return Optional.empty();
    return Optional.of(
        switch (property.type()) {
          case BOOL -> random.nextBoolean();
          case INT8 -> (long) (byte) random.nextInt();
          case UINT8 -> random.nextInt() & 0xffL;
          case INT16 -> (long) (short) random.nextInt();
          case UINT16 -> random.nextInt() & 0xffffL;
          case INT32 -> (long) random.nextInt();
          case UINT32 -> random.nextInt() & 0xffff_ffffL;
          case INT64, UINT64 -> edgeOf(random, random.nextLong());
          case FLOAT -> (double) random.nextFloat(-1e6f, 1e6f);
          case DOUBLE -> random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
          case STRING -> text(random);
          case DATE -> LocalDate.ofEpochDay(random.nextInt(-100_000, 100_000));
          case TIMESTAMP_S -> time(random, 1_000_000_000);
          case TIMESTAMP_MS -> time(random, 1_000_000);
          case TIMESTAMP_US -> time(random, 1_000);
          case TIMESTAMP_NS -> time(random, 1);
        });
  }

  static String text(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private static long edgeOf(Random random, long otherwise) {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> -1L;
      default -> otherwise;
    };
  }

  private static LocalDateTime time(Random random, int nanosPerUnit) {
    int nanos = random.nextInt(1_000_000_000);
    return LocalDateTime.ofEpochSecond(
        random.nextInt(), nanos - nanos % nanosPerUnit, ZoneOffset.UTC);
  }
}

package io.pergola.graph;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// How numbers stand in blobs: little-endian, aligned to their size.
public final class Layouts {
  /// 8 bits.
  public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /// 16 bits.
  public static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// 32 bits.
  public static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// 64 bits.
  public static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// IEEE 754, 32 bits.
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// IEEE 754, 64 bits.
  public static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Layouts() {}
}

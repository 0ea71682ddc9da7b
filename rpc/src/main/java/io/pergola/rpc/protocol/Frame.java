package io.pergola.rpc.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The frame around every message: a length of 8 bytes, unsigned, little endian, then the body.
public final class Frame {
  /// Where the body starts.
  public static final int BODY_AT = 8;

  /// The longest body that either end accepts.
  public static final int MAX_BODY = 256 << 20;

  private static final VarHandle LENGTH =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Frame() {}

  /// Whether a body of that length is accepted. Lengths are unsigned, so a negative one is huge.
  public static boolean accepts(long bodyLength) {
    return bodyLength >= 0 && bodyLength <= MAX_BODY;
  }

  /// Writes the length of a body before it.
  public static void putLength(byte[] frame, long bodyLength) {
    LENGTH.set(frame, 0, bodyLength);
  }

  /// The length that stands before a body.
  public static long length(byte[] frame) {
    return (long) LENGTH.get(frame, 0);
  }
}

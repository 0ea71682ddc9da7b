package io.pergola.store;

import java.util.concurrent.atomic.AtomicLong;

/// Makes ids that no one else in this process gets, in ascending order.
///
/// ```
/// bit   63     62 … 22                   21 … 12            11 … 0
///       blob   milliseconds since 1970   instance & 0x3ff   sequence
/// ```
///
/// The instance is 0 in blob ids, which are unique within one instance only. Milliseconds and
/// sequence are one counter: it follows the clock, and runs ahead of it when more than 4096 ids are
/// asked for in a millisecond or when the clock is set back.
final class IdSource {
  private static final int SEQUENCE_BITS = 12;
  private static final long SEQUENCE_MASK = 0xfff;
  private static final long TIME_MASK = (1L << 41) - 1;
  private static final AtomicLong LAST = new AtomicLong();

  private final long instanceBits;

  IdSource(long instanceId) {
    instanceBits = (instanceId & 0x3ff) << SEQUENCE_BITS;
  }

  /// A new object id or signature.
  long next() {
    return next(instanceBits);
  }

  ObjectId nextObject() {
    return new ObjectId(next(instanceBits));
  }

  ObjectId nextBlob() {
    return new ObjectId(next(0) | Long.MIN_VALUE);
  }

  /// A new number for a session.
  static long nextSession() {
    return next(0L);
  }

  private static long next(long instanceBits) {
    long now = (System.currentTimeMillis() & TIME_MASK) << SEQUENCE_BITS;
    long ticket = LAST.updateAndGet(last -> Math.max(last + 1, now | ((last + 1) & SEQUENCE_MASK)));
    long time = ticket >>> SEQUENCE_BITS;
    return time << 22 | instanceBits | (ticket & SEQUENCE_MASK);
  }
}

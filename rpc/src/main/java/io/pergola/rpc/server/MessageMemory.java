package io.pergola.rpc.server;

import io.pergola.store.StoreException;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that long messages of all clients take together: requests that have not arrived
/// whole, and replies that have not been read. Who would exceed it is refused; short messages
/// always have room. For any thread.
final class MessageMemory {
  /// Messages up to this length are not counted.
  static final int SHORT = 1 << 16;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  MessageMemory(long limit) {
    this.limit = limit;
  }

  /// A quarter of what the JVM may take.
  static MessageMemory ofProcess() {
    return new MessageMemory(Runtime.getRuntime().maxMemory() / 4);
  }

  /// Counts a message, or what one has grown by.
  ///
  /// @throws StoreException.Full if all together would have too many bytes
  void take(long bytes) {
    if (bytes <= SHORT) return;
    long now = used.addAndGet(bytes);
    if (now <= limit) return;
    used.addAndGet(-bytes);
    throw new StoreException.Full(
        ("can't keep %d bytes of a message: long messages of all clients take %d of %d bytes; try"
                + " again, send or ask for less at once, or give the server a larger heap")
            .formatted(bytes, now - bytes, limit));
  }

  /// Takes back what was counted.
  void give(long bytes) {
    if (bytes > SHORT) used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}

package io.pergola.graphscope;

import java.util.concurrent.atomic.AtomicInteger;

/// The vertices that one worker finds, on their way into a queue that all share.
final class Found {
  private final int[] queue;
  private final AtomicInteger tail;
  private final int[] buffer = new int[1024];
  private int size;
  private long ahead;

  /// @param tail where the queue ends
  Found(int[] queue, AtomicInteger tail) {
    this.queue = queue;
    this.tail = tail;
  }

  /// Adds a vertex and the edges that it leads to.
  void add(int v, int degree) {
    if (size == buffer.length) spill();
    buffer[size++] = v;
    ahead += degree;
  }

  /// Empties the buffer and returns the edges of all that was added since the last flush.
  long flush() {
    spill();
    long sum = ahead;
    ahead = 0;
    return sum;
  }

  private void spill() {
    System.arraycopy(buffer, 0, queue, tail.getAndAdd(size), size);
    size = 0;
  }
}

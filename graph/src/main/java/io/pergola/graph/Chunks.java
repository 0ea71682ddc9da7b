package io.pergola.graph;

import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/// Work over a range of numbers, cut into chunks that all cores share. What is too short to be
/// worth it stays with the caller.
public final class Chunks {
  private static final int VERTICES = 1 << 14;
  private static final int ROWS = 1 << 18;
  private static final long BYTES = 4L << 20;

  private Chunks() {}

  /// What is done with the numbers from `from` to `to − 1`. Chunks run at the same time.
  public interface Task {
    /// Does it.
    void run(long from, long to);
  }

  /// Goes over vertices or lists, each of which means some work.
  public static void ofVertices(long count, Task task) {
    each(count, VERTICES, task);
  }

  /// Goes over rows or entries, each of which means little work. Chunks are multiples of eight, so
  /// that bits of different chunks share no byte.
  public static void ofRows(long count, Task task) {
    each(count, ROWS, task);
  }

  /// Copies bytes.
  public static void copy(
      MemorySegment from, long fromAt, MemorySegment to, long toAt, long byteSize) {
    each(
        byteSize,
        BYTES,
        (begin, end) -> MemorySegment.copy(from, fromAt + begin, to, toAt + begin, end - begin));
  }

  private static void each(long count, long size, Task task) {
    if (count <= size) {
      task.run(0, count);
      return;
    }
    LongStream.range(0, Math.ceilDiv(count, size))
        .parallel()
        .forEach(chunk -> task.run(chunk * size, Math.min(count, (chunk + 1) * size)));
  }
}

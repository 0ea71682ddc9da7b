package io.pergola.builder.stage;

import io.pergola.builder.input.LoadException;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/// Bounded memory outside the heap for all that is as large as the input.
public final class Staging implements AutoCloseable {
  private final Scratch scratch;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  /// Memory of at most `limit` bytes.
  public Staging(long limit) {
    this.scratch = Scratch.ofLimit(limit);
  }

  /// Memory that is given back as a whole.
  public Region region() {
    return new Region(this);
  }

  /// The most bytes that were in use at a time.
  public long peak() {
    return peak.get();
  }

  /// How many bytes are left, less a tenth for what is rounded up.
  public long available() {
    return (scratch.limit() - scratch.used()) / 10 * 9;
  }

  /// Counts bytes that are in use now, or no more.
  void count(long bytes) {
    peak.accumulateAndGet(used.addAndGet(bytes), Math::max);
  }

  MemorySegment take(long byteSize) {
    try {
      return scratch.allocate(byteSize);
    } catch (StoreException.Full full) {
      throw new LoadException.TooLarge(
          "the load needs more than the %d MiB of memory that it may use: %d MiB are in use and %d more are needed; give it more with --memory"
              .formatted(scratch.limit() >> 20, scratch.used() >> 20, (byteSize >> 20) + 1),
          full);
    }
  }

  void give(MemorySegment piece) {
    scratch.free(piece);
  }

  @Override
  public void close() {
    scratch.close();
  }
}

package io.pergola.builder.stage;

import io.pergola.builder.input.LoadException;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Bounded memory outside the heap for all that is as large as the input; what does not fit lies in
/// files without a name.
public final class Staging implements AutoCloseable {
  private final Scratch scratch;
  private final Path directory;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  /// Memory of at most `limit` bytes, and files in `directory`.
  public Staging(long limit, Path directory) {
    this.scratch = Scratch.spilling(limit, directory);
    this.directory = directory;
  }

  /// Memory that is given back as a whole.
  public Region region() {
    return new Region(this);
  }

  /// The most bytes that were in use at a time.
  public long peak() {
    return peak.get();
  }

  /// Memory that is not in files, for what is read here and there.
  ///
  /// @throws LoadException.TooLarge if it does not fit
  public Region memoryRegion(long byteSize) {
    if (byteSize > scratch.limit() - scratch.used()) {
      throw new LoadException.TooLarge(
          "the load needs %d MiB in memory at a time, and may use %d MiB, of which %d are taken; give it more with --memory"
              .formatted((byteSize >> 20) + 1, scratch.limit() >> 20, scratch.used() >> 20));
    }
    return region();
  }

  /// Lets go of the pages of what is in files: called after each step, it keeps the memory of this
  /// process within the limit, give or take what the steps touch that are under way.
  public void relieve() {
    scratch.relieve();
  }

  /// How many bytes are in files now.
  public long spilled() {
    return scratch.spilled();
  }

  /// Counts bytes that are in use now, or no more.
  void count(long bytes) {
    peak.accumulateAndGet(used.addAndGet(bytes), Math::max);
  }

  MemorySegment take(long byteSize) {
    try {
      return scratch.allocate(byteSize);
    } catch (StoreException.IoFailed failed) {
      throw new LoadException.TooLarge(
          "the load uses %d of the %d MiB of memory that it may use, and has no room for %d MiB more in %s, where %d MiB are (%s); give it more with --memory, or another disk with --scratch"
              .formatted(
                  scratch.used() >> 20,
                  scratch.limit() >> 20,
                  (byteSize >> 20) + 1,
                  directory,
                  scratch.spilled() >> 20,
                  failed.getMessage()),
          failed);
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

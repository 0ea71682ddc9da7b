package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose clients keep more than its memory has room for. The system property
/// `pergola.spill.mib` says how large that memory is; `.ci/spill` makes it larger.
class SpillIT {
  private static final long SIZE = Long.getLong("pergola.spill.mib", 16) << 20;
  private static final int TIMES = 4;
  private static final int LARGE = 1 << 20;
  private static final int MANY = 10_000;

  /// The memory file has a page before all blobs and one behind them.
  private static final long MOST_RESIDENT = SIZE + 2 * 4096;

  @TempDir @Nullable Path directory;

  @Test
  void fourTimesItsSizeIsWrittenAndReadBackWithinItsMemory() {
    try (Serving serving = serve()) {
      List<Written> blobs = new ArrayList<>();
      for (int i = 0; i < 2 * TIMES; i++) blobs.addAll(write(serving, SIZE / 2, LARGE));
      try (ObjectStore reader = serving.connect()) {
        assertTrue(spilled(reader) >= (TIMES - 1) * SIZE, () -> reader.status().toString());
        for (Written blob : blobs) blob.requireSame(reader);
        requireWithinMemory(serving);
      }
    }
    assertEquals(List.of(), Command.files(spillPath()));
  }

  @Test
  void oneClientReadsTenThousandSpilledBlobs() {
    int byteSize = (int) (TIMES * SIZE / MANY);
    try (Serving serving = serve()) {
      List<Written> blobs = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        blobs.addAll(write(serving, MANY / 10L * byteSize, byteSize));
      }
      try (ObjectStore reader = serving.connect()) {
        reader.createBlob(SIZE - 64).abort(); // leaves no room for any other
        assertEquals((long) MANY * byteSize, spilled(reader));
        blobs.getFirst().requireSame(reader);
        long descriptors = ServerProcess.load(me()).descriptors();
        for (Written blob : blobs) blob.requireSame(reader);
        assertEquals(descriptors, ServerProcess.load(me()).descriptors());
        requireWithinMemory(serving);
      }
    }
  }

  private Serving serve() {
    return Serving.start(
        requireNonNull(directory), "--size", SIZE + "", "--spill_path", spillPath().toString());
  }

  private Path spillPath() {
    return requireNonNull(directory).resolve("spill");
  }

  private static long spilled(ObjectStore store) {
    return store.status().spilledBytes();
  }

  /// Writes blobs that nobody holds any longer: their writer is gone.
  private static List<Written> write(Serving serving, long bytes, int byteSize) {
    List<Written> blobs = new ArrayList<>();
    try (ObjectStore store = serving.connect()) {
      for (long i = 0; i < bytes / byteSize; i++) {
        BlobWriter writer = store.createBlob(byteSize);
        Written blob = new Written(writer.id(), byteSize);
        writer.segment().copyFrom(MemorySegment.ofArray(blob.content()));
        writer.seal();
        blobs.add(blob);
      }
      requireWithinMemory(serving);
    }
    return blobs;
  }

  /// By the kernel's counts: pages of blobs that exist, that the server maps, that this client
  /// maps.
  private static void requireWithinMemory(Serving serving) {
    long pages = ServerProcess.memoryFileBytes(serving.pid());
    assertTrue(pages > 0 && pages <= MOST_RESIDENT, () -> "the memory file has " + pages);
    for (long process : List.of(serving.pid(), me())) {
      long mapped = ServerProcess.sharedBytes(process);
      assertTrue(mapped <= MOST_RESIDENT, () -> process + " has " + mapped + " of shared memory");
    }
  }

  private static long me() {
    return ProcessHandle.current().pid();
  }

  /// A blob whose bytes follow from its name.
  private record Written(ObjectId id, int byteSize) {
    byte[] content() {
      byte[] bytes = new byte[byteSize];
      new Random(id.bits()).nextBytes(bytes);
      return bytes;
    }

    void requireSame(ObjectStore store) {
      try (Pin pin = store.pin(List.of(id))) {
        assertArrayEquals(content(), pin.blob(id).segment().toArray(ValueLayout.JAVA_BYTE));
      }
    }
  }
}

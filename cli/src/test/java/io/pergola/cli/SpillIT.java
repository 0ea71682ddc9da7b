package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose clients keep more than its memory has room for.
class SpillIT {
  private static final int BLOB = 1 << 20;
  private static final int CLIENTS = 8;
  private static final int BLOBS_EACH = 8;

  @TempDir @Nullable Path directory;

  @Test
  void fourTimesItsSizeIsWrittenAndReadBack() throws IOException {
    Path dir = requireNonNull(directory);
    Path spill = dir.resolve("spill");
    try (Serving serving = Serving.start(dir, "--size", "16Mi", "--spill_path", spill.toString())) {
      List<ObjectId> blobs = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) blobs.addAll(write(serving, i));
      try (ObjectStore store = serving.connect()) {
        for (int i = 0; i < blobs.size(); i++) {
          assertArrayEquals(content(i), read(store, blobs.get(i)));
        }
        assertTrue(store.status().memoryUsage() <= store.status().memoryLimit());
      }
    }
    try (var left = Files.list(spill)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /// Who writes a blob holds it as long as it is connected.
  private static List<ObjectId> write(Serving serving, int client) {
    List<ObjectId> blobs = new ArrayList<>();
    try (ObjectStore store = serving.connect()) {
      for (int i = 0; i < BLOBS_EACH; i++) {
        BlobWriter writer = store.createBlob(BLOB);
        writer.segment().copyFrom(MemorySegment.ofArray(content(client * BLOBS_EACH + i)));
        blobs.add(writer.seal().id());
      }
    }
    return blobs;
  }

  private static byte[] read(ObjectStore store, ObjectId id) {
    try (Pin pin = store.pin(List.of(id))) {
      return pin.blob(id).segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static byte[] content(int seed) {
    byte[] bytes = new byte[BLOB];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

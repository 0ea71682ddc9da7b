package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @Test
  void aPieceIsZeroAndHasTheSizeAskedFor() {
    try (Scratch scratch = Scratch.ofLimit(1 << 20)) {
      MemorySegment piece = scratch.allocate(10_000);
      assertEquals(10_000, piece.byteSize());
      assertEquals(0, piece.address() % 64);
      assertEquals(-1, piece.mismatch(MemorySegment.ofArray(new byte[10_000])));
      piece.set(JAVA_LONG, 9992, 7);
      assertEquals(12288, scratch.used());
    }
  }

  @Test
  void theLimitHolds() {
    try (Scratch scratch = Scratch.ofLimit(3 * 4096)) {
      MemorySegment first = scratch.allocate(2 * 4096);
      StoreException.Full full =
          assertThrows(StoreException.Full.class, () -> scratch.allocate(4097));
      assertEquals(
          "can't allocate 4097 bytes of scratch memory: 8192 of 12288 bytes are in use; give it a"
              + " larger limit",
          full.getMessage());
      assertThrows(StoreException.Full.class, () -> scratch.allocate(Long.MAX_VALUE));
      scratch.free(first);
      assertEquals(0, scratch.used());
      scratch.allocate(3 * 4096);
      assertEquals(scratch.limit(), scratch.used());
    }
  }

  @Test
  void aFreedPieceIsRefused() {
    try (Scratch scratch = Scratch.ofLimit(1 << 20)) {
      MemorySegment piece = scratch.allocate(100);
      scratch.free(piece);
      assertThrows(IllegalStateException.class, () -> piece.get(JAVA_BYTE, 0));
      assertThrows(IllegalArgumentException.class, () -> scratch.free(piece));
      assertThrows(
          IllegalArgumentException.class, () -> scratch.free(MemorySegment.ofArray(new byte[10])));
    }
  }

  @Test
  void closingFreesAllPieces() {
    Scratch scratch = Scratch.ofLimit(1 << 20);
    MemorySegment first = scratch.allocate(100);
    MemorySegment empty = scratch.allocate(0);
    assertEquals(0, empty.byteSize());
    scratch.close();
    scratch.close();
    assertEquals(0, scratch.used());
    assertThrows(IllegalStateException.class, () -> first.get(JAVA_BYTE, 0));
    assertThrows(IllegalStateException.class, () -> scratch.allocate(1));
  }

  @Test
  void whatIsBeyondTheLimitGoesIntoFilesWithoutNames(@TempDir Path directory) throws IOException {
    try (Scratch scratch = Scratch.spilling(4096, directory)) {
      MemorySegment memory = scratch.allocate(4096);
      MemorySegment file = scratch.allocate(10_000);
      assertEquals(-1, file.mismatch(MemorySegment.ofArray(new byte[10_000])));
      file.set(JAVA_LONG, 9992, 7);
      scratch.relieve();
      assertEquals(7, file.get(JAVA_LONG, 9992));
      assertEquals(4096, scratch.used());
      assertEquals(12288, scratch.spilled());
      try (Stream<Path> files = Files.list(directory)) {
        assertEquals(List.of(), files.toList());
      }
      scratch.free(file);
      assertEquals(0, scratch.spilled());
      scratch.free(memory);
      scratch.allocate(4096);
      assertEquals(4096, scratch.used());
    }
  }

  @Test
  void aDiskThatIsFullIsToldAtOnce(@TempDir Path directory) {
    try (Scratch scratch = Scratch.spilling(0, directory)) {
      StoreException.IoFailed full =
          assertThrows(StoreException.IoFailed.class, () -> scratch.allocate(1L << 50));
      assertTrue(full.toString().contains("taking 1125899906842624 bytes of disk failed"));
      assertEquals(0, scratch.spilled());
    }
    try (Scratch scratch = Scratch.spilling(0, directory.resolve("none"))) {
      assertThrows(StoreException.IoFailed.class, () -> scratch.allocate(1));
    }
  }

  @Test
  void negativeSizesAreRefused() {
    assertThrows(StoreException.Invalid.class, () -> Scratch.ofLimit(-1));
    try (Scratch scratch = Scratch.ofLimit(0)) {
      assertThrows(StoreException.Invalid.class, () -> scratch.allocate(-1));
    }
  }

  @Test
  void moreThanTwoGibibytesAreOnePiece() {
    try (Scratch scratch = Scratch.ofLimit(3L << 30)) {
      MemorySegment piece = scratch.allocate(3L << 30);
      piece.set(JAVA_LONG, (3L << 30) - 8, 42);
      assertEquals(42, piece.get(JAVA_LONG, (3L << 30) - 8));
      assertEquals(0, piece.get(JAVA_LONG, 1L << 31));
    }
  }
}

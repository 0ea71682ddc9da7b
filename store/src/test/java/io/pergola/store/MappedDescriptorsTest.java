package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class MappedDescriptorsTest {
  @Test
  void whatIsWrittenThroughOneMappingIsReadThroughTheOther() {
    int fd = Posix.createMemory("test", 8192);
    try (MappedDescriptors files = new MappedDescriptors()) {
      assertFalse(files.has(7));
      files.add(7, fd, 8184);
      assertTrue(files.has(7));
      MemorySegment readOnly = files.readOnly(7);
      files.writable(7).set(JAVA_BYTE, 8000, (byte) 42);
      assertEquals(42, readOnly.get(JAVA_BYTE, 8000));
      assertEquals(8184, readOnly.byteSize());
      assertSame(readOnly, files.readOnly(7));
      assertTrue(readOnly.isReadOnly());
    }
  }

  @Test
  void aReadOnlyDescriptorCannotBeMappedForWriting() {
    try (SharedMemory memory = new SharedMemory(4096);
        MappedDescriptors files = new MappedDescriptors()) {
      int copy = Posix.openReadOnly("/proc/self/fd/" + memory.readOnlyDescriptor());
      files.add(1, copy, 4096);
      StoreException.IoFailed failure =
          assertThrows(StoreException.IoFailed.class, () -> files.writable(1));
      assertEquals(
          "mmap of 4096 bytes of descriptor %d failed: Permission denied (errno 13)"
              .formatted(copy),
          failure.getMessage());
      files.readOnly(1);
    }
  }

  @Test
  void whatLiesBehindTheEndOfAFileIsRefused() {
    try (MappedDescriptors files = new MappedDescriptors()) {
      files.add(3, Posix.createMemory("test", 4096), 1 << 20);
      files.requireLength(3, 4096);
      StoreException.Corrupt failure =
          assertThrows(StoreException.Corrupt.class, () -> files.requireLength(3, 4097));
      assertEquals("memory file 3 has 4096 bytes, but the server says 4097", failure.getMessage());
    }
  }

  @Test
  void aFileWithoutBytesIsRefusedAndClosed() {
    try (MappedDescriptors files = new MappedDescriptors()) {
      int fd = Posix.createMemory("test", 4096);
      assertThrows(StoreException.Corrupt.class, () -> files.add(3, fd, 0));
      assertThrows(StoreException.IoFailed.class, () -> Posix.sizeOf(fd));
    }
  }

  @Test
  void aFileThatNeverCameIsNamed() {
    try (MappedDescriptors files = new MappedDescriptors()) {
      StoreException.Corrupt failure =
          assertThrows(StoreException.Corrupt.class, () -> files.readOnly(5));
      assertEquals(
          "the server refers to memory file 5, whose descriptor it never sent",
          failure.getMessage());
    }
  }

  @Test
  void aSecondDescriptorOfAKnownFileIsClosed() {
    try (MappedDescriptors files = new MappedDescriptors()) {
      files.add(1, Posix.createMemory("test", 4096), 4096);
      int second = Posix.createMemory("test", 4096);
      files.add(1, second, 4096);
      assertThrows(StoreException.IoFailed.class, () -> Posix.sizeOf(second));
    }
  }

  @Test
  void mappingsEndWithTheirOwner() {
    MappedDescriptors files = new MappedDescriptors();
    int fd = Posix.createMemory("test", 4096);
    files.add(1, fd, 4096);
    MemorySegment segment = files.readOnly(1);
    files.close();
    files.close();
    assertThrows(IllegalStateException.class, () -> segment.get(JAVA_BYTE, 0));
    assertThrows(StoreException.Disconnected.class, () -> files.readOnly(1));
    assertThrows(StoreException.IoFailed.class, () -> Posix.sizeOf(fd));
  }
}

package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Mapped files and anonymous pages as segments whose life is that of an [Arena].
final class Mapping {
  private static final long HUGE_PAGE = 2 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Mapping() {}

  /// The first `byteSize` bytes of the file behind a descriptor. The mapping goes with `arena`; the
  /// descriptor stays open.
  static MemorySegment of(int fd, long byteSize, int protection, Arena arena) {
    MemorySegment segment = view(Posix.map(fd, byteSize, protection), byteSize, arena);
    return (protection & Posix.WRITE) == 0 ? segment.asReadOnly() : segment;
  }

  /// Private zero pages that go with `arena`, large ones if the system has them.
  static MemorySegment anonymous(long byteSize, Arena arena) {
    long address = Posix.mapAnonymous(byteSize);
    if (byteSize >= HUGE_PAGE) Posix.adviseHugePages(address, byteSize);
    return view(address, byteSize, arena);
  }

  /// The same bytes under a shorter life. The caller sees to it that `arena` is closed first.
  @SuppressWarnings("restricted")
  static MemorySegment lend(MemorySegment segment, Arena arena) {
    return segment.reinterpret(arena, null);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment view(long address, long byteSize, Arena arena) {
    return MemorySegment.ofAddress(address)
        .reinterpret(byteSize, arena, gone -> Posix.unmap(address, byteSize));
  }

  /// Closes a shared arena. A call into the kernel that is using a segment at this moment, such as
  /// a write to a channel, is waited for; closing fails only if it doesn't end.
  static void close(Arena arena) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        arena.close();
        return;
      } catch (IllegalStateException busy) {
        if (!arena.scope().isAlive()) return;
        if (System.nanoTime() > deadline) throw busy;
        LockSupport.parkNanos(100_000);
      }
    }
  }
}

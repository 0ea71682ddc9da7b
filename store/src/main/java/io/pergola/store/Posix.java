package io.pergola.store;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.lang.foreign.MemorySegment;

/// The system calls that the JDK lacks, and nothing else. Every failure becomes a
/// [StoreException.IoFailed] that names the call and what the system said.
final class Posix {
  static final int READ = 1;
  static final int WRITE = 2;

  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int F_ADD_SEALS = 1033;
  private static final int F_SEAL_SEAL = 1;
  private static final int F_SEAL_SHRINK = 2;
  private static final int F_SEAL_GROW = 4;
  private static final int SEEK_END = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0100;
  private static final int O_EXCL = 0200;
  private static final int O_TMPFILE = 020200000;
  private static final int MAP_SHARED = 1;
  private static final int MAP_PRIVATE = 2;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MAP_NORESERVE = 0x4000;
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_HUGEPAGE = 14;
  private static final int MADV_POPULATE_WRITE = 23;
  private static final int FALLOC_KEEP_SIZE = 1;
  private static final int FALLOC_PUNCH_HOLE = 2;

  private Posix() {}

  /// An anonymous file of `byteSize` zero bytes that can be sealed.
  static int createMemory(String name, long byteSize) {
    int fd = check(C.memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING), "memfd_create");
    try {
      check(C.ftruncate(fd, byteSize), "ftruncate to %d bytes".formatted(byteSize));
      return fd;
    } catch (StoreException failed) {
      C.close(fd);
      throw failed;
    }
  }

  /// Sets a file's length.
  static void truncate(int fd, long byteSize) {
    check(C.ftruncate(fd, byteSize), "ftruncate to %d bytes".formatted(byteSize));
  }

  /// Fixes the size of a memory file for ever, and the set of its seals too.
  static void sealSize(int fd) {
    check(C.fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), "F_ADD_SEALS");
  }

  /// Opens an existing file for reading.
  static int openReadOnly(String path) {
    return check(C.open(path, O_CLOEXEC), "open " + path);
  }

  /// Creates a file that must not exist, to read and write.
  static int createFile(String path, int mode) {
    return check(C.open(path, O_CLOEXEC | O_RDWR | O_CREAT | O_EXCL, mode), "create " + path);
  }

  /// Opens a file to read and write, and creates it if it is not there.
  static int openOrCreate(String path, int mode) {
    return check(C.open(path, O_CLOEXEC | O_RDWR | O_CREAT, mode), "open " + path);
  }

  /// Creates a file without a name in a directory, to read and write.
  static int createNameless(String directory) {
    int flags = O_CLOEXEC | O_RDWR | O_TMPFILE;
    return check(C.open(directory, flags, 0600), "creating a file in %s".formatted(directory));
  }

  /// Takes room on the disk for the first `byteSize` bytes of a file, which become zeros.
  static void reserve(int fd, long byteSize) {
    check(C.fallocate(fd, 0, 0, byteSize), "taking %d bytes of disk".formatted(byteSize));
  }

  /// Writes all bytes of a segment of native memory.
  static void write(int fd, MemorySegment from, long at) {
    for (long done = 0; done < from.byteSize(); ) {
      long more = C.pwrite(fd, from.address() + done, from.byteSize() - done, at + done);
      if (more < 0) throw failed("writing %d bytes at %d".formatted(from.byteSize(), at));
      done += more;
    }
  }

  static void changeMode(int fd, int mode) {
    check(C.fchmod(fd, mode), "fchmod");
  }

  /// The length of a file. Moves the position that its descriptors share, which nobody uses.
  static long sizeOf(int fd) {
    long size = C.lseek(fd, 0, SEEK_END);
    if (size < 0) throw failed("lseek");
    return size;
  }

  static void close(int fd) {
    check(C.close(fd), "close");
  }

  /// Gives whole pages of a file back to the system; they read as zeros afterwards.
  static void punch(int fd, long offset, long byteSize) {
    check(
        C.fallocate(fd, FALLOC_KEEP_SIZE | FALLOC_PUNCH_HOLE, offset, byteSize),
        "punching %d bytes at %d".formatted(byteSize, offset));
  }

  /// Maps a file from its start, shared. `protection` is [#READ] or `READ | WRITE`.
  static long map(int fd, long byteSize, int protection) {
    long address = C.mmap(0, byteSize, protection, MAP_SHARED, fd, 0);
    return checkAddress(address, "mmap of %d bytes of descriptor %d".formatted(byteSize, fd));
  }

  /// Maps private zero pages that take no memory before they are touched.
  static long mapAnonymous(long byteSize) {
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    long address = C.mmap(0, byteSize, READ | WRITE, flags, -1, 0);
    return checkAddress(address, "mmap of %d bytes".formatted(byteSize));
  }

  /// Asks for 2 MiB pages. A system without them says no, which does no harm.
  static void adviseHugePages(long address, long byteSize) {
    C.madvise(address, byteSize, MADV_HUGEPAGE);
  }

  /// Touches whole pages of a mapping as a write would, without changing them.
  static void populate(long address, long byteSize) {
    check(
        C.madvise(address, byteSize, MADV_POPULATE_WRITE),
        "touching %d bytes ahead".formatted(byteSize));
  }

  /// Lets go of the pages of a shared mapping; the file keeps what they hold.
  static void leave(long address, long byteSize) {
    check(C.madvise(address, byteSize, MADV_DONTNEED), "leaving %d bytes".formatted(byteSize));
  }

  static void unmap(long address, long byteSize) {
    check(C.munmap(address, byteSize), "munmap");
  }

  private static int check(int result, String call) {
    if (result < 0) throw failed(call);
    return result;
  }

  private static long checkAddress(long address, String call) {
    if (address == -1) throw failed(call);
    return address;
  }

  private static StoreException failed(String call) {
    int errno = Native.getLastError();
    return new StoreException.IoFailed(
        "%s failed: %s (errno %d)".formatted(call, C.strerror(errno), errno));
  }

  /// The C library's functions under their own names.
  private static final class C {
    static {
      Native.register(C.class, NativeLibrary.getProcess());
    }

    static native int memfd_create(String name, int flags);

    static native int ftruncate(int fd, long length);

    static native int fcntl(int fd, int command, int argument);

    static native int open(String path, int flags);

    static native int open(String path, int flags, int mode);

    static native long pwrite(int fd, long from, long length, long offset);

    static native long lseek(int fd, long offset, int whence);

    static native int fchmod(int fd, int mode);

    static native int close(int fd);

    static native int fallocate(int fd, int mode, long offset, long length);

    static native long mmap(long address, long length, int prot, int flags, int fd, long offset);

    static native int madvise(long address, long length, int advice);

    static native int munmap(long address, long length);

    static native String strerror(int errno);
  }
}

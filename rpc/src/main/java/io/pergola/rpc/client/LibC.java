package io.pergola.rpc.client;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/// The C library's socket functions under their own names, on Linux with 64 bits. A result of −1
/// means failure; [#error] then says which.
final class LibC {
  static final int AF_UNIX = 1;
  static final int SOCK_STREAM = 1;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVTIMEO = 20;
  static final int SO_SNDTIMEO = 21;
  static final int SCM_RIGHTS = 1;
  static final int MSG_CTRUNC = 8;
  static final int MSG_NOSIGNAL = 0x4000;
  static final int MSG_CMSG_CLOEXEC = 0x40000000;
  static final int SHUT_RDWR = 2;

  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int ECONNREFUSED = 111;

  static {
    Native.register(NativeLibrary.getProcess());
  }

  private LibC() {}

  /// Why the last call of this thread failed.
  static int error() {
    return Native.getLastError();
  }

  /// What the system calls `error`.
  static String describe(int error) {
    return strerror(error) + " (errno " + error + ")";
  }

  static native int socket(int domain, int type, int protocol);

  static native int connect(int fd, Pointer address, int length);

  static native int setsockopt(int fd, int level, int name, Pointer value, int length);

  static native long send(int fd, Pointer bytes, long length, int flags);

  static native long recv(int fd, Pointer bytes, long length, int flags);

  static native long recvmsg(int fd, Pointer message, int flags);

  static native int shutdown(int fd, int how);

  static native int close(int fd);

  private static native String strerror(int error);
}

package io.pergola.rpc.client;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.pergola.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// A blocking Unix-domain socket that can receive file descriptors. The JDK's own channels can't:
/// they read the byte and let the kernel drop the descriptor that came with it.
///
/// Not for several threads at once, except [#interrupt].
final class NativeSocket implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_PATH = 107; // sun_path has 108 bytes and ends with 0

  // struct msghdr, iovec and cmsghdr of 64-bit Linux, laid out behind the buffer
  private static final int MSGHDR_AT = BUFFER;
  private static final int MSG_IOV_AT = MSGHDR_AT + 16;
  private static final int MSG_CONTROL_AT = MSGHDR_AT + 32;
  private static final int MSG_FLAGS_AT = MSGHDR_AT + 48;
  private static final int IOVEC_AT = MSGHDR_AT + 64;
  private static final int CMSG_AT = IOVEC_AT + 16;
  private static final int CMSG_LEVEL_AT = CMSG_AT + 8;
  private static final int CMSG_DATA_AT = CMSG_AT + 16;
  private static final int CMSG_SPACE = 24; // room for one descriptor, with padding
  private static final int CMSG_LENGTH = 20; // without
  private static final int END = CMSG_AT + CMSG_SPACE;

  private final Path path;
  private final int fd;
  private final Memory memory;

  private NativeSocket(Path path, int fd) {
    this.path = path;
    this.fd = fd;
    this.memory = new Memory(END);
  }

  /// Connects to the server that listens on `path`.
  ///
  /// @param patience how long to wait for the server to accept, and then for each answer
  /// @throws StoreException.Disconnected if nobody listens there
  static NativeSocket connect(Path path, Duration patience) {
    byte[] name = path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_PATH) {
      throw new StoreException.Invalid(
          "the socket path %s has %d bytes, but sockets allow %d; choose a shorter one"
              .formatted(path, name.length, LONGEST_PATH));
    }
    int fd = LibC.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC, 0);
    if (fd < 0) {
      throw new StoreException.IoFailed("can't make a socket: " + LibC.describe(LibC.error()));
    }
    NativeSocket socket = new NativeSocket(path, fd);
    try {
      socket.patience(patience);
      socket.connect(name);
      return socket;
    } catch (StoreException failed) {
      socket.close();
      throw failed;
    }
  }

  private void connect(byte[] name) {
    memory.clear(2 + LONGEST_PATH + 1);
    memory.setShort(0, (short) LibC.AF_UNIX);
    memory.write(2, name, 0, name.length);
    while (LibC.connect(fd, memory, 2 + name.length + 1) < 0) {
      int error = LibC.error();
      if (error != LibC.EINTR) throw unreachable(error);
    }
  }

  private StoreException unreachable(int error) {
    String why =
        switch (error) {
          case LibC.ENOENT -> "there is no such socket";
          case LibC.ECONNREFUSED -> "nobody listens there any more";
          case LibC.EACCES -> "it belongs to another user";
          case LibC.EAGAIN -> "its server does not accept connections in time";
          default -> LibC.describe(error);
        };
    return new StoreException.Disconnected(
        33,
        "can't connect to %s: %s. Start a server with: pergola serve --socket %s"
            .formatted(path, why, path));
  }

  /// How long each send and receive may take; zero means for ever.
  void patience(Duration patience) {
    memory.setLong(0, patience.toSeconds());
    memory.setLong(8, patience.toNanosPart() / 1000);
    int set = LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, memory, 16);
    if (set == 0) set = LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_SNDTIMEO, memory, 16);
    if (set < 0) throw lost("setting a time limit failed: " + LibC.describe(LibC.error()));
  }

  /// Sends `length` bytes.
  void send(byte[] bytes, int length) {
    for (int sent = 0; sent < length; ) {
      int piece = Math.min(length - sent, BUFFER);
      memory.write(0, bytes, sent, piece);
      for (int done = 0; done < piece; ) {
        long count = LibC.send(fd, from(done), piece - done, LibC.MSG_NOSIGNAL);
        if (count < 0) retryOrThrow("sending a request");
        else done += (int) count;
      }
      sent += piece;
    }
  }

  private Pointer from(int position) {
    return position == 0 ? memory : memory.share(position);
  }

  /// Receives exactly `length` bytes and not one more, since the next may carry a descriptor.
  void receive(byte[] into, int length) {
    for (int received = 0; received < length; ) {
      int piece = Math.min(length - received, BUFFER);
      long count = LibC.recv(fd, memory, piece, 0);
      if (count < 0) retryOrThrow("waiting for a reply");
      else if (count == 0) throw lost("the server closed the connection");
      else {
        memory.read(0, into, received, (int) count);
        received += (int) count;
      }
    }
  }

  /// Receives one byte and the descriptor that comes with it. The caller closes it.
  int receiveDescriptor() {
    memory.clear(END);
    memory.setPointer(MSG_IOV_AT, memory.share(IOVEC_AT));
    memory.setLong(MSG_IOV_AT + 8, 1);
    memory.setPointer(MSG_CONTROL_AT, memory.share(CMSG_AT));
    memory.setLong(MSG_CONTROL_AT + 8, CMSG_SPACE);
    memory.setPointer(IOVEC_AT, memory.share(0));
    memory.setLong(IOVEC_AT + 8, 1);
    long count;
    while ((count = LibC.recvmsg(fd, memory.share(MSGHDR_AT), LibC.MSG_CMSG_CLOEXEC)) < 0) {
      retryOrThrow("waiting for a file descriptor");
    }
    if (count == 0) throw lost("the server closed the connection instead of sending a descriptor");
    boolean cut = (memory.getInt(MSG_FLAGS_AT) & LibC.MSG_CTRUNC) != 0;
    if (cut
        || memory.getLong(CMSG_AT) != CMSG_LENGTH
        || memory.getInt(CMSG_LEVEL_AT) != LibC.SOL_SOCKET
        || memory.getInt(CMSG_LEVEL_AT + 4) != LibC.SCM_RIGHTS) {
      throw lost(
          "no file descriptor arrived where one was announced"
              + (cut ? "; this process may have too many open files (ulimit -n)" : ""));
    }
    return memory.getInt(CMSG_DATA_AT);
  }

  /// Waits until the server has closed its end, or does not answer in time.
  void awaitEnd() {
    long count = LibC.recv(fd, memory, BUFFER, 0);
    while (count > 0 || (count < 0 && LibC.error() == LibC.EINTR)) {
      count = LibC.recv(fd, memory, BUFFER, 0);
    }
  }

  /// Wakes up the thread that waits for the server; its call fails. May be called at any time
  /// before [#close].
  void interrupt() {
    LibC.shutdown(fd, LibC.SHUT_RDWR);
  }

  /// Closes the socket. To be called once.
  @Override
  public void close() {
    LibC.close(fd);
    memory.close();
  }

  private void retryOrThrow(String doing) {
    int error = LibC.error();
    if (error == LibC.EINTR) return;
    String why = error == LibC.EAGAIN ? "the server did not answer in time" : LibC.describe(error);
    throw lost(doing + " failed: " + why);
  }

  private StoreException lost(String why) {
    return new StoreException.Disconnected(
        34, "the connection to the server at %s is lost: %s".formatted(path, why));
  }
}

package io.pergola.rpc.server;

import io.pergola.store.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The file that stands for a listening Unix socket: made room for and protected. Netty removes it
/// when it closes the socket.
final class SocketPath {
  private static final int LONGEST = 107; // sun_path has 108 bytes and ends with 0
  private static final int TYPE_BITS = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;

  private SocketPath(Path path) {
    this.path = path;
  }

  /// Makes room for a new socket: creates the directory and removes what a dead server left.
  ///
  /// @throws StoreException.Exists if a server listens there, or if the file is no socket
  /// @throws StoreException.Invalid if the path is too long for a socket
  static SocketPath prepare(Path path) {
    SocketPath socket = new SocketPath(path.toAbsolutePath());
    socket.checkLength();
    try {
      socket.makeRoom();
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't make a socket at " + path + ": " + failed, failed);
    }
    return socket;
  }

  private void checkLength() {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw new StoreException.Invalid(
          "the socket path %s has %d bytes, but sockets allow %d; choose a shorter one"
              .formatted(path, length, LONGEST));
    }
  }

  private void makeRoom() throws IOException {
    Path directory = path.getParent();
    if (directory != null) Files.createDirectories(directory);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
    if (((int) attribute("unix:mode") & TYPE_BITS) != SOCKET) {
      throw new StoreException.Exists(
          "%s is no socket; remove it or choose another path".formatted(path));
    }
    if (isLive()) {
      throw new StoreException.Exists(
          "a server listens on %s already; stop it or choose another path".formatted(path));
    }
    Files.delete(path);
  }

  private boolean isLive() throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException refused) {
      return false;
    }
  }

  /// Keeps other users out. To be called once the socket is bound.
  void protect() {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't protect the socket " + path + ": " + failed, failed);
    }
  }

  /// The number of the user that this process belongs to.
  static int user() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't tell our user; /proc must be mounted", failed);
    }
  }

  private Object attribute(String name) throws IOException {
    return Files.getAttribute(path, name, LinkOption.NOFOLLOW_LINKS);
  }

  /// The absolute path.
  Path path() {
    return path;
  }
}

package io.pergola.bench.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sends back whatever arrives on a Unix socket: one blocking thread for each connection, one read
/// and one write for each message. No server of this protocol can be faster.
public final class EchoServer {
  private EchoServer() {}

  /// Serves until it is killed.
  ///
  /// @param args the path of the socket
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    Files.deleteIfExists(path);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofPlatform().daemon().start(() -> echo(client));
      }
    }
  }

  private static void echo(SocketChannel client) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    try (client) {
      while (client.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) client.write(buffer);
      }
    } catch (IOException gone) {
      // the client is done
    }
  }
}

package io.pergola.rpc.migration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// Unencrypted bytes, which go straight to where they belong.
record PlainWire(SocketChannel channel, Selector selector) implements PeerWire {
  static PlainWire connect(InetSocketAddress address) throws IOException {
    PlainWire wire = new PlainWire(SocketChannel.open(), Selector.open());
    try {
      wire.channel.socket().connect(address, (int) PATIENCE.toMillis());
      wire.channel.socket().setTcpNoDelay(true);
      wire.channel.configureBlocking(false);
      return wire;
    } catch (IOException | RuntimeException failed) {
      wire.close();
      throw failed;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (true) {
      int count = channel.read(into);
      if (count > 0) return count;
      if (count < 0) throw new IOException("the connection was closed");
      await(SelectionKey.OP_READ);
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) await(SelectionKey.OP_WRITE);
    }
  }

  private void await(int operation) throws IOException {
    channel.register(selector, operation);
    int ready = selector.select(PATIENCE.toMillis());
    selector.selectedKeys().clear();
    if (ready == 0) throw new IOException("nothing came for " + PATIENCE.toSeconds() + " s");
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}

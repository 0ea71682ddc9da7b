package io.pergola.rpc.client;

import io.pergola.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// A TCP socket.
record TcpWire(Socket socket) implements Wire {
  /// @param endpoint `host:port`
  static TcpWire connect(String endpoint, Duration patience) {
    int colon = endpoint.lastIndexOf(':');
    int port = Integer.parseInt(endpoint.substring(colon + 1));
    try {
      Socket socket = new Socket();
      socket.connect(
          new InetSocketAddress(endpoint.substring(0, colon), port), (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      socket.setTcpNoDelay(true);
      return new TcpWire(socket);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void send(byte[] bytes, int length) {
    try {
      socket.getOutputStream().write(bytes, 0, length);
    } catch (IOException failed) {
      throw lost(failed);
    }
  }

  @Override
  public void receive(byte[] into, int length) {
    try {
      int count = socket.getInputStream().readNBytes(into, 0, length);
      if (count < length) {
        throw new StoreException.Disconnected(34, "the server closed the connection");
      }
    } catch (IOException failed) {
      throw lost(failed);
    }
  }

  private static StoreException lost(IOException failed) {
    return new StoreException.Disconnected(34, String.valueOf(failed.getMessage()), failed);
  }

  @Override
  public int receiveDescriptor() {
    throw new UnsupportedOperationException("no descriptor can come over TCP");
  }

  @Override
  public void interrupt() {
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

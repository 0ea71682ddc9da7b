package io.pergola.rpc.migration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Encrypted bytes. The other instance must have a certificate for the name it is reached by.
final class TlsWire implements PeerWire {
  private static final int PIECE = 1 << 14; // what one record has at most

  private final SSLSocket socket;
  private final byte[] piece = new byte[PIECE];

  private TlsWire(SSLSocket socket) {
    this.socket = socket;
  }

  static TlsWire connect(InetSocketAddress address, SSLContext trust) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(address, (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      plain.setTcpNoDelay(true);
      String host = address.getHostString();
      var socket =
          (SSLSocket) trust.getSocketFactory().createSocket(plain, host, address.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new TlsWire(socket);
    } catch (IOException | RuntimeException failed) {
      plain.close();
      throw failed;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = socket.getInputStream().read(piece, 0, Math.min(PIECE, into.remaining()));
    if (count < 0) throw new IOException("the connection was closed");
    into.put(piece, 0, count);
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(PIECE, bytes.remaining());
      bytes.get(piece, 0, count);
      socket.getOutputStream().write(piece, 0, count);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

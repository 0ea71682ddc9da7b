package io.pergola.rpc.client;

/// A Unix socket.
record UnixWire(NativeSocket socket) implements Wire {
  @Override
  public void send(byte[] bytes, int length) {
    socket.send(bytes, length);
  }

  @Override
  public void receive(byte[] into, int length) {
    socket.receive(into, length);
  }

  @Override
  public int receiveDescriptor() {
    return socket.receiveDescriptor();
  }

  @Override
  public void interrupt() {
    socket.interrupt();
  }

  @Override
  public void close() {
    socket.close();
  }
}

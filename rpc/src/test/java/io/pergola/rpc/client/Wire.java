package io.pergola.rpc.client;

/// A connection to a server, as bytes.
interface Wire extends AutoCloseable {
  void send(byte[] bytes, int length);

  void receive(byte[] into, int length);

  int receiveDescriptor();

  /// Ends both directions.
  void interrupt();

  @Override
  void close();
}

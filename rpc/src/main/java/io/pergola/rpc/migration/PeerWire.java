package io.pergola.rpc.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// The bytes of a connection to another instance. Every wait is bounded. For one thread.
sealed interface PeerWire extends AutoCloseable permits PlainWire, TlsWire {
  /// How long to wait for anything.
  Duration PATIENCE = Duration.ofSeconds(30);

  /// Reads at least one byte.
  int read(ByteBuffer into) throws IOException;

  /// Writes all bytes.
  void write(ByteBuffer bytes) throws IOException;

  @Override
  void close() throws IOException;
}

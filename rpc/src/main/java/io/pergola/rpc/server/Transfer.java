package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Encoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Supplier;

/// Raw bytes that follow the frame of a reply, before anything else may be said.
sealed interface Transfer {
  /// The bytes of the blobs, in order.
  List<MemorySegment> blobs();

  /// How they go over the wire.
  Encoding encoding();

  /// The server sends.
  ///
  /// @param blobs what to send
  /// @param encoding in which way
  /// @param sent called when all bytes have left; not called if the connection ends before
  record Out(List<MemorySegment> blobs, Encoding encoding, Runnable sent) implements Transfer {}

  /// The client sends.
  ///
  /// @param blobs what to fill
  /// @param encoding in which way
  /// @param received called when all bytes are there; gives the reply
  record In(List<MemorySegment> blobs, Encoding encoding, Supplier<Answer> received)
      implements Transfer {}
}

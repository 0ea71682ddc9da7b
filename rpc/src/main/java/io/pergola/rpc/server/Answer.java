package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Reply;
import java.util.List;
import java.util.Optional;

/// A reply and what goes over the connection after its frame.
///
/// @param reply what to say
/// @param descriptors what to pass, in order; they belong to the store
/// @param transfer raw bytes to send or to receive
/// @param last whether the connection ends after it
record Answer(Reply reply, List<Integer> descriptors, Optional<Transfer> transfer, boolean last) {
  Answer(Reply reply) {
    this(reply, List.of());
  }

  Answer(Reply reply, List<Integer> descriptors) {
    this(reply, descriptors, Optional.empty(), false);
  }

  Answer(Reply reply, Transfer transfer) {
    this(reply, List.of(), Optional.of(transfer), false);
  }

  /// A reply after which the connection ends.
  static Answer last(Reply reply) {
    return new Answer(reply, List.of(), Optional.empty(), true);
  }
}

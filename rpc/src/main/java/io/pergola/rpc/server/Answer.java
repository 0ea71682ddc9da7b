package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Reply;
import java.util.List;

/// A reply and the descriptors that go after its frame, in order.
///
/// @param reply what to say
/// @param descriptors what to pass; they belong to the store
record Answer(Reply reply, List<Integer> descriptors) {
  Answer(Reply reply) {
    this(reply, List.of());
  }
}

package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Replies to [BatchRequest]. The reply to a release is [Reply.Done].
public sealed interface BatchReply extends Reply {
  /// Objects and where their blobs are. After the frame come the descriptors that it announces, see
  /// [Payload].
  ///
  /// @param content the trees of the objects that are there, by printed id
  /// @param payloads of all their blobs on this instance, each once; none if one of these is gone
  ///   or not sealed
  /// @param fds the numbers of the files whose descriptors follow, in the order of their first
  ///   appearance
  record Got(ObjectNode content, List<Payload> payloads, List<Integer> fds) implements BatchReply {
    static Got read(Fields in) {
      return new Got(in.object("content"), Payload.readAll(in), Payload.readFiles(in));
    }

    @Override
    public String type() {
      return "pergola_get_reply";
    }

    @Override
    public void write(Body out) {
      out.tree("content", content);
      out.list("payloads", payloads, Body::payload);
      out.list("fds", fds, Body::element);
    }
  }

  /// Objects were created.
  ///
  /// @param ids of the new objects, in the order of the request
  /// @param content their trees by printed id
  record Published(List<ObjectId> ids, ObjectNode content) implements BatchReply {
    static Published read(Fields in) {
      return new Published(in.ids("ids"), in.object("content"));
    }

    @Override
    public String type() {
      return "pergola_put_reply";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
      out.tree("content", content);
    }
  }
}

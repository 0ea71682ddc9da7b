package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What takes several of Vineyard's requests, in one. These messages are Pergola's own; a server
/// that knows them says so with [Capabilities#BATCH].
public sealed interface BatchRequest extends Request {
  /// Asks for whole objects: their trees, and where their blobs are, each referenced.
  ///
  /// @param ids of the objects
  record Get(List<ObjectId> ids) implements BatchRequest {
    static Get read(Fields in) {
      return new Get(in.ids("ids"));
    }

    @Override
    public String type() {
      return "pergola_get_request";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
    }
  }

  /// Seals blobs, references them, and creates the objects that link them: all or none.
  ///
  /// @param blobs created and filled by this client; if the request is refused, they are deleted
  /// @param contents the objects' trees
  record Put(List<ObjectId> blobs, List<ObjectNode> contents) implements BatchRequest {
    static Put read(Fields in) {
      return new Put(in.ids("blobs"), in.objects("contents"));
    }

    @Override
    public String type() {
      return "pergola_put_request";
    }

    @Override
    public void write(Body out) {
      out.ids("blobs", blobs);
      out.trees("contents", contents);
    }
  }

  /// Gives references to blobs back. Those that this client does not reference are ignored.
  ///
  /// @param ids of the blobs
  record Release(List<ObjectId> ids) implements BatchRequest {
    static Release read(Fields in) {
      return new Release(in.ids("ids"));
    }

    @Override
    public String type() {
      return "pergola_release_request";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
    }
  }
}

package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.Map;

/// Replies about the names of objects.
public sealed interface NameReply extends Reply {
  /// What a name points to.
  ///
  /// @param id of the object
  record Found(ObjectId id) implements NameReply {
    static Found read(Fields in) {
      return new Found(in.id("object_id"));
    }

    @Override
    public String type() {
      return "get_name_reply";
    }

    @Override
    public void write(Body out) {
      out.id("object_id", id);
    }
  }

  /// Names and what they point to.
  ///
  /// @param names the ids by name
  record Listed(Map<String, ObjectId> names) implements NameReply {
    static Listed read(Fields in) {
      return new Listed(in.idsByName("names"));
    }

    @Override
    public String type() {
      return "list_name_reply";
    }

    @Override
    public void write(Body out) {
      out.number("size", names.size());
      out.idsByName("names", names);
    }
  }
}

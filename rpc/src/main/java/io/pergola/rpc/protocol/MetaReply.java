package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Replies about the metadata of objects.
public sealed interface MetaReply extends Reply {
  /// An object was created.
  ///
  /// @param id of the object
  /// @param signature what its copies share
  /// @param instanceId where it lives; −1 for a global object spread over several instances
  record Created(ObjectId id, long signature, long instanceId) implements MetaReply {
    static Created read(Fields in) {
      return new Created(in.id("id"), in.bits("signature"), in.bits("instance_id"));
    }

    @Override
    public String type() {
      return "create_data_reply";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.bits("signature", signature);
      out.bits("instance_id", instanceId);
    }
  }

  /// Objects were created.
  ///
  /// @param created in the order of the request
  record AllCreated(List<Created> created) implements MetaReply {
    static AllCreated read(Fields in) {
      List<ObjectId> ids = in.ids("ids");
      List<ObjectId> signatures = in.ids("signatures");
      List<ObjectId> instances = in.ids("instance_ids");
      List<Created> created = new ArrayList<>();
      for (int i = 0;
          i < Math.min(ids.size(), Math.min(signatures.size(), instances.size()));
          i++) {
        created.add(new Created(ids.get(i), signatures.get(i).bits(), instances.get(i).bits()));
      }
      return new AllCreated(created);
    }

    @Override
    public String type() {
      return "create_datas_reply";
    }

    @Override
    public void write(Body out) {
      out.number("num", created.size());
      out.list("ids", created, (body, object) -> body.unsigned(object.id().bits()));
      out.list("signatures", created, (body, object) -> body.unsigned(object.signature()));
      out.list("instance_ids", created, (body, object) -> body.unsigned(object.instanceId()));
    }
  }

  /// Whole trees, of those that are there.
  ///
  /// @param content the trees by printed id
  record Content(ObjectNode content) implements MetaReply {
    static Content read(Fields in) {
      return new Content(
          in.any("content") instanceof ObjectNode content
              ? content
              : JsonNodeFactory.instance.objectNode());
    }

    @Override
    public String type() {
      return "get_data_reply";
    }

    @Override
    public void write(Body out) {
      if (content.isEmpty()) out.nothing("content");
      else out.tree("content", content);
    }
  }

  /// Objects were deleted.
  ///
  /// @param blobs the blobs that went with them
  record Deleted(List<ObjectId> blobs) implements MetaReply {
    static Deleted read(Fields in) {
      return new Deleted(in.ids("deleted_bids"));
    }

    @Override
    public String type() {
      return "del_data_with_feedbacks_reply";
    }

    @Override
    public void write(Body out) {
      out.ids("deleted_bids", blobs);
    }
  }

  /// Whether something is there.
  ///
  /// @param exists whether it is
  record Exists(boolean exists) implements MetaReply {
    static Exists read(Fields in) {
      return new Exists(in.flag("exists"));
    }

    @Override
    public String type() {
      return "exists_reply";
    }

    @Override
    public void write(Body out) {
      out.flag("exists", exists);
    }
  }

  /// Whether an object is visible to other instances.
  ///
  /// @param persistent whether it is
  record Persistent(boolean persistent) implements MetaReply {
    static Persistent read(Fields in) {
      return new Persistent(in.flag("persist"));
    }

    @Override
    public String type() {
      return "if_persist_reply";
    }

    @Override
    public void write(Body out) {
      out.flag("persist", persistent);
    }
  }

  /// The object is here now.
  ///
  /// @param id of its copy
  record Migrated(ObjectId id) implements MetaReply {
    static Migrated read(Fields in) {
      return new Migrated(in.id("object_id"));
    }

    @Override
    public String type() {
      return "migrate_object_reply";
    }

    @Override
    public void write(Body out) {
      out.id("object_id", id);
    }
  }

  /// A copy was made.
  ///
  /// @param target its id
  record Copied(ObjectId target) implements MetaReply {
    static Copied read(Fields in) {
      return new Copied(in.id("target_id"));
    }

    @Override
    public String type() {
      return "shallow_copy_reply";
    }

    @Override
    public void write(Body out) {
      out.id("target_id", target);
    }
  }
}

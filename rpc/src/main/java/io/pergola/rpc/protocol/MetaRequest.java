package io.pergola.rpc.protocol;

import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.Pattern;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Requests about the metadata of objects.
public sealed interface MetaRequest extends Request {
  /// Creates an object.
  ///
  /// @param content its tree
  record CreateData(ObjectNode content) implements MetaRequest {
    static CreateData read(Fields in) {
      return new CreateData(in.object("content"));
    }

    @Override
    public String type() {
      return "create_data_request";
    }

    @Override
    public void write(Body out) {
      out.tree("content", content);
    }
  }

  /// Creates several objects, all or none.
  ///
  /// @param contents their trees
  record CreateDatas(List<ObjectNode> contents) implements MetaRequest {
    static CreateDatas read(Fields in) {
      return new CreateDatas(in.objects("contents"));
    }

    @Override
    public String type() {
      return "create_datas_request";
    }

    @Override
    public void write(Body out) {
      out.number("num", contents.size());
      out.trees("contents", contents);
    }
  }

  /// Asks for whole trees.
  ///
  /// @param ids of objects and blobs
  /// @param syncRemote whether to catch up with other instances first
  /// @param waits whether to answer only when all of them are there
  record GetData(List<ObjectId> ids, boolean syncRemote, boolean waits) implements MetaRequest {
    static GetData read(Fields in) {
      return new GetData(in.ids("id"), in.flag("sync_remote", false), in.flag("wait", false));
    }

    @Override
    public String type() {
      return "get_data_request";
    }

    @Override
    public void write(Body out) {
      out.ids("id", ids);
      out.flag("sync_remote", syncRemote);
      out.flag("wait", waits);
    }
  }

  /// Lists objects. The reply is that of [GetData].
  ///
  /// @param pattern which type names
  /// @param limit how many at most
  record ListData(Pattern pattern, int limit) implements MetaRequest {
    static ListData read(Fields in) {
      return new ListData(Patterns.read(in), in.limit("limit"));
    }

    @Override
    public String type() {
      return "list_data_request";
    }

    @Override
    public void write(Body out) {
      Patterns.write(pattern, out);
      out.number("limit", limit);
    }
  }

  /// Deletes objects.
  ///
  /// @param ids of objects and blobs; unknown ones are ignored
  /// @param options how far it reaches
  /// @param feedback whether the reply names the deleted blobs
  record Delete(List<ObjectId> ids, Set<DeleteOption> options, boolean feedback)
      implements MetaRequest {
    static Delete read(Fields in, boolean feedback) {
      Set<DeleteOption> options = EnumSet.noneOf(DeleteOption.class);
      if (in.flag("force", false)) options.add(DeleteOption.FORCE);
      if (in.flag("deep", false)) options.add(DeleteOption.DEEP);
      if (in.flag("fastpath", false)) options.add(DeleteOption.FASTPATH);
      if (in.flag("memory_trim", false)) options.add(DeleteOption.TRIM);
      return new Delete(in.ids("id"), options, feedback);
    }

    @Override
    public String type() {
      return feedback ? "del_data_with_feedbacks_request" : "del_data_request";
    }

    @Override
    public void write(Body out) {
      out.ids("id", ids);
      out.flag("force", options.contains(DeleteOption.FORCE));
      out.flag("deep", options.contains(DeleteOption.DEEP));
      out.flag("memory_trim", options.contains(DeleteOption.TRIM));
      out.flag("fastpath", options.contains(DeleteOption.FASTPATH));
    }
  }

  /// Asks whether something is there.
  ///
  /// @param id of an object or blob
  record Exists(ObjectId id) implements MetaRequest, OneId {
    static Exists read(Fields in) {
      return new Exists(in.id("id"));
    }

    @Override
    public String type() {
      return "exists_request";
    }
  }

  /// Makes an object visible to other instances.
  ///
  /// @param id of the object
  record Persist(ObjectId id) implements MetaRequest, OneId {
    static Persist read(Fields in) {
      return new Persist(in.id("id"));
    }

    @Override
    public String type() {
      return "persist_request";
    }
  }

  /// Asks whether an object is visible to other instances.
  ///
  /// @param id of the object
  record IfPersist(ObjectId id) implements MetaRequest, OneId {
    static IfPersist read(Fields in) {
      return new IfPersist(in.id("id"));
    }

    @Override
    public String type() {
      return "if_persist_request";
    }
  }

  /// Adds labels to an object.
  ///
  /// @param id of the object
  /// @param keys of the labels
  /// @param values as many as there are keys
  record Label(ObjectId id, List<String> keys, List<String> values) implements MetaRequest {
    static Label read(Fields in) {
      return new Label(in.id("id"), in.texts("keys"), in.texts("values"));
    }

    @Override
    public String type() {
      return "label_request";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.texts("keys", keys);
      out.texts("values", values);
    }
  }

  /// Brings an object of another instance here.
  ///
  /// @param id of the object
  record Migrate(ObjectId id) implements MetaRequest, OneId {
    static Migrate read(Fields in) {
      return new Migrate(in.id("object_id"));
    }

    @Override
    public String type() {
      return "migrate_object_request";
    }

    @Override
    public String idKey() {
      return "object_id";
    }
  }

  /// Deletes everything.
  record Clear() implements MetaRequest {
    @Override
    public String type() {
      return "clear_request";
    }

    @Override
    public void write(Body out) {
      // Nothing to say.
    }
  }

  /// Copies the top level of an object's metadata.
  ///
  /// @param id of the object
  /// @param extra values to set in the copy; should be an object, which the store checks
  record ShallowCopy(ObjectId id, JsonNode extra) implements MetaRequest {
    static ShallowCopy read(Fields in) {
      JsonNode extra = in.any("extra");
      return new ShallowCopy(
          in.id("id"), extra == null ? JsonNodeFactory.instance.objectNode() : extra);
    }

    @Override
    public String type() {
      return "shallow_copy_request";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.tree("extra", extra);
    }
  }
}

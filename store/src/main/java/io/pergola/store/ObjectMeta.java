package io.pergola.store;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The metadata of a stored object: named values, and members that are objects or blobs with
/// metadata of their own. Immutable.
///
/// Values are JSON. A member is a nested JSON object that carries its own `id` and `typename`.
public final class ObjectMeta {
  private final ObjectNode tree;

  private ObjectMeta(ObjectNode tree) {
    this.tree = tree;
  }

  /// Wraps a tree as a store hands it out. The caller gives `tree` away.
  ///
  /// @throws StoreException.Corrupt if it has no `id` or no `typename`
  public static ObjectMeta of(ObjectNode tree) {
    if (!tree.path("id").isString() || !tree.path("typename").isString()) {
      throw new StoreException.Corrupt("metadata without 'id' or 'typename': " + shorten(tree));
    }
    return new ObjectMeta(tree);
  }

  /// Starts the metadata of a new object of type `typeName`, such as `vineyard::Tensor<int64>`.
  public static Draft draft(String typeName) {
    return new Draft(typeName);
  }

  /// The object's name.
  public ObjectId id() {
    return ObjectId.parse(text("id"));
  }

  /// What the object is, such as `vineyard::Table`.
  public String typeName() {
    return text("typename");
  }

  /// The instance whose memory holds it; −1 for a global object spread over several.
  public long instanceId() {
    return integer("instance_id");
  }

  /// Whether its members may live on several instances.
  public boolean isGlobal() {
    return tree.path("global").asBoolean(false);
  }

  /// Whether there is a value or member of that name.
  public boolean has(String key) {
    return tree.has(key);
  }

  /// An integer value.
  ///
  /// @throws StoreException.Corrupt if it is missing or no integer of 64 bits
  public long integer(String key) {
    JsonNode value = value(key);
    if (!value.isIntegralNumber()) throw wrong(key, "an integer", value);
    return value.bigIntegerValue().longValue();
  }

  /// A text value.
  ///
  /// @throws StoreException.Corrupt if it is missing or no string
  public String text(String key) {
    JsonNode value = value(key);
    if (!value.isString()) throw wrong(key, "a string", value);
    return value.stringValue();
  }

  /// A truth value.
  ///
  /// @throws StoreException.Corrupt if it is missing or no boolean
  public boolean flag(String key) {
    JsonNode value = value(key);
    if (!value.isBoolean()) throw wrong(key, "true or false", value);
    return value.booleanValue();
  }

  /// A member's metadata.
  ///
  /// @throws StoreException.Corrupt if it is missing or no member
  public ObjectMeta member(String key) {
    JsonNode value = value(key);
    if (!(value instanceof ObjectNode node)) throw wrong(key, "a member", value);
    return of(node);
  }

  /// All direct members by name.
  public Map<String, ObjectMeta> members() {
    Map<String, ObjectMeta> members = new LinkedHashMap<>();
    tree.forEachEntry((key, value) -> {
      if (value instanceof ObjectNode node) members.put(key, of(node));
    });
    return members;
  }

  /// The ids of all blobs in the tree that live on `instanceId`, without the empty blob.
  public Set<ObjectId> blobs(long instanceId) {
    Set<ObjectId> found = new LinkedHashSet<>();
    collectBlobs(this, instanceId, found);
    return found;
  }

  private static void collectBlobs(ObjectMeta meta, long instanceId, Set<ObjectId> found) {
    ObjectId id = meta.id();
    if (id.isBlob()) {
      if (!id.equals(ObjectId.EMPTY_BLOB) && meta.instanceId() == instanceId) found.add(id);
      return;
    }
    meta.members().values().forEach(member -> collectBlobs(member, instanceId, found));
  }

  /// A copy of the tree.
  public ObjectNode toJson() {
    return tree.deepCopy();
  }

  @Override
  public String toString() {
    return tree.toString();
  }

  private JsonNode value(String key) {
    JsonNode value = tree.get(key);
    if (value == null) {
      throw new StoreException.Corrupt(
          "object %s of type %s has no key '%s'"
              .formatted(tree.path("id").asString("?"), tree.path("typename").asString("?"), key));
    }
    return value;
  }

  private StoreException wrong(String key, String expected, JsonNode found) {
    return new StoreException.Corrupt(
        "key '%s' of object %s of type %s is %s, expected %s"
            .formatted(
                key,
                tree.path("id").asString("?"),
                tree.path("typename").asString("?"),
                shorten(found),
                expected));
  }

  private static String shorten(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /// The metadata of an object that is not created yet. Used once, by one thread.
  public static final class Draft {
    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();

    private Draft(String typeName) {
      tree.put("typename", typeName);
      tree.put("transient", true);
      tree.put("global", false);
      tree.put("nbytes", 0L);
    }

    /// Sets an integer.
    public Draft put(String key, long value) {
      tree.put(key, value);
      return this;
    }

    /// Sets a text.
    public Draft put(String key, String value) {
      tree.put(key, value);
      return this;
    }

    /// Sets a truth value.
    public Draft put(String key, boolean value) {
      tree.put(key, value);
      return this;
    }

    /// Sets any JSON value except an object (that would be a member).
    ///
    /// @throws StoreException.Invalid if it is a JSON object
    /// @throws StoreException.BadMeta if it nests deeper than 128 levels
    public Draft put(String key, JsonNode value) {
      if (value.isObject()) {
        throw new StoreException.Invalid(
            "'" + key + "': a JSON object is not a value; add a member");
      }
      Json.weigh(value);
      tree.set(key, value.deepCopy());
      return this;
    }

    /// The size of the object's own data in bytes; information only.
    public Draft byteSize(long byteSize) {
      return put("nbytes", byteSize);
    }

    /// Lets members live on other instances.
    public Draft global() {
      return put("global", true);
    }

    /// Links an existing object. Of its tree only its own values are sent along.
    public Draft member(String key, ObjectMeta member) {
      ObjectNode link = tree.putObject(key);
      member.tree.forEachEntry((name, value) -> {
        if (!value.isObject()) link.set(name, value);
      });
      return this;
    }

    /// Links an existing object by its id alone.
    public Draft member(String key, ObjectId member) {
      tree.putObject(key).put("id", member.toString());
      return this;
    }

    /// Links a blob of instance `instanceId`, the one that the object itself will belong to.
    public Draft blob(String key, Blob blob, long instanceId) {
      return link(key, blob.id(), blob.byteSize(), instanceId);
    }

    /// As [#blob(String, Blob, long)], for a blob that [ObjectStore#publish] seals together with
    /// the object's creation.
    public Draft blob(String key, BlobWriter blob, long instanceId) {
      return link(key, blob.id(), blob.segment().byteSize(), instanceId);
    }

    private Draft link(String key, ObjectId blob, long byteSize, long instanceId) {
      tree.putObject(key)
          .put("id", blob.toString())
          .put("typename", "vineyard::Blob")
          .put("instance_id", instanceId)
          .put("length", byteSize)
          .put("nbytes", byteSize)
          .put("transient", true);
      return this;
    }

    /// The tree for `create_data`, owned by `instanceId`. For implementations of [ObjectStore].
    public ObjectNode toJson(long instanceId) {
      return tree.deepCopy().put("instance_id", instanceId);
    }
  }
}

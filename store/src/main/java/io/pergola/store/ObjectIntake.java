package io.pergola.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns the metadata tree of a request into a [StoredObject], or refuses it.
///
/// A JSON object inside the tree is a member. It links what exists already: a blob, or an object by
/// its `id`; anything else that it says is ignored in favor of what the store knows.
final class ObjectIntake {
  /// How high a tree of objects may be. Real ones have about ten levels.
  static final int MAX_HEIGHT = 128;

  /// How many characters an object's whole tree may have: what other servers accept in a message.
  static final long MAX_WEIGHT = 64L << 20;

  /// What a link adds to the printed tree beside the member itself.
  private static final long BLOB_WEIGHT = 120;

  private final Function<ObjectId, @Nullable StoredObject> lookup;
  private final Signatures signatures;
  private final IdSource ids;

  /// @param lookup finds objects that exist
  ObjectIntake(
      Function<ObjectId, @Nullable StoredObject> lookup, Signatures signatures, IdSource ids) {
    this.lookup = lookup;
    this.signatures = signatures;
    this.ids = ids;
  }

  /// Reads one tree and gives it an id, a signature if it has none, and a time stamp.
  ///
  /// @throws StoreException.BadMeta if it breaks a rule
  /// @throws StoreException.NotFound if a member is not there
  StoredObject read(ObjectNode content) {
    checkType(content);
    long instanceId = instanceOf(content);
    boolean global = flag(content, "global", false);
    ObjectNode values = Json.object();
    Map<String, Link> members = new LinkedHashMap<>();
    content.forEachEntry((key, value) -> {
      if (key.equals("id")) return;
      if (value instanceof ObjectNode member) members.put(key, link(key, member, global));
      else values.set(key, value);
    });
    long weight = Json.weigh(values);
    ObjectNode own = values.deepCopy();
    own.put("transient", flag(content, "transient", true));
    own.set("instance_id", Json.unsigned(placeOf(members, instanceId, global)));
    if (!content.has("signature")) own.put("signature", ids.next());
    else if (!content.path("signature").isIntegralNumber()) throw wrongType(content, "signature");
    own.put("__timestamp", System.currentTimeMillis());
    ObjectId id = ids.nextObject();
    own.put("id", id.toString());
    return measured(id, own, members, weight);
  }

  private static void checkType(ObjectNode content) {
    JsonNode type = content.path("typename");
    if (!type.isString()) {
      throw new StoreException.BadMeta(21, "metadata has no 'typename' that is a string");
    }
    String name = type.stringValue();
    if (name.equals(Catalog.BLOB_TYPE)) {
      throw new StoreException.Refused("a blob has no metadata of its own; link it as a member");
    }
    int generic = name.indexOf('<');
    if ((generic < 0 ? name : name.substring(0, generic)).indexOf('.') >= 0) {
      throw new StoreException.BadMeta(
          26,
          "type name '%s' has a dot, which links between objects can't carry; use '::'"
              .formatted(name));
    }
  }

  private static long instanceOf(ObjectNode content) {
    JsonNode instance = content.path("instance_id");
    if (!instance.isIntegralNumber()) {
      throw new StoreException.Refused(
          "metadata of type '%s' has no 'instance_id' that is an integer"
              .formatted(content.path("typename").asString("")));
    }
    return Json.bits(instance);
  }

  private static boolean flag(ObjectNode content, String key, boolean missing) {
    JsonNode value = content.path(key);
    if (value.isMissingNode()) return missing;
    if (!value.isBoolean()) throw wrongType(content, key);
    return value.booleanValue();
  }

  private static StoreException wrongType(ObjectNode content, String key) {
    return new StoreException.BadMeta(
        22,
        "'%s' of type '%s' is %s, which is the wrong kind of value for this key"
            .formatted(key, content.path("typename").asString(""), content.path(key)));
  }

  private Link link(String key, ObjectNode member, boolean globalParent) {
    ObjectId id = memberId(key, member);
    if (id.isBlob()) return blob(key, id, member);
    StoredObject object = lookup.apply(id);
    if (object == null) {
      throw new StoreException.NotFound(
          27, "member '%s': object %s doesn't exist in the store".formatted(key, id));
    }
    if (!globalParent) return new Link.ToObject(id);
    if (object.isGlobal()) {
      throw new StoreException.BadMeta(
          51,
          "member '%s': object %s is global; a global object can't be part of another global one"
              .formatted(key, id));
    }
    return new Link.ToSignature(id, object.signature());
  }

  private static ObjectId memberId(String key, ObjectNode member) {
    JsonNode id = member.path("id");
    if (id.isMissingNode()) {
      throw new StoreException.BadMeta(
          25, "member '%s' has no 'id'; create it first, then link it".formatted(key));
    }
    try {
      if (id.isString()) return ObjectId.parse(id.stringValue());
    } catch (StoreException.Invalid malformed) {
      // refused below
    }
    throw new StoreException.BadMeta(26, "member '%s': %s is not an object id".formatted(key, id));
  }

  private static Link blob(String key, ObjectId id, ObjectNode member) {
    JsonNode instance = member.path("instance_id");
    if (member.size() == 1 || !instance.isIntegralNumber()) {
      throw new StoreException.BadMeta(
          21,
          "member '%s': blob %s can't be linked by its id alone; add 'typename' and 'instance_id'"
              .formatted(key, id));
    }
    return new Link.ToBlob(id, Json.bits(instance));
  }

  /// The instance of an object, given those of its members: −1 for a global one that is spread.
  private long placeOf(Map<String, Link> members, long instanceId, boolean global) {
    long place = instanceId;
    for (var member : members.entrySet()) {
      long other = instanceOf(member.getValue());
      if (other == instanceId) continue;
      if (!global) {
        throw new StoreException.BadMeta(
            51,
            "member '%s' is on instance %s, the object on %s; only a global object may be spread"
                .formatted(
                    member.getKey(),
                    Long.toUnsignedString(other),
                    Long.toUnsignedString(instanceId)));
      }
      place = -1;
    }
    return place;
  }

  private long instanceOf(Link link) {
    if (link instanceof Link.ToBlob blob) return blob.instanceId();
    StoredObject object = lookup.apply(link.id());
    return object == null ? -1 : object.instanceId();
  }

  /// The object with the size of its tree, which must be within the limits.
  ///
  /// @param ownWeight how many characters `values` has
  StoredObject measured(ObjectId id, ObjectNode values, Map<String, Link> members, long ownWeight) {
    int height = 1;
    long own = ownWeight + BLOB_WEIGHT;
    long weight = own;
    for (var member : members.entrySet()) {
      StoredObject object = lookup.apply(member.getValue().id());
      weight += member.getKey().length() + (object == null ? BLOB_WEIGHT : object.size().weight());
      height = Math.max(height, 1 + heightOf(member.getValue(), object));
    }
    if (height > MAX_HEIGHT) {
      throw new StoreException.BadMeta(
          21, "metadata nests deeper than %d objects; flatten it".formatted(MAX_HEIGHT));
    }
    if (weight > MAX_WEIGHT) {
      throw new StoreException.BadMeta(
          21,
          "metadata has about %d characters with all members, more than %d; put data into blobs"
              .formatted(weight, MAX_WEIGHT));
    }
    long heap = HeapBudget.OBJECT + HeapBudget.LINK * members.size() + Json.heapSize(values);
    return new StoredObject(
        id, values, members, new StoredObject.TreeSize(height, own, weight, heap));
  }

  private int heightOf(Link link, @Nullable StoredObject object) {
    int height = object == null ? 0 : object.height();
    return link instanceof Link.ToSignature(_, long signature)
        ? Math.max(height, signatures.height(signature))
        : height;
  }
}

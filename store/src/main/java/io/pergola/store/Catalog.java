package io.pergola.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The metadata of all objects. Guarded by the store's lock.
///
/// Objects are kept flat, with links in place of members; reading one expands its links, so that
/// the reader gets a whole tree.
final class Catalog {
  static final String BLOB_TYPE = "vineyard::Blob";

  /// How many characters one reply may have, about: what a frame of the protocol carries.
  private static final long MAX_REPLY = 256L << 20;

  static final String LABELS = "__labels";

  /// How many characters all labels of an object may have.
  private static final int MAX_LABELS = 1 << 20;

  private final TreeMap<ObjectId, StoredObject> objects = new TreeMap<>();
  private final DependencyGraph graph = new DependencyGraph();
  private final Signatures signatures;
  private final ObjectIntake intake;
  private final IdSource ids;
  private final BlobTable blobs;
  private final long instanceId;
  private final HeapBudget heap;

  /// What labels that were added later take.
  private final Map<ObjectId, Long> labelHeap = new HashMap<>();

  Catalog(long instanceId, IdSource ids, BlobTable blobs, HeapBudget heap) {
    this.instanceId = instanceId;
    this.ids = ids;
    this.blobs = blobs;
    this.heap = heap;
    signatures = new Signatures(instanceId);
    intake = new ObjectIntake(objects::get, signatures, ids);
  }

  /// Creates objects from trees, all or none.
  List<StoredObject> create(List<ObjectNode> contents, Ledger creator) {
    List<StoredObject> read = new ArrayList<>();
    contents.forEach(content -> read.add(intake.read(content)));
    heap.require(read.stream().mapToLong(object -> object.size().heap()).sum());
    read.forEach(object -> add(object, creator));
    return read;
  }

  /// Adds an object that was read or copied.
  void add(StoredObject object, Ledger creator) {
    if (creator.build != null) creator.build.created.add(object.id());
    add(object);
  }

  private void add(StoredObject object) {
    ObjectId id = object.id();
    heap.adjust(object.size().heap());
    objects.put(id, object);
    object.members().values().forEach(link -> connect(id, link));
    // A copy that came from another instance stands in for the original, so what has the one as a
    // member has the other too.
    for (StoredObject twin : signatures.add(object)) {
      graph.parents(twin.id()).forEach(parent -> graph.link(parent, id));
    }
  }

  private void connect(ObjectId parent, Link link) {
    if (link instanceof Link.ToBlob(ObjectId blob, long instance)) {
      if (instance != instanceId || blob.equals(ObjectId.EMPTY_BLOB)) return;
      blobs.linked(blob);
    }
    graph.link(parent, link.id());
  }

  /// Adds an object that another instance shares, in place of what was known of it.
  ///
  /// @throws StoreException.BadMeta if no instance that obeys the rules would share it
  void replace(ObjectId id, SharedObjects.Parts parts) {
    long weight = Json.weigh(parts.values());
    StoredObject object = intake.measured(id, parts.values(), parts.members(), weight);
    StoredObject known = objects.get(id);
    if (known != null) forget(known);
    add(object);
  }

  /// All objects, by ascending id.
  Collection<StoredObject> all() {
    return objects.values();
  }

  /// Some copy of the objects with a signature; one of this instance if there is one.
  @Nullable StoredObject copy(long signature) {
    return signatures.resolve(signature, null);
  }

  /// Whether an object is the one of its instance that is known by its signature.
  boolean isKnownBySignature(StoredObject object) {
    return signatures.has(object);
  }

  /// What is above and below an object.
  Set<ObjectId> neighbors(ObjectId id) {
    Set<ObjectId> neighbors = new LinkedHashSet<>(graph.parents(id));
    neighbors.addAll(graph.members(id));
    return neighbors;
  }

  @Nullable StoredObject find(ObjectId id) {
    return objects.get(id);
  }

  StoredObject require(ObjectId id) {
    StoredObject object = objects.get(id);
    if (object == null) throw missing(12, id);
    return object;
  }

  private static StoreException missing(int code, ObjectId id) {
    return new StoreException.NotFound(code, "object %s doesn't exist in the store".formatted(id));
  }

  /// The trees of those objects and sealed blobs that exist, by printed id.
  ObjectNode trees(Collection<ObjectId> wanted) {
    ObjectNode content = Json.object();
    Expansion expansion = new Expansion();
    for (ObjectId id : wanted) {
      ObjectNode tree = tree(id, expansion);
      if (tree != null) content.set(id.toString(), tree);
    }
    return content;
  }

  private @Nullable ObjectNode tree(ObjectId id, Expansion expansion) {
    if (!id.isBlob()) {
      StoredObject object = objects.get(id);
      return object == null ? null : expansion.expand(object);
    }
    BlobExtent blob = blobs.readable(id);
    return blob == null ? null : blobTree(id, instanceId, blob.byteSize());
  }

  private static ObjectNode blobTree(ObjectId id, long instanceId, long byteSize) {
    return Json.object()
        .put("id", id.toString())
        .put("typename", BLOB_TYPE)
        .set("instance_id", Json.unsigned(instanceId))
        .asObject()
        .put("length", byteSize)
        .put("nbytes", byteSize)
        .put("transient", true);
  }

  /// The trees of objects whose type matches, by ascending id, and then of sealed blobs if there is
  /// room for them and the pattern, read as a wildcard, matches their type.
  ObjectNode list(Pattern pattern, int limit) {
    ObjectNode content = Json.object();
    Expansion expansion = new Expansion();
    TextMatcher matcher = TextMatcher.of(pattern);
    for (StoredObject object : objects.values()) {
      if (content.size() >= limit) return content;
      if (!matcher.matches(object.typeName())) continue;
      ObjectNode tree = expansion.expand(object);
      if (tree != null) content.set(object.id().toString(), tree);
    }
    if (!TextMatcher.of(new Pattern.Wildcard(pattern.text())).matches(BLOB_TYPE)) return content;
    for (BlobEntry blob : blobs.all()) {
      if (content.size() >= limit) return content;
      if (!blob.sealed) continue;
      content.set(blob.id.toString(), blobTree(blob.id, instanceId, blob.byteSize));
    }
    return content;
  }

  /// The blobs among `wanted` and in the trees of the objects among them.
  Set<ObjectId> blobsOf(Collection<ObjectId> wanted) {
    Set<ObjectId> seen = new LinkedHashSet<>();
    wanted.forEach(id -> collect(id, seen));
    seen.removeIf(id -> !id.isBlob());
    return seen;
  }

  private void collect(ObjectId id, Set<ObjectId> seen) {
    if (!seen.add(id)) return;
    StoredObject object = objects.get(id);
    if (object != null) object.members().values().forEach(link -> collect(link.id(), seen));
  }

  boolean exists(ObjectId id) {
    return id.isBlob() ? blobs.exists(id) : objects.containsKey(id);
  }

  /// Deletes as [Deletion] says.
  ///
  /// @return the blobs that went
  Set<ObjectId> delete(Collection<ObjectId> wanted, Set<DeleteOption> options, Ledger deleter) {
    Set<ObjectId> gone = select(wanted, options);
    if (!options.contains(DeleteOption.FASTPATH)) gone.forEach(graph::remove);
    return remove(gone, deleter);
  }

  /// What a deletion would take.
  Set<ObjectId> select(Collection<ObjectId> wanted, Set<DeleteOption> options) {
    if (options.contains(DeleteOption.FASTPATH)) {
      for (ObjectId id : wanted) {
        if (id.isBlob()) continue;
        throw new StoreException.Refused(
            "the fast path deletes blobs only, and %s is an object".formatted(id));
      }
      return new LinkedHashSet<>(wanted);
    }
    return new Deletion(graph, this::hasEquivalent, wanted).select(options);
  }

  private boolean hasEquivalent(ObjectId id) {
    StoredObject object = objects.get(id);
    return object != null && signatures.hasEquivalent(object);
  }

  private Set<ObjectId> remove(Set<ObjectId> gone, Ledger deleter) {
    Set<ObjectId> removedBlobs = new LinkedHashSet<>();
    for (ObjectId id : gone) {
      if (id.isBlob()) {
        if (blobs.remove(id, deleter)) removedBlobs.add(id);
        continue;
      }
      StoredObject object = objects.remove(id);
      if (object != null) forget(object);
    }
    return removedBlobs;
  }

  private void forget(StoredObject object) {
    signatures.remove(object);
    heap.give(heapOf(object));
    labelHeap.remove(object.id());
  }

  private long heapOf(StoredObject object) {
    return object.size().heap() + labelHeap.getOrDefault(object.id(), 0L);
  }

  /// Gives up what all objects take.
  void close() {
    heap.give(objects.values().stream().mapToLong(this::heapOf).sum());
  }

  /// Deletes every object and every blob.
  void clear(Ledger deleter) {
    Set<ObjectId> all = new LinkedHashSet<>(objects.keySet());
    blobs.all().forEach(blob -> all.add(blob.id));
    graph.clear();
    remove(all, deleter);
  }

  /// Makes an object and all objects below it persistent.
  void persist(ObjectId id) {
    for (StoredObject object : withMembers(id)) object.values().put("transient", false);
  }

  /// The objects that are members of one.
  Stream<StoredObject> membersOf(StoredObject object) {
    return object.members().values().stream()
        .map(link -> objects.get(link.id()))
        .filter(Objects::nonNull);
  }

  /// An object that can be persisted, behind all objects below it.
  Set<StoredObject> withMembers(ObjectId id) {
    if (id.isBlob()) {
      throw new StoreException.Refused(
          "blob %s can't be persisted; persist an object that has it".formatted(id));
    }
    StoredObject object = objects.get(id);
    if (object == null) throw missing(27, id);
    Set<StoredObject> found = new LinkedHashSet<>();
    collectWithMembers(object, found);
    return found;
  }

  private void collectWithMembers(StoredObject object, Set<StoredObject> found) {
    if (found.contains(object)) return;
    membersOf(object).forEach(member -> collectWithMembers(member, found));
    found.add(object);
  }

  boolean isPersistent(ObjectId id) {
    if (id.isBlob()) return false;
    StoredObject object = objects.get(id);
    if (object == null) throw missing(27, id);
    return !object.isTransient();
  }

  /// An object with the values and members of another, to be added.
  ///
  /// @param extra values to add or replace
  StoredObject shallowCopy(ObjectId id, ObjectNode extra) {
    if (id.isBlob()) throw new StoreException.Refused("blob %s can't be copied".formatted(id));
    StoredObject source = objects.get(id);
    if (source == null) throw missing(27, id);
    ObjectNode values = source.values().deepCopy();
    Map<String, Link> members = new LinkedHashMap<>(source.members());
    extra.forEachEntry((key, value) -> {
      if (value.isContainer()) {
        throw new StoreException.Refused(
            "'%s' of a copy must be a number, text, truth value or null".formatted(key));
      }
      members.remove(key);
      values.set(key, value);
    });
    ObjectId copyId = ids.nextObject();
    values.put("id", copyId.toString());
    StoredObject copy = intake.measured(copyId, values, members, Json.weigh(values));
    heap.require(copy.size().heap());
    return copy;
  }

  /// Merges labels into the JSON text under `__labels`.
  void label(ObjectId id, Map<String, String> labels) {
    String text = merged(id, labels);
    ObjectNode values = require(id).values();
    long growth = 2L * (text.length() - values.path(LABELS).asString("").length());
    heap.take(growth);
    labelHeap.merge(id, growth, Long::sum);
    values.put(LABELS, text);
  }

  /// An object's labels, with more.
  String merged(ObjectId id, Map<String, String> labels) {
    StoredObject object = require(id);
    JsonNode before = object.values().path(LABELS);
    ObjectNode merged = before.isMissingNode() ? Json.object() : Json.parseObject(before);
    labels.forEach(merged::put);
    String text = merged.toString();
    if (text.length() > MAX_LABELS) {
      throw new StoreException.BadMeta(
          21,
          "the labels of object %s have %d characters, more than %d"
              .formatted(id, text.length(), MAX_LABELS));
    }
    return text;
  }

  /// One reply's worth of trees. Recursion is bounded by [ObjectIntake#MAX_HEIGHT].
  private final class Expansion {
    private long weight;

    /// The object's tree, or null if a member is gone.
    @Nullable ObjectNode expand(StoredObject object) {
      weight += object.size().ownWeight();
      if (weight > MAX_REPLY) {
        throw new StoreException.Invalid(
            "the objects asked for have more than %d characters; ask for fewer"
                .formatted(MAX_REPLY));
      }
      ObjectNode tree = object.values().deepCopy();
      for (var member : object.members().entrySet()) {
        ObjectNode node = node(member.getValue());
        if (node == null) return null;
        tree.set(member.getKey(), node);
      }
      return tree;
    }

    private @Nullable ObjectNode node(Link link) {
      StoredObject linked = objects.get(link.id());
      return switch (link) {
        case Link.ToBlob(ObjectId id, long instance) -> blobTree(id, instance, 0);
        case Link.ToObject _ -> linked == null ? null : expand(linked);
        case Link.ToSignature(_, long signature) -> {
          StoredObject copy = signatures.resolve(signature, linked);
          yield copy == null ? blobTree(ObjectId.INVALID, instanceId, 0) : expand(copy);
        }
      };
    }
  }
}

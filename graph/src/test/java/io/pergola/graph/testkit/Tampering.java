package io.pergola.graph.testkit;

import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes copies of objects in which one value or blob, however deep, is something else: objects as
/// another program or a broken disk would leave them.
public final class Tampering {
  private static final Set<String> OF_THE_STORE =
      Set.of("id", "instance_id", "signature", "transient", "typename", "__timestamp");

  private final ObjectStore store;

  /// Tampers with objects of `store`.
  public Tampering(ObjectStore store) {
    this.store = store;
  }

  /// The paths of all values and blobs in a tree, as keys from the root on.
  public static List<List<String>> paths(ObjectMeta root) {
    List<List<String>> paths = new ArrayList<>();
    collect(root.toJson(), List.of(), paths);
    return paths;
  }

  private static void collect(ObjectNode tree, List<String> above, List<List<String>> paths) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (OF_THE_STORE.contains(entry.getKey())) continue;
      List<String> path = new ArrayList<>(above);
      path.add(entry.getKey());
      if (entry.getValue() instanceof ObjectNode member && !isBlob(member)) {
        collect(member, path, paths);
      } else {
        paths.add(List.copyOf(path));
      }
    }
  }

  /// What stands at a path: a value, or a blob's metadata.
  public static JsonNode at(ObjectMeta root, List<String> path) {
    JsonNode node = root.toJson();
    for (String key : path) node = node.path(key);
    return node;
  }

  /// Whether a blob stands at the path.
  public static boolean isBlob(ObjectMeta root, List<String> path) {
    return isBlob(at(root, path));
  }

  /// Whether the blob of no bytes stands at the path.
  public static boolean isEmptyBlob(ObjectMeta root, List<String> path) {
    return at(root, path).path("id").asString("").equals(ObjectId.EMPTY_BLOB.toString());
  }

  private static boolean isBlob(JsonNode node) {
    return node.path("typename").asString("").equals("vineyard::Blob");
  }

  /// A copy without the value or member at the path.
  public ObjectMeta without(ObjectMeta root, List<String> path) {
    return rebuild(root.toJson(), path, (draft, key, found) -> {});
  }

  /// A copy with another value at the path.
  public ObjectMeta with(ObjectMeta root, List<String> path, JsonNode value) {
    return rebuild(root.toJson(), path, (draft, key, found) -> draft.put(key, value));
  }

  /// A copy with another object at the path.
  public ObjectMeta with(ObjectMeta root, List<String> path, ObjectMeta member) {
    return rebuild(root.toJson(), path, (draft, key, found) -> draft.member(key, member));
  }

  /// A copy with other bytes in the blob at the path.
  ///
  /// @param change given the bytes, which it may change and return, or return others
  public ObjectMeta withBytes(ObjectMeta root, List<String> path, UnaryOperator<byte[]> change) {
    return rebuild(
        root.toJson(),
        path,
        (draft, key, found) -> {
          Blob blob = seal(change.apply(bytes(ObjectId.parse(found.get("id").stringValue()))));
          draft.blob(key, blob, store.instanceId());
        });
  }

  /// A copy without any checksums, so that other checks have to notice.
  public ObjectMeta withoutChecksums(ObjectMeta root) {
    return copy(root.toJson());
  }

  private ObjectMeta copy(ObjectNode tree) {
    ObjectMeta.Draft draft = draft(tree);
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String key = entry.getKey();
      if (key.endsWith("_crc32c_") || key.endsWith("_bytes_")) continue;
      if (entry.getValue() instanceof ObjectNode member && !isBlob(member)) {
        draft.member(key, copy(member));
      } else {
        keep(draft, key, entry.getValue());
      }
    }
    return store.create(draft);
  }

  /// Adds something else to a draft.
  private interface Change {
    void apply(ObjectMeta.Draft draft, String key, JsonNode found);
  }

  private ObjectMeta rebuild(ObjectNode tree, List<String> path, Change change) {
    ObjectMeta.Draft draft = draft(tree);
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String key = entry.getKey();
      if (!key.equals(path.getFirst())) {
        keep(draft, key, entry.getValue());
      } else if (path.size() == 1) {
        change.apply(draft, key, entry.getValue());
      } else {
        draft.member(
            key, rebuild((ObjectNode) entry.getValue(), path.subList(1, path.size()), change));
      }
    }
    return store.create(draft);
  }

  private static ObjectMeta.Draft draft(ObjectNode tree) {
    return ObjectMeta.draft(tree.get("typename").stringValue());
  }

  private void keep(ObjectMeta.Draft draft, String key, JsonNode value) {
    if (OF_THE_STORE.contains(key)) return;
    if (!(value instanceof ObjectNode member)) {
      draft.put(key, value);
    } else if (isBlob(member)) {
      ObjectId id = ObjectId.parse(member.get("id").stringValue());
      draft.blob(key, new Blob(id, MemorySegment.NULL), store.instanceId());
    } else {
      draft.member(key, ObjectMeta.of(member));
    }
  }

  private byte[] bytes(ObjectId id) {
    if (id.equals(ObjectId.EMPTY_BLOB)) return new byte[0];
    try (var pin = store.pin(Set.of(id))) {
      return pin.blob(id).segment().toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private Blob seal(byte[] bytes) {
    BlobWriter writer = store.createBlob(bytes.length);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, writer.segment(), 0, bytes.length);
    return writer.seal();
  }
}

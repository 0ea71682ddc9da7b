package io.pergola.graph.testkit;

import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Fragment groups that real systems have written, captured with all their bytes: metadata trees,
/// and each blob as hex. Those with `w1_` and `w2_` are GraphScope's (one and two workers), made of
/// the files in `/small`; `fragment_` ones are of Vineyard's own loader, and `writer_` ones of a
/// writer that shares no code with any of these. Both are of [WorkedExample].
public final class Captures {
  /// All of GraphScope's.
  public static final List<String> GRAPHSCOPE =
      List.of(
          "w1_dir_eid_nooid_global",
          "w1_dir_eid_oid_global",
          "w1_dir_eid_oid_global_incr",
          "w1_dir_eid_oid_global_nodates",
          "w1_dir_eid_oid_global_string",
          "w1_dir_eid_oid_global_string_nodates",
          "w1_dir_eid_oid_local",
          "w1_dir_eid_oid_local_nodates",
          "w1_dir_eid_oid_perfecthash",
          "w1_dir_noeid_nooid_global",
          "w1_dir_noeid_oid_global",
          "w1_dir_noeid_oid_global_nodates",
          "w1_dir_noeid_oid_local_string",
          "w1_undir_eid_oid_global",
          "w1_undir_eid_oid_global_nodates",
          "w1_undir_eid_oid_local",
          "w1_undir_noeid_nooid_global",
          "w2_dir_eid_nooid_global",
          "w2_dir_eid_oid_global",
          "w2_dir_eid_oid_global_incr",
          "w2_dir_eid_oid_global_string",
          "w2_dir_eid_oid_local",
          "w2_dir_eid_oid_perfecthash",
          "w2_dir_noeid_nooid_global",
          "w2_dir_noeid_oid_global",
          "w2_dir_noeid_oid_local_string",
          "w2_undir_eid_oid_global",
          "w2_undir_eid_oid_local",
          "w2_undir_noeid_nooid_global");

  /// All of the loader's.
  public static final List<String> LOADER =
      List.of(
          "fragment_w1_int32_uint32_directed",
          "fragment_w2_int64_uint64_compact",
          "fragment_w2_int64_uint64_directed_retain",
          "fragment_w2_int64_uint64_local",
          "fragment_w2_int64_uint64_undirected",
          "fragment_w2_string_uint64_directed");

  /// All of the independent writer's, of three fragments each.
  public static final List<String> WRITER =
      List.of(
          "writer_int32_u32",
          "writer_int32_u32_compact",
          "writer_int32_u32_local",
          "writer_int32_u64",
          "writer_int64",
          "writer_int64_compact",
          "writer_int64_compact_multi",
          "writer_int64_compact_und",
          "writer_int64_local",
          "writer_int64_u32",
          "writer_int64_und",
          "writer_string",
          "writer_string_local",
          "writer_string_u32",
          "writer_string_u32_local");

  private static final Set<String> OF_THE_STORE =
      Set.of("id", "instance_id", "transient", "typename", "global");

  private final ObjectStore store;
  private final Map<String, ObjectMeta> made = new HashMap<>();
  private final Map<String, Blob> blobs = new HashMap<>();

  private Captures(ObjectStore store) {
    this.store = store;
  }

  /// Puts a capture into a store, and gives the group.
  public static ObjectMeta put(ObjectStore store, String name) {
    JsonNode capture = read(name);
    Captures captures = new Captures(store);
    ObjectNode group = null;
    for (JsonNode object : capture.get("objects")) {
      for (JsonNode blob : object.get("blobs")) captures.put(blob);
      ObjectNode meta = (ObjectNode) object.get("meta");
      if (meta.get("typename").stringValue().endsWith("Group")) group = meta;
    }
    return captures.make(Objects.requireNonNull(group));
  }

  private static JsonNode read(String name) {
    String path = "/fragments/" + name + ".json.gz";
    try (InputStream file =
        new GZIPInputStream(Objects.requireNonNull(Captures.class.getResourceAsStream(path)))) {
      return new JsonMapper().readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void put(JsonNode blob) {
    String id = blob.get("id").stringValue();
    if (blobs.containsKey(id) || blob.path("size").asInt(0) == 0) return;
    byte[] bytes = HexFormat.of().parseHex(blob.get("hex").stringValue());
    BlobWriter writer = store.createBlob(bytes.length);
    writer.segment().copyFrom(MemorySegment.ofArray(bytes));
    blobs.put(id, writer.seal());
  }

  private ObjectMeta make(ObjectNode tree) {
    ObjectMeta known = made.get(tree.get("id").stringValue());
    if (known != null) return known;
    ObjectMeta.Draft draft = ObjectMeta.draft(tree.get("typename").stringValue());
    if (tree.path("global").asBoolean(false)) draft.global();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String key = entry.getKey();
      if (OF_THE_STORE.contains(key)) continue;
      if (!(entry.getValue() instanceof ObjectNode member)) draft.put(key, entry.getValue());
      else if (member.get("typename").stringValue().equals("vineyard::Blob"))
        link(draft, key, member);
      else draft.member(key, make(member));
    }
    ObjectMeta object = store.create(draft);
    made.put(tree.get("id").stringValue(), object);
    return object;
  }

  private void link(ObjectMeta.Draft draft, String key, ObjectNode member) {
    Blob none = new Blob(ObjectId.EMPTY_BLOB, MemorySegment.NULL);
    Blob blob = blobs.getOrDefault(member.get("id").stringValue(), none);
    draft.blob(key, blob, store.instanceId());
  }
}

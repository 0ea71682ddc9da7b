package io.pergola.graph.testkit;

import io.pergola.graph.Column;
import io.pergola.graph.Fragment;
import io.pergola.graph.Layouts;
import io.pergola.graph.Table;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Objects as JSON: their metadata without what the store adds, and their blobs in hex. What was
/// dumped can be loaded into another store.
public final class Dump {
  private static final Set<String> OF_THE_STORE =
      Set.of("id", "instance_id", "signature", "transient", "__timestamp");
  private static final String BLOB = "vineyard::Blob";

  private final ObjectStore store;

  /// Dumps from and loads into `store`.
  public Dump(ObjectStore store) {
    this.store = store;
  }

  /// The whole tree of an object.
  public ObjectNode dump(ObjectId id) {
    return dump(store.meta(id).toJson());
  }

  private ObjectNode dump(ObjectNode tree) {
    ObjectNode dumped = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (OF_THE_STORE.contains(entry.getKey())) continue;
      JsonNode value = entry.getValue();
      dumped.set(entry.getKey(), value instanceof ObjectNode member ? member(member) : value);
    }
    return dumped;
  }

  private ObjectNode member(ObjectNode member) {
    if (!member.path("typename").asString("").equals(BLOB)) return dump(member);
    ObjectId id = ObjectId.parse(member.get("id").stringValue());
    return JsonNodeFactory.instance.objectNode().put("typename", BLOB).put("hex", hex(id));
  }

  private String hex(ObjectId id) {
    if (id.equals(ObjectId.EMPTY_BLOB)) return "";
    try (Pin pin = store.pin(Set.of(id))) {
      return HexFormat.of().formatHex(pin.blob(id).segment().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /// Creates what was dumped, and persists what global objects have as members.
  public ObjectMeta load(ObjectNode dumped) {
    ObjectMeta.Draft draft = ObjectMeta.draft(dumped.get("typename").stringValue());
    boolean global = dumped.path("global").asBoolean(false);
    for (Map.Entry<String, JsonNode> entry : dumped.properties()) {
      if (entry.getKey().equals("typename")) continue;
      if (!(entry.getValue() instanceof ObjectNode member)) {
        draft.put(entry.getKey(), entry.getValue());
      } else if (member.has("hex")) {
        draft.blob(entry.getKey(), blob(member.get("hex").stringValue()), store.instanceId());
      } else {
        ObjectMeta loaded = load(member);
        if (global) store.persist(loaded.id());
        draft.member(entry.getKey(), loaded);
      }
    }
    return store.create(draft);
  }

  private Blob blob(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    BlobWriter writer = store.createBlob(bytes.length);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, writer.segment(), 0, bytes.length);
    return writer.seal();
  }

  /// A fragment's own values and members, one a line, with the arrays' values.
  public String lines(Fragment fragment) {
    StringBuilder lines = new StringBuilder();
    ObjectMeta meta = store.meta(fragment.id());
    try (Pin pin = store.pin(meta.blobs(store.instanceId()))) {
      for (Map.Entry<String, JsonNode> entry : sorted(meta)) {
        if (!entry.getKey().matches("(vertex|triple)_.*")) continue;
        String value =
            entry.getValue().isObject()
                ? values(fragment, entry.getKey(), meta.member(entry.getKey()), pin)
                : entry.getValue().asString();
        lines.append("%-24s %s%n".formatted(entry.getKey(), value));
      }
    }
    return lines.toString();
  }

  /// Labels before triples, then by key.
  private static List<Map.Entry<String, JsonNode>> sorted(ObjectMeta meta) {
    Comparator<Map.Entry<String, JsonNode>> kind =
        Comparator.comparing(entry -> !entry.getKey().startsWith("vertex_"));
    return meta.toJson().properties().stream()
        .sorted(kind.thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static String values(Fragment fragment, String key, ObjectMeta member, Pin pin) {
    int number = Integer.parseInt(key.replaceAll("\\D", ""));
    if (key.matches("vertex_\\d+_table")) return rows(fragment.table(number));
    if (key.matches("triple_\\d+_table")) {
      return rows(fragment.edges(fragment.schema().triples().get(number)));
    }
    return numbers(member, pin);
  }

  private static String rows(Table table) {
    StringBuilder text = new StringBuilder();
    for (Column column : table.columns()) {
      if (!text.isEmpty()) text.append("  ");
      text.append(column.property().name()).append(" = [");
      for (long row = 0; row < table.rowCount(); row++) {
        if (row > 0) text.append(", ");
        text.append(column.value(row).map(Object::toString).orElse("null"));
      }
      text.append(']');
    }
    return text.toString();
  }

  private static String numbers(ObjectMeta tensor, Pin pin) {
    ObjectId id = tensor.member("buffer_").id();
    if (id.equals(ObjectId.EMPTY_BLOB)) return "[]";
    MemorySegment bytes = pin.blob(id).segment();
    boolean narrow = tensor.typeName().equals("vineyard::Tensor<int>");
    StringBuilder text = new StringBuilder("[");
    for (long i = 0; i < bytes.byteSize() / (narrow ? 4 : 8); i++) {
      if (i > 0) text.append(", ");
      long value = narrow ? bytes.getAtIndex(Layouts.INT, i) : bytes.getAtIndex(Layouts.LONG, i);
      text.append(value < -1 ? "0x" + Long.toHexString(value) : Long.toString(value));
    }
    return text.append(']').toString();
  }
}

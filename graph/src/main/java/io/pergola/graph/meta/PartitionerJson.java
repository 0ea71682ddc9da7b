package io.pergola.graph.meta;

import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A partitioner as JSON text, one of
///
/// ```
/// {"kind":"hash","numbers":"unsigned","strings":"wyhash","modulus":4}
/// {"kind":"range","boundaries":[[100,200,300],["g","n","t"]]}
/// {"kind":"probe"}
/// ```
///
/// `numbers` and `strings` name the function of an oid whose remainder is the owner's fid.
/// `boundaries` are lists by vertex label.
public final class PartitionerJson {
  /// The key of a group under which it stands.
  public static final String KEY = "partitioner";

  private PartitionerJson() {}

  /// The text of a partitioner.
  public static String write(Partitioner partitioner) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    switch (partitioner) {
      case Partitioner.Hash hash ->
          root.put("kind", "hash")
              .put("numbers", "unsigned")
              .put("strings", "wyhash")
              .put("modulus", hash.fnum());
      case Partitioner.Range range -> {
        ArrayNode boundaries = root.put("kind", "range").putArray("boundaries");
        for (List<Oid> label : range.boundaries()) write(boundaries.addArray(), label);
      }
      case Partitioner.Probe _ -> root.put("kind", "probe");
    }
    return root.toString();
  }

  private static void write(ArrayNode list, List<Oid> boundaries) {
    for (Oid oid : boundaries) {
      switch (oid) {
        case Oid.Numeric number -> list.add(number.value());
        case Oid.Text text -> list.add(text.value());
      }
    }
  }

  /// Reads what [#write] wrote, for a graph of `fnum` fragments.
  ///
  /// @throws StoreException.Corrupt if it is something else
  public static Partitioner read(String text, Schema schema, int fnum) {
    try {
      JsonNode root = JsonMapper.shared().readTree(text);
      return switch (root.path("kind").asString("")) {
        case "hash" -> hash(root, fnum);
        case "range" -> range(root.path("boundaries"), schema, fnum);
        case "probe" -> new Partitioner.Probe(fnum);
        default -> throw wrong(text, "a kind that is hash, range or probe");
      };
    } catch (JacksonException noJson) {
      throw wrong(text, "JSON");
    }
  }

  private static Partitioner hash(JsonNode root, int fnum) {
    boolean known =
        root.path("numbers").asString("").equals("unsigned")
            && root.path("strings").asString("").equals("wyhash")
            && root.path("modulus").isInt()
            && root.path("modulus").intValue() == fnum;
    if (known) return new Partitioner.Hash(fnum);
    throw wrong(root.toString(), "unsigned numbers, wyhash and modulus " + fnum);
  }

  private static Partitioner range(JsonNode lists, Schema schema, int fnum) {
    int labels = schema.vertexLabels().size();
    if (!lists.isArray() || lists.size() != labels) {
      throw wrong(lists.toString(), "a list for each of %d vertex labels".formatted(labels));
    }
    List<List<Oid>> boundaries = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      boundaries.add(oids(lists.get(label), schema.vertexLabels().get(label).oidType(), fnum));
    }
    return new Partitioner.Range(List.copyOf(boundaries), fnum);
  }

  private static List<Oid> oids(JsonNode list, PropertyType type, int fnum) {
    List<Oid> oids = new ArrayList<>();
    for (JsonNode node : list) {
      boolean fits = type == PropertyType.STRING ? node.isString() : node.canConvertToLong();
      if (!fits || !(node.isString() || node.isIntegralNumber())) {
        throw wrong(node.toString(), "an id of type " + type.label());
      }
      Oid oid = node.isString() ? Oid.of(node.stringValue()) : Oid.of(node.longValue());
      if (!oids.isEmpty() && Oid.ORDER.compare(oids.getLast(), oid) > 0) {
        throw wrong(list.toString(), "ascending boundaries");
      }
      oids.add(oid);
    }
    if (oids.size() != fnum - 1) throw wrong(list.toString(), (fnum - 1) + " boundaries");
    return List.copyOf(oids);
  }

  private static StoreException.Corrupt wrong(String found, String expected) {
    return new StoreException.Corrupt(
        "key '%s' holds %s, expected %s".formatted(KEY, found, expected));
  }
}

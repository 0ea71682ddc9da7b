package io.pergola.graph.csr;

import io.pergola.graph.ArrayReader;
import io.pergola.store.ObjectMeta;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What values in metadata must be.
final class MetaRules {
  private static final JsonMapper MAPPER = new JsonMapper();

  private MetaRules() {}

  /// A JSON list, or no nodes if the text is something else.
  static Iterable<JsonNode> list(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException noJson) {
      return List.of();
    }
  }

  static void requireVersion(ObjectMeta meta) {
    long found = meta.integer(Keys.VERSION);
    if (found != Keys.LAYOUT_VERSION) {
      throw ArrayReader.corrupt(
          meta, Keys.VERSION, "is " + found, Keys.LAYOUT_VERSION + ", which this version reads");
    }
  }

  static int count(ObjectMeta meta, String key, int min, int max) {
    return (int) count(meta, key, min, (long) max);
  }

  static long count(ObjectMeta meta, String key, long min, long max) {
    long found = meta.integer(key);
    if (found >= min && found <= max) return found;
    throw ArrayReader.corrupt(meta, key, "is " + found, "%d to %d".formatted(min, max));
  }
}

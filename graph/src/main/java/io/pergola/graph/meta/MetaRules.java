package io.pergola.graph.meta;

import io.pergola.graph.ArrayReader;
import io.pergola.store.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What values in metadata must be.
public final class MetaRules {
  private MetaRules() {}

  /// A JSON list, or no nodes if the text is something else.
  public static Iterable<JsonNode> list(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException noJson) {
      return List.of();
    }
  }

  /// The numbers of a JSON list in a text value.
  ///
  /// @param size how many there must be
  /// @throws io.pergola.store.StoreException.Corrupt if it is something else
  public static List<Long> counts(ObjectMeta meta, String key, int size) {
    String text = meta.text(key);
    List<Long> counts = new ArrayList<>();
    for (JsonNode count : list(text)) {
      if (count.isIntegralNumber() && count.canConvertToLong()) counts.add(count.longValue());
    }
    boolean fits = counts.size() == size && counts.stream().allMatch(count -> count >= 0);
    if (fits) return List.copyOf(counts);
    throw ArrayReader.corrupt(meta, key, "is " + text, size + " counts");
  }

  /// A count within bounds.
  ///
  /// @throws io.pergola.store.StoreException.Corrupt if it is beyond them
  public static int count(ObjectMeta meta, String key, int min, int max) {
    return (int) count(meta, key, min, (long) max);
  }

  /// A count within bounds.
  ///
  /// @throws io.pergola.store.StoreException.Corrupt if it is beyond them
  public static long count(ObjectMeta meta, String key, long min, long max) {
    long found = meta.integer(key);
    if (found >= min && found <= max) return found;
    throw ArrayReader.corrupt(meta, key, "is " + found, "%d to %d".formatted(min, max));
  }
}

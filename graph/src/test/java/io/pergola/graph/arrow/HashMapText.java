package io.pergola.graph.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pergola.graph.Layouts;
import io.pergola.graph.PropertyType;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Dumped hash maps as text: what is in them and where its search begins, without the bytes
/// between, and with strings in place of addresses. Of pairs whose searches meet any may come
/// first: that is the order in which they were inserted.
final class HashMapText {
  private HashMapText() {}

  static boolean isMap(JsonNode node) {
    return node.path("typename").asString("").startsWith("vineyard::Hashmap<");
  }

  /// All pairs, each with the slot where its search begins.
  static Set<String> pairs(ObjectNode map) {
    return describe(map, (slot, distance) -> "from slot " + (slot - distance));
  }

  /// All pairs, each with its slot.
  static Set<String> slots(ObjectNode map) {
    return describe(map, "in slot %d, %d from home"::formatted);
  }

  private static Set<String> describe(ObjectNode map, BiFunction<Long, Integer, String> place) {
    HashEntries layout = layout(map.get("typename").stringValue());
    MemorySegment entries = bytes(map.at("/entries_/buffer_/hex").stringValue());
    MemorySegment texts = bytes(map.at("/data_buffer_mapped_/hex").asString(""));
    long base = map.get("data_buffer_").longValue();
    Set<String> pairs = new TreeSet<>();
    long count = map.get("num_slots_minus_one_").longValue() + map.get("max_lookups_").longValue();
    for (long slot = 0; slot < count; slot++) {
      long at = slot * layout.byteSize();
      int distance = entries.get(Layouts.BYTE, at);
      if (distance == HashEntries.FREE) continue;
      String key = word(entries, at + layout.keyAt(), layout.key(), texts, base);
      String value = word(entries, at + layout.valueAt(), layout.value(), texts, base);
      pairs.add("%s=%s %s".formatted(key, value, place.apply(slot, distance)));
    }
    return pairs;
  }

  private static HashEntries layout(String typeName) {
    for (PropertyType key : PropertyType.values()) {
      for (PropertyType value : PropertyType.values()) {
        HashEntries layout = new HashEntries(key, value);
        if (layout.typeName().equals(typeName)) return layout;
      }
    }
    throw new AssertionError(typeName);
  }

  private static String word(
      MemorySegment entries, long at, PropertyType type, MemorySegment texts, long base) {
    if (type != PropertyType.STRING) return "" + HashEntries.number(entries, at, type);
    long length = entries.get(Layouts.LONG, at);
    long begin = entries.get(Layouts.LONG, at + 8) - base;
    boolean inside = begin >= 0 && begin + length <= texts.byteSize();
    return inside
        ? new String(texts.asSlice(begin, length).toArray(Layouts.BYTE), UTF_8)
        : "elsewhere";
  }

  private static MemorySegment bytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    MemorySegment aligned = MemorySegment.ofArray(new long[(bytes.length + 7) / 8]);
    return aligned.asSlice(0, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
  }
}

package io.pergola.graph.arrow;

import io.pergola.graph.Layouts;
import io.pergola.graph.PropertyType;
import io.pergola.graph.WyHash;
import java.lang.foreign.MemorySegment;

/// Where the parts of an entry of a `vineyard::Hashmap<K,V,…>` stand: a signed byte **distance**,
/// then key and value as in a C struct. A string is its length and where it begins.
///
/// ```
/// 0          keyAt             valueAt           byteSize
/// +----------+-----------------+-----------------+
/// | distance | key             | value           |      8-byte pairs: 0, 8, 16, 24
/// +----------+-----------------+-----------------+      4-byte pairs: 0, 4, 8, 12
/// ```
///
/// @param key INT32, UINT32, INT64, UINT64 or STRING
/// @param value likewise
record HashEntries(PropertyType key, PropertyType value) {
  /// The distance of a slot without an entry.
  static final byte FREE = -1;

  int keyAt() {
    return Math.max(align(key), align(value));
  }

  int valueAt() {
    int behind = keyAt() + size(key);
    return (behind + align(value) - 1) & -align(value);
  }

  int byteSize() {
    int behind = valueAt() + size(value);
    return (behind + keyAt() - 1) & -keyAt();
  }

  private static int align(PropertyType type) {
    return Math.min(8, size(type));
  }

  private static int size(PropertyType type) {
    return type == PropertyType.STRING ? 16 : type.byteWidth();
  }

  String typeName() {
    String k = spelling(key);
    return "vineyard::Hashmap<%s,%s,wy::hash<%s>,std::equal_to<%s>>"
        .formatted(k, spelling(value), k, k);
  }

  String arrayTypeName() {
    return "vineyard::Array<ska::detailv3::sherwood_v3_entry<std::pair<%s,%s>>>"
        .formatted(spelling(key), spelling(value));
  }

  private static String spelling(PropertyType type) {
    return type == PropertyType.STRING
        ? "std::basic_string_view<char,std::char_traits<char>>"
        : type.spelling();
  }

  /// The hash of a key that is a number.
  long hash(long number) {
    return key.byteWidth() == 4 ? WyHash.hash((int) number) : WyHash.hash(number);
  }

  /// A number at a byte position, 32-bit ones extended by their type.
  static long number(MemorySegment entries, long position, PropertyType type) {
    return switch (type) {
      case INT32 -> entries.get(Layouts.INT, position);
      case UINT32 -> entries.get(Layouts.INT, position) & 0xffff_ffffL;
      default -> entries.get(Layouts.LONG, position);
    };
  }

  static void setNumber(MemorySegment entries, long position, PropertyType type, long number) {
    if (type.byteWidth() == 4) entries.set(Layouts.INT, position, (int) number);
    else entries.set(Layouts.LONG, position, number);
  }
}

package io.pergola.graph;

import io.pergola.store.StoreException;

/// What a property or an id can be, and how it is stored.
///
/// Integers, floats, dates and timestamps are little-endian columns of [#byteWidth] bytes a row;
/// BOOL is a bitmap (least significant bit first), STRING is UTF-8 bytes behind int64 offsets. DATE
/// counts days, TIMESTAMP_* count their unit, both since 1970-01-01 without a time zone.
public enum PropertyType {
  BOOL("bool", 0),
  INT8("int8", 1),
  UINT8("uint8", 1),
  INT16("int16", 2),
  UINT16("uint16", 2),
  INT32("int", 4),
  UINT32("uint", 4),
  INT64("int64", 8),
  UINT64("uint64", 8),
  FLOAT("float32", 4),
  DOUBLE("double", 8),
  STRING("string", 0),
  DATE("datetime64[D]", 4),
  TIMESTAMP_S("datetime64[s]", 8),
  TIMESTAMP_MS("datetime64[ms]", 8),
  TIMESTAMP_US("datetime64[us]", 8),
  TIMESTAMP_NS("datetime64[ns]", 8);

  private final String spelling;
  private final int byteWidth;

  PropertyType(String spelling, int byteWidth) {
    this.spelling = spelling;
    this.byteWidth = byteWidth;
  }

  /// Bytes a row; 0 for BOOL (bits) and STRING (variable).
  public int byteWidth() {
    return byteWidth;
  }

  /// How `csr` spells the type inside `vineyard::NumericArray<…>`: a name that Vineyard's Python
  /// client turns into a NumPy dtype.
  public String spelling() {
    return spelling;
  }

  /// Whether rows are whole numbers without a calendar meaning.
  public boolean isInteger() {
    return switch (this) {
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> true;
      default -> false;
    };
  }

  /// Whether rows are numbers that can weigh an edge.
  public boolean isNumeric() {
    return isInteger() || this == FLOAT || this == DOUBLE;
  }

  /// Whether rows are whole numbers without a sign.
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /// Whether vertices can be named by it: INT64, INT32 or STRING.
  public boolean isOidType() {
    return this == INT64 || this == INT32 || this == STRING;
  }

  /// The name in schemas and on the command line: `int64`, `string`, `timestamp_us`, …
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// Reads a name as users write it: [#label] and the usual synonyms (`int`, `long`, `text`, …).
  ///
  /// @throws StoreException.Invalid if there is no such type
  public static PropertyType parse(String text) {
    String word = text.strip().toLowerCase(java.util.Locale.ROOT);
    return switch (word) {
      case "bool", "boolean" -> BOOL;
      case "int8", "byte" -> INT8;
      case "uint8" -> UINT8;
      case "int16", "short" -> INT16;
      case "uint16" -> UINT16;
      case "int32", "int" -> INT32;
      case "uint32", "uint" -> UINT32;
      case "int64", "long" -> INT64;
      case "uint64", "ulong" -> UINT64;
      case "float", "float32" -> FLOAT;
      case "double", "float64" -> DOUBLE;
      case "string", "str", "text" -> STRING;
      case "date", "date32" -> DATE;
      case "timestamp_s" -> TIMESTAMP_S;
      case "timestamp_ms" -> TIMESTAMP_MS;
      case "timestamp", "timestamp_us" -> TIMESTAMP_US;
      case "timestamp_ns" -> TIMESTAMP_NS;
      default ->
          throw new StoreException.Invalid(
              "'%s' is not a property type; there are bool, int8 to int64, uint8 to uint64, float, double, string, date, timestamp (timestamp_s, _ms, _us, _ns)"
                  .formatted(text));
    };
  }
}

package io.pergola.graph;

import java.util.Optional;

/// For whom the type names of arrays are spelled. Vineyard's clients disagree: the Python one turns
/// the name in `NumericArray<…>` into a NumPy type, the C++ one wants the name of a C++ type.
public enum Spelling {
  /// Names that Vineyard's Python client reads; the `csr` layout uses them.
  NUMPY,
  /// Names that Vineyard's C++ libraries read; the `arrow` layout uses them.
  CPP;

  /// The type name of the array object that holds a column.
  public String arrayTypeName(PropertyType type) {
    return switch (type) {
      case BOOL -> "vineyard::BooleanArray";
      case STRING -> "vineyard::BaseBinaryArray<arrow::LargeStringArray>";
      default -> "vineyard::NumericArray<" + number(type) + ">";
    };
  }

  private String number(PropertyType type) {
    if (this == NUMPY) return type.spelling();
    return switch (type) {
      case INT8 -> "signed char";
      case UINT8 -> "unsigned char";
      case INT16 -> "short int";
      case UINT16 -> "short unsigned int";
      case FLOAT -> "float";
      case DATE -> "arrow::Date32Type";
      case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS -> "arrow::TimestampType";
      default -> type.spelling();
    };
  }

  /// What an array's key `data_type_` says; C++ needs it where the type name leaves the unit open.
  Optional<String> dataType(PropertyType type) {
    if (this == NUMPY) return Optional.empty();
    return Optional.ofNullable(
        switch (type) {
          case TIMESTAMP_S -> "timestamp[S][]";
          case TIMESTAMP_MS -> "timestamp[MS][]";
          case TIMESTAMP_US -> "timestamp[US][]";
          case TIMESTAMP_NS -> "timestamp[NS][]";
          default -> null;
        });
  }
}

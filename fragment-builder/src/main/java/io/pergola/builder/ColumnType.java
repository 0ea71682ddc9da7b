package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import io.pergola.graph.PropertyType;
import java.util.Optional;

/// What is known of a column's type.
///
/// @param type nothing if no cell was seen
/// @param guessed whether it was taken from a sample and not given by the user
record ColumnType(Optional<PropertyType> type, boolean guessed) {
  static ColumnType given(PropertyType type) {
    return new ColumnType(Optional.of(type), false);
  }

  static ColumnType guess(PropertyType type) {
    return new ColumnType(Optional.of(type), true);
  }

  static ColumnType unknown() {
    return new ColumnType(Optional.empty(), true);
  }

  PropertyType orElse(PropertyType other) {
    return type.orElse(other);
  }

  /// What holds cells of both. A type that the user gave wins over a guess.
  ///
  /// @throws LoadException.BadOption if the user gave two different ones
  ColumnType and(ColumnType other, String what) {
    if (type.isEmpty()) return other;
    if (other.type.isEmpty() || equals(other)) return this;
    if (guessed != other.guessed) return guessed ? other : this;
    if (guessed) return guess(common(type.get(), other.type.get()));
    throw new LoadException.BadOption(
        "%s is given as %s and as %s; give one type"
            .formatted(what, type.get().label(), other.type.get().label()));
  }

  private static PropertyType common(PropertyType a, PropertyType b) {
    if (a == b) return a;
    if (isWhole(a) && isWhole(b)) return PropertyType.INT64;
    if (a.isNumeric() && b.isNumeric()) return PropertyType.DOUBLE;
    if (isTime(a) && isTime(b)) {
      boolean nanos = a == PropertyType.TIMESTAMP_NS || b == PropertyType.TIMESTAMP_NS;
      return nanos ? PropertyType.TIMESTAMP_NS : PropertyType.TIMESTAMP_US;
    }
    return PropertyType.STRING;
  }

  private static boolean isWhole(PropertyType type) {
    return type.isInteger() && type != PropertyType.UINT64;
  }

  private static boolean isTime(PropertyType type) {
    return switch (type) {
      case DATE, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS -> true;
      default -> false;
    };
  }
}

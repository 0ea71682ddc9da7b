package io.pergola.graph;

import io.pergola.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// A vertex's id as the user gave it, unique within its label. Prints as written.
public sealed interface Oid {
  /// Numbers by value, texts by their UTF-8 bytes (unsigned), numbers before texts.
  Comparator<Oid> ORDER = Oid::compare;

  /// An int64 or int32 id.
  record Numeric(long value) implements Oid {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /// A string id.
  record Text(String value) implements Oid {
    @Override
    public String toString() {
      return value;
    }
  }

  /// A number as an id.
  static Oid of(long value) {
    return new Numeric(value);
  }

  /// A text as an id.
  static Oid of(String value) {
    return new Text(value);
  }

  /// Reads an id of a given type as a user writes it.
  ///
  /// @throws StoreException.Invalid if `text` is not a number although the type is, or is out of
  ///   range
  static Oid parse(String text, PropertyType type) {
    if (type == PropertyType.STRING) return of(text);
    try {
      return of(type == PropertyType.INT32 ? Integer.parseInt(text) : Long.parseLong(text));
    } catch (NumberFormatException notANumber) {
      throw new StoreException.Invalid(
          "'%s' is not an id here: ids of this label are %s".formatted(text, type.label()));
    }
  }

  private static int compare(Oid left, Oid right) {
    if (left instanceof Numeric a && right instanceof Numeric b) {
      return Long.compare(a.value(), b.value());
    }
    if (left instanceof Text a && right instanceof Text b) {
      return Arrays.compareUnsigned(
          a.value().getBytes(StandardCharsets.UTF_8), b.value().getBytes(StandardCharsets.UTF_8));
    }
    return left instanceof Numeric ? -1 : 1;
  }
}

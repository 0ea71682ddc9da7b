package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The kind of store that a client asks for when it registers.
public enum StoreType {
  /// Nothing was said, which means the default. Only Vineyard's Java SDK does so.
  UNSAID,
  /// Blobs with ids of the server's choice.
  DEFAULT,
  /// Blobs with names of the client's choice.
  PLASMA,
  /// A number that means nothing.
  UNKNOWN;

  /// Whether the store of a default session is what the client wants.
  public boolean isDefault() {
    return this == UNSAID || this == DEFAULT;
  }

  static StoreType read(@Nullable JsonNode value) {
    if (value == null) return UNSAID;
    if (value.isString()) return value.stringValue().equals("Plasma") ? PLASMA : DEFAULT;
    if (value.isIntegralNumber()) {
      if (!value.canConvertToInt()) return UNKNOWN;
      return switch (value.intValue()) {
        case 1 -> DEFAULT;
        case 2 -> PLASMA;
        default -> UNKNOWN;
      };
    }
    throw new StoreException.Invalid(
        "the type of a store must be a number or a string, such as 1 or \"Default\"");
  }

  void write(Body out) {
    write("store_type", out);
  }

  void write(String key, Body out) {
    switch (this) {
      case UNSAID -> {}
      case DEFAULT -> out.number(key, 1);
      case PLASMA -> out.number(key, 2);
      case UNKNOWN -> out.number(key, 0);
    }
  }
}

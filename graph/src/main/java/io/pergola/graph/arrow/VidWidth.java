package io.pergola.graph.arrow;

import io.pergola.graph.PropertyType;
import io.pergola.store.StoreException;

/// The width of gids and lids in an `arrow` fragment.
public enum VidWidth {
  /// 64 bits: what GraphScope's engines take.
  UINT64(8),
  /// 32 bits: 4 bytes an edge less, room for 2^24 vertices of a label in one of two fragments.
  UINT32(4);

  private final int byteWidth;

  VidWidth(int byteWidth) {
    this.byteWidth = byteWidth;
  }

  /// Bytes of a vid.
  public int byteWidth() {
    return byteWidth;
  }

  String spelling() {
    return this == UINT64 ? "uint64" : "uint";
  }

  PropertyType type() {
    return this == UINT64 ? PropertyType.UINT64 : PropertyType.UINT32;
  }

  /// Bytes of a neighbour unit: a vid, and an eid of 8 bytes.
  int unitBytes() {
    return byteWidth + 8;
  }

  /// Reads `uint64` or `uint32`.
  ///
  /// @throws StoreException.Invalid if it is something else
  public static VidWidth parse(String text) {
    return switch (text) {
      case "uint64" -> UINT64;
      case "uint32" -> UINT32;
      default ->
          throw new StoreException.Invalid(
              "'%s' is no width of vertex ids, expected uint64 or uint32".formatted(text));
    };
  }
}

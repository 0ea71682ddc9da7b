package io.pergola.builder.stage;

import io.pergola.graph.PropertyType;

/// Sizes of blobs, from counts alone.
public final class ByteCount {
  private ByteCount() {}

  /// One direction of a triple in one fragment. The form is chosen as
  /// [io.pergola.graph.csr.CsrWriter] does.
  public static long ofLists(int vertices, int nonEmpty, long entries) {
    if (entries == 0) return 0;
    boolean sparse = nonEmpty * 4L < vertices;
    long lists = sparse ? nonEmpty : vertices;
    return 8 * (lists + 1) + 4 * entries + (sparse ? 4 * lists : 0);
  }

  /// One column of a table.
  public static long ofColumn(PropertyType type, long rows, long textBytes, boolean nullable) {
    long bits = (rows + 7) >>> 3;
    long values =
        switch (type) {
          case STRING -> textBytes + 8 * (rows + 1);
          case BOOL -> bits;
          default -> rows * type.byteWidth();
        };
    return values + (nullable ? bits : 0);
  }

  /// The index from ids to vertices where they do not ascend.
  public static long ofIndex(long vertices, boolean ascending) {
    return ascending ? 0 : 4 * ((3 * vertices + 1) / 2);
  }

  /// Bytes of a row number in a table of `rows` rows.
  public static int rowWidth(long rows) {
    return rows > Integer.MAX_VALUE ? 8 : 4;
  }
}

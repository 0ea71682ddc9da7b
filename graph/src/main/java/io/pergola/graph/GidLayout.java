package io.pergola.graph;

import io.pergola.store.StoreException;

/// Where fragment, label and index stand in a **gid**, the cluster-wide 64-bit id of a vertex.
///
/// ```
/// 63            63-fidBits          56-fidBits                        0
/// +---------------+------------------+--------------------------------+
/// | fragment      | label, 7 bits    | index of the vertex            |
/// +---------------+------------------+--------------------------------+
/// ```
///
/// `fidBits` is 1 for one or two fragments, else the bit count of `fnum - 1`. The bits are those of
/// Vineyard's id parser, so a gid means the same in both fragment layouts. Gids order as unsigned
/// numbers: by fragment, then label, then index.
///
/// @param fidBits width of the fragment field
public record GidLayout(int fidBits) {
  private static final int LABEL_BITS = 7;

  /// The layout of a graph of `fnum` fragments.
  ///
  /// @throws StoreException.Invalid if `fnum` is less than 1
  public static GidLayout of(int fnum) {
    if (fnum < 1) throw new StoreException.Invalid(fnum + " fragments, expected at least 1");
    return new GidLayout(fnum <= 2 ? 1 : 32 - Integer.numberOfLeadingZeros(fnum - 1));
  }

  /// Puts the parts together; `index` is at least 0.
  public long gid(int fid, int label, long index) {
    return (long) fid << (64 - fidBits) | (long) label << indexBits() | index;
  }

  /// The fragment that owns the vertex.
  public int fid(long gid) {
    return (int) (gid >>> (64 - fidBits));
  }

  /// The vertex label's id.
  public int label(long gid) {
    return (int) (gid >>> indexBits()) & ((1 << LABEL_BITS) - 1);
  }

  /// The index among the inner vertices of that label in the owner.
  public long index(long gid) {
    return gid & ((1L << indexBits()) - 1);
  }

  private int indexBits() {
    return 64 - fidBits - LABEL_BITS;
  }
}

package io.pergola.graph.arrow;

import io.pergola.graph.GidLayout;

/// Where fragment, label and offset stand in a vid of 64 or 32 bits. A **gid** has the owner's fid;
/// a **lid** of this layout has fid 0, but keeps the label: it is what `arrow` calls a local id,
/// where [io.pergola.graph.Fragment]'s lid is the offset alone.
///
/// ```
/// W             W-fidBits          W-7-fidBits                        0
/// +---------------+------------------+--------------------------------+
/// | fragment      | label, 7 bits    | offset                         |
/// +---------------+------------------+--------------------------------+
/// ```
///
/// Vids are carried in longs, 32-bit ones zero-extended.
record VidBits(int width, int fidBits) {
  private static final int LABEL_BITS = 7;

  static VidBits of(VidWidth vid, int fnum) {
    return new VidBits(vid.byteWidth() * 8, GidLayout.of(fnum).fidBits());
  }

  long gid(int fid, int label, long offset) {
    return (long) fid << (width - fidBits) | lid(label, offset);
  }

  long lid(int label, long offset) {
    return (long) label << offsetBits() | offset;
  }

  int fid(long vid) {
    return (int) (vid >>> (width - fidBits));
  }

  int label(long vid) {
    return (int) (vid >>> offsetBits()) & ((1 << LABEL_BITS) - 1);
  }

  long offset(long vid) {
    return vid & maxOffset();
  }

  /// The greatest offset that there is room for.
  long maxOffset() {
    return (1L << offsetBits()) - 1;
  }

  private int offsetBits() {
    return width - fidBits - LABEL_BITS;
  }
}

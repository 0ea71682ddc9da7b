package io.pergola.builder.input;

import java.util.Arrays;

/// Rows of UTF-8 bytes, one after the other. Null rows have none.
public final class TextBuffer extends ColumnBuffer {
  private byte[] bytes = new byte[1024];
  private int[] ends = new int[0];

  TextBuffer() {}

  /// The bytes of all rows.
  public byte[] bytes() {
    return bytes;
  }

  /// Where each row ends; it begins where the row before ends.
  public int[] ends() {
    return ends;
  }

  /// Where a row begins.
  public int begin(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /// Bytes of the first `rows` rows.
  public int byteCount(int rows) {
    return begin(rows);
  }

  @Override
  void reserve(int rows) {
    if (rows > ends.length) ends = Arrays.copyOf(ends, rows);
  }

  void set(int row, byte[] source, int from, int to) {
    int begin = begin(row);
    int end = begin + to - from;
    if (end > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    System.arraycopy(source, from, bytes, begin, to - from);
    ends[row] = end;
  }

  /// As [#set], with doubled quotes halved.
  void setUnescaped(int row, byte[] source, int from, int to) {
    set(row, source, from, to);
    int begin = begin(row);
    int out = begin;
    for (int in = begin; in < ends[row]; in++) {
      bytes[out++] = bytes[in];
      if (bytes[in] == '"') in++;
    }
    ends[row] = out;
  }

  @Override
  void setNullRow(int row) {
    ends[row] = begin(row);
    setNull(row);
  }

  @Override
  void move(int from, int to) {
    int begin = begin(from);
    int length = ends[from] - begin;
    System.arraycopy(bytes, begin, bytes, begin(to), length);
    ends[to] = begin(to) + length;
  }
}

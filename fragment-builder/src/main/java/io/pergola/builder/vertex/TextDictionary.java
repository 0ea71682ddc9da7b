package io.pergola.builder.vertex;

import io.pergola.builder.input.TextBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/// Gives each distinct text of a label a number. The numbers depend on who comes first; they only
/// serve until the vertices have their places.
///
/// Sixty-four parts with a lock each; a batch of texts is sorted by part first, so that a lock is
/// taken once a batch and a part's table stays in the cache. A number is `index << 6 | part`.
public final class TextDictionary {
  static final int PART_BITS = 6;
  static final int ABSENT = -1;

  private final TextPart[] parts =
      Stream.generate(TextPart::new).limit(1 << PART_BITS).toArray(TextPart[]::new);

  /// One thread's work memory. All but the hashes and numbers stand in the order of the parts.
  public static final class Batch {
    private final int[] ends = new int[(1 << PART_BITS) + 1];
    private int[] hashes = new int[0];
    private long[] numbers = new long[0];
    byte[] bytes = new byte[0];
    int[] order = new int[0];
    long[] heads = new long[0];
    long[] spans = new long[0];
    long[] found = new long[0];

    /// Room for the numbers of a batch.
    public long[] numbers(int rows) {
      if (numbers.length < rows) numbers = new long[rows + rows / 2];
      return numbers;
    }

    int hash(int i) {
      return hashes[order[i]];
    }

    private void reserve(int rows) {
      if (hashes.length >= rows) return;
      hashes = new int[rows + rows / 2];
      order = new int[hashes.length];
      heads = new long[hashes.length];
      spans = new long[hashes.length];
      found = new long[hashes.length];
    }

    private void sortByPart(TextBuffer texts, int rows) {
      bytes = texts.bytes();
      int[] rowEnds = texts.ends();
      Arrays.fill(ends, 0);
      for (int row = 0, from = 0; row < rows; from = rowEnds[row++]) {
        int hash = TextPart.hash(bytes, from, rowEnds[row]);
        hashes[row] = hash;
        ends[part(hash) + 1]++;
      }
      for (int part = 0; part < ends.length - 1; part++) ends[part + 1] += ends[part];
      for (int row = 0, from = 0; row < rows; from = rowEnds[row++]) {
        int at = ends[part(hashes[row])]++;
        order[at] = row;
        heads[at] = TextPart.head(bytes, from, rowEnds[row]);
        spans[at] = TextPart.span(from, rowEnds[row]);
      }
    }
  }

  /// Numbers the first `rows` texts into `numbers`.
  ///
  /// @param add whether unknown texts get a number, or else [#ABSENT]
  public void number(TextBuffer texts, int rows, boolean add, long[] numbers, Batch batch) {
    batch.reserve(rows);
    batch.sortByPart(texts, rows);
    int from = 0;
    for (int part = 0; part < parts.length; part++) {
      int to = batch.ends[part];
      if (to > from) parts[part].number(batch, from, to, add);
      for (int i = from; i < to; i++) {
        long index = batch.found[i];
        numbers[batch.order[i]] = index == ABSENT ? ABSENT : index << PART_BITS | part;
      }
      from = to;
    }
  }

  private static int part(int hash) {
    return hash >>> (32 - PART_BITS);
  }

  /// How many texts there are.
  long size() {
    return Stream.of(parts).mapToLong(TextPart::size).sum();
  }

  /// How many parts there are.
  int partCount() {
    return parts.length;
  }

  TextPart part(long number) {
    return parts[(int) number & (parts.length - 1)];
  }

  static int index(long number) {
    return (int) (number >>> PART_BITS);
  }

  /// The text behind a number.
  byte[] bytes(long number) {
    return part(number).copy(index(number));
  }

  int length(long number) {
    return part(number).length(index(number));
  }
}

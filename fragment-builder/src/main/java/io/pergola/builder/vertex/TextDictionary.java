package io.pergola.builder.vertex;

import io.pergola.builder.input.TextBuffer;
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

  /// One thread's work memory.
  public static final class Batch {
    private int[] hashes = new int[0];
    private int[] order = new int[0];
    private long[] numbers = new long[0];
    private final int[] ends = new int[(1 << PART_BITS) + 1];

    /// Room for the numbers of a batch.
    public long[] numbers(int rows) {
      if (numbers.length < rows) numbers = new long[rows + rows / 2];
      return numbers;
    }

    private void reserve(int rows) {
      if (hashes.length >= rows) return;
      hashes = new int[rows + rows / 2];
      order = new int[rows + rows / 2];
    }
  }

  /// Numbers the first `rows` texts into `numbers`.
  ///
  /// @param add whether unknown texts get a number, or else [#ABSENT]
  public void number(TextBuffer texts, int rows, boolean add, long[] numbers, Batch batch) {
    batch.reserve(rows);
    sortByPart(texts, rows, batch);
    int from = 0;
    for (int part = 0; part < parts.length; part++) {
      int to = batch.ends[part];
      if (to > from) parts[part].number(texts, batch.hashes, batch.order, from, to, add, numbers);
      for (int i = from; i < to; i++) {
        int row = batch.order[i];
        if (numbers[row] >= 0) numbers[row] = numbers[row] << PART_BITS | part;
      }
      from = to;
    }
  }

  private static void sortByPart(TextBuffer texts, int rows, Batch batch) {
    byte[] bytes = texts.bytes();
    int[] ends = texts.ends();
    int[] counts = batch.ends;
    java.util.Arrays.fill(counts, 0);
    for (int row = 0, from = 0; row < rows; from = ends[row++]) {
      int hash = TextPart.hash(bytes, from, ends[row]);
      batch.hashes[row] = hash;
      counts[part(hash) + 1]++;
    }
    for (int part = 0; part < counts.length - 1; part++) counts[part + 1] += counts[part];
    for (int row = 0; row < rows; row++) batch.order[counts[part(batch.hashes[row])]++] = row;
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

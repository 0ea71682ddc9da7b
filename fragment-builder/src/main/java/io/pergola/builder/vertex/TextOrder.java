package io.pergola.builder.vertex;

import it.unimi.dsi.fastutil.ints.IntComparator;
import java.util.Arrays;

/// The order of texts by their UTF-8 bytes, unsigned.
final class TextOrder {
  private TextOrder() {}

  /// Sorts numbers of a dictionary by their texts.
  static int[] sort(TextDictionary dictionary, int[] numbers) {
    long[] prefixes = new long[numbers.length];
    for (int i = 0; i < numbers.length; i++) prefixes[i] = prefix(dictionary, numbers[i]);
    IntComparator order =
        (a, b) -> {
          int byPrefix = Long.compare(prefixes[a], prefixes[b]);
          return byPrefix != 0 ? byPrefix : compare(dictionary, numbers[a], numbers[b]);
        };
    it.unimi.dsi.fastutil.Arrays.parallelQuickSort(
        0,
        numbers.length,
        order,
        (a, b) -> {
          long prefix = prefixes[a];
          prefixes[a] = prefixes[b];
          prefixes[b] = prefix;
          int number = numbers[a];
          numbers[a] = numbers[b];
          numbers[b] = number;
        });
    return numbers;
  }

  /// The first seven bytes as a number that orders as they do.
  private static long prefix(TextDictionary dictionary, int number) {
    TextPart part = dictionary.part(number);
    int begin = part.begin(TextDictionary.index(number));
    int length = Math.min(7, part.length(TextDictionary.index(number)));
    long prefix = 0;
    for (int i = 0; i < 7; i++) {
      prefix = prefix << 8 | (i < length ? part.bytes()[begin + i] & 0xff : 0);
    }
    return prefix;
  }

  static int compare(TextDictionary dictionary, int left, int right) {
    TextPart a = dictionary.part(left);
    TextPart b = dictionary.part(right);
    int i = TextDictionary.index(left);
    int j = TextDictionary.index(right);
    return Arrays.compareUnsigned(
        a.bytes(),
        a.begin(i),
        a.begin(i) + a.length(i),
        b.bytes(),
        b.begin(j),
        b.begin(j) + b.length(j));
  }
}

package io.pergola.builder.vertex;

import io.pergola.builder.input.LoadException;
import io.pergola.builder.input.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One part of a [TextDictionary]: texts one after the other, found by an open-addressing table of
/// indexes.
final class TextPart {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_TEXTS = 1 << 25;

  private byte[] bytes = new byte[256];
  private int[] ends = new int[16];
  private int[] hashes = new int[16];
  private long[] heads = new long[16];
  private int[] slots = new int[32];
  private int size;

  synchronized int size() {
    return size;
  }

  /// All of this part's share of a batch, under one lock.
  synchronized void number(
      TextBuffer texts, int[] hash, int[] order, int from, int to, boolean add, long[] numbers) {
    for (int i = from; i < to; i++) {
      int row = order[i];
      numbers[row] = number(texts.bytes(), texts.begin(row), texts.ends()[row], hash[row], add);
    }
  }

  private int number(byte[] source, int from, int to, int hash, boolean add) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    long head = head(source, from, to);
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (hashes[index] == hash && isEqual(index, head, source, from, to)) return index;
      slot = slot + 1 & mask;
    }
    return add ? append(source, from, to, hash, slot) : TextDictionary.ABSENT;
  }

  /// The first eight bytes stand apart, so that short texts are compared without a look at the
  /// others.
  private boolean isEqual(int index, long head, byte[] source, int from, int to) {
    int begin = begin(index);
    if (heads[index] != head || ends[index] - begin != to - from) return false;
    return to - from <= 8 || Arrays.equals(bytes, begin + 8, ends[index], source, from + 8, to);
  }

  private static long head(byte[] bytes, int from, int to) {
    if (to - from >= 8) return (long) LONG.get(bytes, from);
    long head = 0;
    for (int at = from; at < to; at++) head = head << 8 | (bytes[at] & 0xff);
    return head;
  }

  private int append(byte[] source, int from, int to, int hash, int slot) {
    if (size == ends.length) {
      if (size == MAX_TEXTS) throw tooLarge();
      ends = Arrays.copyOf(ends, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      heads = Arrays.copyOf(heads, size * 2);
    }
    int begin = begin(size);
    long end = (long) begin + to - from;
    if (end > bytes.length) {
      if (end > Integer.MAX_VALUE - 16) throw tooLarge();
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(end, 2L * begin)));
    }
    System.arraycopy(source, from, bytes, begin, to - from);
    ends[size] = (int) end;
    hashes[size] = hash;
    heads[size] = head(source, from, to);
    slots[slot] = ++size;
    if (size * 2 > slots.length) grow();
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int index = 0; index < size; index++) {
      int slot = hashes[index] & mask;
      while (slots[slot] != 0) slot = slot + 1 & mask;
      slots[slot] = index + 1;
    }
  }

  private static LoadException tooLarge() {
    return new LoadException.TooLarge(
        "a label has more than %d texts or 128 GiB of texts as ids; load it in parts"
            .formatted((long) MAX_TEXTS << TextDictionary.PART_BITS));
  }

  int begin(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  int length(int index) {
    return ends[index] - begin(index);
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] copy(int index) {
    return Arrays.copyOfRange(bytes, begin(index), ends[index]);
  }

  /// A hash whose upper bits choose the part and whose lower bits choose the slot.
  static int hash(byte[] bytes, int from, int to) {
    long hash = (to - from) * 0x9e3779b97f4a7c15L;
    int at = from;
    for (; at + 8 <= to; at += 8) hash = mix(hash ^ (long) LONG.get(bytes, at));
    long rest = 0;
    for (; at < to; at++) rest = rest << 8 | (bytes[at] & 0xff);
    hash = mix(hash ^ rest);
    return (int) (hash >>> 32);
  }

  private static long mix(long value) {
    long product = value * 0xff51afd7ed558ccdL;
    return product ^ product >>> 32;
  }
}

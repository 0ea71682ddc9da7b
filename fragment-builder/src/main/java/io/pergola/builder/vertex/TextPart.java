package io.pergola.builder.vertex;

import io.pergola.builder.input.LoadException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// One part of a [TextDictionary]: texts one after the other, found by an open-addressing table.
final class TextPart {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_TEXTS = 1 << 25;

  private byte[] bytes = new byte[256];

  /// Two for each text: its first eight bytes, so that short texts are compared without a look at
  /// the others, and its span.
  private long[] entries = new long[32];

  /// In the upper half a text's hash, in the lower half its index + 1; 0 where there is none.
  private long[] slots = new long[32];

  private int size;

  synchronized int size() {
    return size;
  }

  /// Finds this part's share of a batch, under one lock. The slots that are most likely the right
  /// ones are read ahead, so that the memory is waited for once and not for each text.
  synchronized void number(TextDictionary.Batch batch, int from, int to, boolean add) {
    int mask = slots.length - 1;
    for (int i = from; i < to; i++) batch.found[i] = slots[batch.hash(i) & mask];
    for (int i = from; i < to; i++) {
      long slot = batch.found[i];
      batch.found[i] = holds(slot, batch, i) ? (int) slot - 1 : search(batch, i, add);
    }
  }

  private int search(TextDictionary.Batch batch, int i, boolean add) {
    int mask = slots.length - 1;
    int at = batch.hash(i) & mask;
    while (slots[at] != 0) {
      if (holds(slots[at], batch, i)) return (int) slots[at] - 1;
      at = at + 1 & mask;
    }
    return add ? append(batch, i, at) : TextDictionary.ABSENT;
  }

  private boolean holds(long slot, TextDictionary.Batch batch, int i) {
    if ((int) (slot >>> 32) != batch.hash(i) || slot == 0) return false;
    int index = (int) slot - 1;
    int length = (int) batch.spans[i];
    if (entries[2 * index] != batch.heads[i] || length(index) != length) return false;
    if (length <= 8) return true;
    int begin = begin(index);
    int from = (int) (batch.spans[i] >>> 32);
    return Arrays.equals(bytes, begin + 8, begin + length, batch.bytes, from + 8, from + length);
  }

  /// Where a text begins, in the upper half, and how long it is.
  static long span(int from, int to) {
    return (long) from << 32 | to - from;
  }

  static long head(byte[] bytes, int from, int to) {
    if (to - from >= 8) return (long) LONG.get(bytes, from);
    long head = 0;
    for (int at = from; at < to; at++) head = head << 8 | (bytes[at] & 0xff);
    return head;
  }

  private int append(TextDictionary.Batch batch, int i, int slot) {
    if (2 * size == entries.length) {
      if (size == MAX_TEXTS) throw tooLarge();
      entries = Arrays.copyOf(entries, size * 4);
    }
    int begin = size == 0 ? 0 : begin(size - 1) + length(size - 1);
    int length = (int) batch.spans[i];
    long end = (long) begin + length;
    if (end > bytes.length) {
      if (end > Integer.MAX_VALUE - 16) throw tooLarge();
      bytes =
          Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(end, 2L * begin)));
    }
    System.arraycopy(batch.bytes, (int) (batch.spans[i] >>> 32), bytes, begin, length);
    entries[2 * size] = batch.heads[i];
    entries[2 * size + 1] = span(begin, (int) end);
    slots[slot] = (long) batch.hash(i) << 32 | ++size;
    if (size * 4L > slots.length * 3L) grow();
    return size - 1;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    int mask = slots.length - 1;
    for (long taken : before) {
      if (taken == 0) continue;
      int slot = (int) (taken >>> 32) & mask;
      while (slots[slot] != 0) slot = slot + 1 & mask;
      slots[slot] = taken;
    }
  }

  private static LoadException tooLarge() {
    return new LoadException.TooLarge(
        "a label has more than %d texts or 128 GiB of texts as ids; load it in parts"
            .formatted((long) MAX_TEXTS << TextDictionary.PART_BITS));
  }

  int begin(int index) {
    return (int) (entries[2 * index + 1] >>> 32);
  }

  int length(int index) {
    return (int) entries[2 * index + 1];
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] copy(int index) {
    return Arrays.copyOfRange(bytes, begin(index), begin(index) + length(index));
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

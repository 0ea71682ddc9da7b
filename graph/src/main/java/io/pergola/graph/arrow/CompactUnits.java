package io.pergola.graph.arrow;

import io.pergola.graph.Layouts;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;

/// The encoding of one vertex's neighbour units in compact fragments.
///
/// Vids become differences to the one before (the first to 0); units are cut into batches of 16. A
/// batch is its 32-bit little-endian words w0 … w(n−1): first ⌈n/4⌉ control bytes, then the 1 to 4
/// low bytes of each word. Word k has its byte length − 1 in bits 2·(k mod 4) of control byte k/4.
final class CompactUnits {
  private static final int BATCH = 16;

  private final VidWidth vid;
  private final int wordsPerUnit;
  private final int[] words;

  CompactUnits(VidWidth vid) {
    this.vid = vid;
    this.wordsPerUnit = vid.unitBytes() / 4;
    this.words = new int[BATCH * wordsPerUnit];
  }

  /// The most bytes that `units` units can take.
  static long maxBytes(VidWidth vid, long units) {
    return units * (vid.unitBytes() + 1) + 1;
  }

  /// Encodes `count` units of `from`, and gives the position behind the last byte written to `to`.
  long encode(MemorySegment from, long unit, long count, MemorySegment to, long at) {
    long previous = 0;
    for (long done = 0; done < count; done += BATCH) {
      int batch = (int) Math.min(BATCH, count - done);
      for (int k = 0; k < batch; k++) {
        long position = (unit + done + k) * vid.unitBytes();
        long found = Units.vid(from, position, vid);
        put(k * wordsPerUnit, found - previous, from.get(Units.LONG, position + vid.byteWidth()));
        previous = found;
      }
      at = encode(batch * wordsPerUnit, to, at);
    }
    return at;
  }

  private void put(int word, long difference, long eid) {
    words[word++] = (int) difference;
    if (vid == VidWidth.UINT64) words[word++] = (int) (difference >>> 32);
    words[word++] = (int) eid;
    words[word] = (int) (eid >>> 32);
  }

  /// Encodes the first `count` of `words`.
  long encode(int count, MemorySegment to, long at) {
    long control = at;
    at += (count + 3) / 4;
    int lengths = 0;
    for (int k = 0; k < count; k++) {
      int length = Math.max(1, (39 - Integer.numberOfLeadingZeros(words[k])) / 8);
      for (int i = 0; i < length; i++) to.set(Layouts.BYTE, at++, (byte) (words[k] >>> (8 * i)));
      lengths |= (length - 1) << (2 * (k & 3));
      if ((k & 3) == 3 || k == count - 1) {
        to.set(Layouts.BYTE, control++, (byte) lengths);
        lengths = 0;
      }
    }
    return at;
  }

  /// Decodes `count` units, and gives the position behind the last byte read from `from`.
  ///
  /// @throws IndexOutOfBoundsException if the bytes end before
  long decode(MemorySegment from, long at, MemorySegment to, long unit, long count) {
    long previous = 0;
    for (long done = 0; done < count; done += BATCH) {
      int batch = (int) Math.min(BATCH, count - done);
      at = decode(from, at, batch * wordsPerUnit);
      for (int k = 0; k < batch; k++) {
        long position = (unit + done + k) * vid.unitBytes();
        previous += difference(k * wordsPerUnit);
        Units.setVid(to, position, vid, previous);
        int last = (k + 1) * wordsPerUnit - 1;
        long eid = ((long) words[last] << 32) | (words[last - 1] & 0xffff_ffffL);
        to.set(Units.LONG, position + vid.byteWidth(), eid);
      }
    }
    return at;
  }

  private long difference(int word) {
    long low = words[word] & 0xffff_ffffL;
    return vid == VidWidth.UINT64 ? low | ((long) words[word + 1] << 32) : low;
  }

  /// Decodes the first `count` of `words`.
  long decode(MemorySegment from, long at, int count) {
    long control = at;
    at += (count + 3) / 4;
    for (int k = 0; k < count; k++) {
      int length = (from.get(Layouts.BYTE, control + k / 4) >>> (2 * (k & 3)) & 3) + 1;
      int word = 0;
      for (int i = 0; i < length; i++) {
        word |= (from.get(Layouts.BYTE, at++) & 0xff) << (8 * i);
      }
      words[k] = word;
    }
    return at;
  }

  /// The words of a batch, for tests of the encoding alone.
  int[] words() {
    return words;
  }

  /// Turns the compact lists of all vertices into plain ones.
  ///
  /// @param offsets int64: where each vertex's units begin
  /// @param byteOffsets int64: where their bytes begin
  /// @throws StoreException.Corrupt if the bytes are not what the offsets say
  static void inflate(
      VidWidth vid,
      MemorySegment offsets,
      MemorySegment byteOffsets,
      MemorySegment from,
      MemorySegment to) {
    CompactUnits codec = new CompactUnits(vid);
    long vertices = offsets.byteSize() / 8 - 1;
    for (long vertex = 0; vertex < vertices; vertex++) {
      long begin = offsets.getAtIndex(Layouts.LONG, vertex);
      long count = offsets.getAtIndex(Layouts.LONG, vertex + 1) - begin;
      long at = byteOffsets.getAtIndex(Layouts.LONG, vertex);
      long end = byteOffsets.getAtIndex(Layouts.LONG, vertex + 1);
      long found = count == 0 ? at : codec.decode(from, at, to, begin, count);
      if (found != end || count < 0) {
        throw new StoreException.Corrupt(
            "the %d compact units of vertex %d are bytes %d to %d, expected to end at %d"
                .formatted(count, vertex, at, found, end));
      }
    }
  }
}

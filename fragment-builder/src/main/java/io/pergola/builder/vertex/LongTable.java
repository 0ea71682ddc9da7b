package io.pergola.builder.vertex;

import java.util.Arrays;

/// A hash table from int64 ids to places: open addressing, cut into parts that several threads fill
/// without meeting.
final class LongTable implements IdMap.Writable {
  private final Part[] parts;
  private final int shift;

  /// @param partBits the binary logarithm of the number of parts
  LongTable(int partBits) {
    this.parts = new Part[1 << partBits];
    this.shift = 64 - partBits;
    for (int i = 0; i < parts.length; i++) parts[i] = new Part();
  }

  int partCount() {
    return parts.length;
  }

  int partOf(long id) {
    return partOfHash(hash(id));
  }

  private int partOfHash(long hash) {
    return shift == 64 ? 0 : (int) (hash >>> shift);
  }

  private static long hash(long id) {
    long product = id * 0x9e3779b97f4a7c15L;
    return product ^ product >>> 29;
  }

  /// Adds those of the ids that belong to a part, with place 0.
  void addAll(int part, long[] ids, int count) {
    Part mine = parts[part];
    for (int i = 0; i < count; i++) {
      long hash = hash(ids[i]);
      if (partOfHash(hash) == part) mine.put(hash, ids[i], 0);
    }
  }

  /// All ids, in no particular order.
  long[] ids() {
    int size = size();
    long[] ids = new long[size];
    int at = 0;
    for (Part part : parts) at = part.copy(ids, at);
    return ids;
  }

  int size() {
    return Arrays.stream(parts).mapToInt(part -> part.size).reduce(0, Math::addExact);
  }

  @Override
  public int get(long id) {
    long hash = hash(id);
    return parts[partOfHash(hash)].get(hash, id);
  }

  @Override
  public void getAll(long[] ids, int count, int[] into) {
    for (int i = 0; i < count; i++) into[i] = get(ids[i]);
  }

  @Override
  public int put(long id, int place) {
    long hash = hash(id);
    return parts[partOfHash(hash)].put(hash, id, place);
  }

  private static final class Part {
    private long[] keys = new long[64];
    private int[] values = new int[64];
    private int size;

    Part() {
      Arrays.fill(values, VertexSpace.NONE);
    }

    int get(long hash, long key) {
      int mask = keys.length - 1;
      int slot = (int) hash & mask;
      while (values[slot] != VertexSpace.NONE && keys[slot] != key) slot = slot + 1 & mask;
      return values[slot];
    }

    int put(long hash, long key, int value) {
      int mask = keys.length - 1;
      int slot = (int) hash & mask;
      while (values[slot] != VertexSpace.NONE && keys[slot] != key) slot = slot + 1 & mask;
      int before = values[slot];
      keys[slot] = key;
      values[slot] = value;
      if (before == VertexSpace.NONE && ++size * 2L > keys.length) grow();
      return before;
    }

    private void grow() {
      if (keys.length == 1 << 30) throw VertexSpace.tooMany("of a sparse range of ids", size);
      long[] oldKeys = keys;
      int[] oldValues = values;
      keys = new long[oldKeys.length * 2];
      values = new int[keys.length];
      Arrays.fill(values, VertexSpace.NONE);
      int mask = keys.length - 1;
      for (int i = 0; i < oldKeys.length; i++) {
        if (oldValues[i] == VertexSpace.NONE) continue;
        int slot = (int) hash(oldKeys[i]) & mask;
        while (values[slot] != VertexSpace.NONE) slot = slot + 1 & mask;
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }

    int copy(long[] into, int from) {
      int at = from;
      for (int i = 0; i < keys.length; i++) {
        if (values[i] != VertexSpace.NONE) into[at++] = keys[i];
      }
      return at;
    }
  }
}

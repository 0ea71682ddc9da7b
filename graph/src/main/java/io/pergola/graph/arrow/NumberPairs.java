package io.pergola.graph.arrow;

import java.lang.foreign.MemorySegment;
import java.util.function.IntToLongFunction;

/// Pairs of numbers for a hash map.
record NumberPairs(HashEntries layout, int count, IntToLongFunction keys, IntToLongFunction values)
    implements HashMapWriter.Pairs {
  @Override
  public long hash(int i) {
    return layout.hash(keys.applyAsLong(i));
  }

  @Override
  public void write(int i, MemorySegment entries, long position) {
    HashEntries.setNumber(entries, position + layout.keyAt(), layout.key(), keys.applyAsLong(i));
    HashEntries.setNumber(
        entries, position + layout.valueAt(), layout.value(), values.applyAsLong(i));
  }
}

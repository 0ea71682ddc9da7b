package io.pergola.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 14, (1 << 14) + 1, 1 << 18, (1 << 18) + 1, 999_983})
  void eachNumberIsInOneChunkAndChunksOfRowsShareNoByteOfBits(int count) {
    AtomicIntegerArray vertices = new AtomicIntegerArray(count);
    AtomicIntegerArray rows = new AtomicIntegerArray(count);
    Chunks.ofVertices(count, (from, to) -> count(vertices, from, to));
    Chunks.ofRows(
        count,
        (from, to) -> {
          assertEquals(0, from % 8);
          count(rows, from, to);
        });
    for (int i = 0; i < count; i++) assertEquals(2, vertices.get(i) + rows.get(i), "number " + i);
  }

  private static void count(AtomicIntegerArray met, long from, long to) {
    for (int i = (int) from; i < to; i++) met.incrementAndGet(i);
  }

  @Test
  void longRunsOfBytesAreCopiedWhole() {
    byte[] from = new byte[9_000_001];
    for (int i = 0; i < from.length; i++) from[i] = (byte) (i * 31 + (i >>> 8));
    byte[] to = new byte[from.length + 2];
    Chunks.copy(MemorySegment.ofArray(from), 3, MemorySegment.ofArray(to), 5, from.length - 3);
    for (int i = 3; i < from.length; i++) assertEquals(from[i], to[i + 2]);
    assertEquals(0, to[4]);
  }

  @Test
  void aFailureInAnyChunkIsTheCallers() {
    assertThrows(
        StoreException.Corrupt.class,
        () ->
            Chunks.ofRows(
                1 << 20,
                (from, to) -> {
                  if (from > 0) throw new StoreException.Corrupt("chunk " + from);
                }));
  }
}

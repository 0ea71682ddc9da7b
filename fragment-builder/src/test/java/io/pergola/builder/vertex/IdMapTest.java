package io.pergola.builder.vertex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.builder.stage.BitRank;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdMapTest {
  @Test
  void aHashTableAgreesWithAHashMap() {
    Random random = new Random(1);
    for (int partBits = 0; partBits < 4; partBits++) {
      LongTable table = new LongTable(partBits);
      Map<Long, Integer> expected = new HashMap<>();
      for (int i = 0; i < 20_000; i++) {
        long id = key(random);
        int before = expected.getOrDefault(id, VertexSpace.NONE);
        assertEquals(before, table.put(id, i));
        expected.put(id, i);
      }
      expected.forEach((id, place) -> assertEquals(place, table.get(id)));
      assertEquals(VertexSpace.NONE, table.get(-123456789L));
      long[] ids = table.ids();
      Arrays.sort(ids);
      assertArrayEquals(expected.keySet().stream().mapToLong(id -> id).sorted().toArray(), ids);
    }
  }

  /// Many equal ones, many in steps of powers of two, and the ends of the range.
  private static long key(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(500);
      case 1 -> (long) random.nextInt(4_000) << 40;
      case 2 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      default -> random.nextLong();
    };
  }

  @Test
  void partsTakeTheirOwnIds() {
    LongTable table = new LongTable(2);
    long[] ids = new Random(2).longs(1_000).toArray();
    for (int part = 0; part < 4; part++) table.addAll(part, ids, ids.length);
    assertEquals(1_000, table.size());
    for (long id : ids) assertEquals(0, table.get(id));
  }

  @Test
  void idsOutsideOfTheirRangeHaveNoPlace() {
    long[] strange = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 9, 21, 1L << 33, 10 + (1L << 32)};
    for (long least : new long[] {10, Long.MIN_VALUE + 1, Long.MAX_VALUE - 11}) {
      IdMap.Direct direct = new IdMap.Direct(least, 11);
      BitRank bits = new BitRank(11);
      for (int i = 0; i <= 10; i += 2) {
        direct.put(least + i, i);
        bits.add(i);
      }
      bits.settle();
      IdMap.Ranked ranked = new IdMap.Ranked(least, bits.words(), bits.ranks(), new int[0]);
      for (int i = -3; i < 14; i++) {
        boolean there = i >= 0 && i <= 10 && i % 2 == 0;
        assertEquals(there ? i : VertexSpace.NONE, direct.get(least + i), least + " + " + i);
        assertEquals(there ? i / 2 : VertexSpace.NONE, ranked.get(least + i), least + " + " + i);
      }
      if (least != 10) continue;
      int[] places = new int[strange.length];
      direct.getAll(strange, strange.length, places);
      for (int place : places) assertEquals(VertexSpace.NONE, place);
      ranked.getAll(strange, strange.length, places);
      for (int place : places) assertEquals(VertexSpace.NONE, place);
    }
  }
}

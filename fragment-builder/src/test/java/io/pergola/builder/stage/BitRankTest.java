package io.pergola.builder.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BitRankTest {
  @Test
  void agreesWithASortedSet() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      int limit = 1 + random.nextInt(300);
      BitRank bits = new BitRank(limit);
      TreeSet<Integer> expected = new TreeSet<>();
      for (int count = random.nextInt(limit + 1); count > 0; count--) {
        int number = random.nextInt(limit);
        bits.add(number);
        expected.add(number);
      }
      assertEquals(expected.size(), bits.settle());
      for (int number = 0; number < limit; number++) {
        assertEquals(expected.contains(number), bits.contains(number));
        assertEquals(expected.headSet(number).size(), bits.rank(number));
      }
      int from = random.nextInt(limit);
      int to = from + random.nextInt(limit - from + 1);
      assertArrayEquals(
          expected.subSet(from, to).stream().mapToInt(number -> number - from).toArray(),
          bits.numbers(from, to, from));
    }
  }

  @Test
  void manyThreadsMayAdd() {
    BitRank bits = new BitRank(1_000);
    try (Workers workers = new Workers(4, () -> {})) {
      workers.run(1_000, task -> bits.add((task * 7L) % 1_000));
    }
    assertEquals(1_000, bits.settle());
  }
}

package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.store.IntervalSet.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntervalSetTest {
  private static final int SPAN = 2000;

  @Test
  void touchingRangesBecomeOne() {
    IntervalSet set = new IntervalSet();
    set.add(0, 10);
    set.add(20, 30);
    set.add(10, 20);
    assertEquals(new Range(0, 30), set.largest());
    assertEquals(1, set.count());
    assertEquals(30, set.total());
  }

  @Test
  void takingOutTheMiddleLeavesBothEnds() {
    IntervalSet set = new IntervalSet();
    set.add(0, 30);
    set.remove(10, 20);
    assertEquals(new Range(0, 10), set.at(9));
    assertNull(set.at(10));
    assertEquals(new Range(20, 30), set.at(20));
  }

  @Test
  void theSmallestRangeThatFitsIsFoundAndTheLowestOfEquals() {
    IntervalSet set = new IntervalSet();
    set.add(0, 10);
    set.add(20, 25);
    set.add(40, 45);
    assertEquals(new Range(20, 25), set.bestFit(5));
    assertEquals(new Range(0, 10), set.bestFit(6));
    assertNull(set.bestFit(11));
  }

  @Test
  void whatIsThereCannotBeAddedAgain() {
    IntervalSet set = new IntervalSet();
    set.add(10, 20);
    for (long[] range : new long[][] {{10, 20}, {5, 11}, {19, 25}, {12, 13}, {5, 25}, {7, 7}}) {
      assertThrows(IllegalArgumentException.class, () -> set.add(range[0], range[1]));
    }
    assertEquals(10, set.total());
  }

  @Test
  void theSetAgreesWithABitSet() {
    Trial trial = Trial.ofSteps(100_000);
    Random random = trial.random();
    IntervalSet set = new IntervalSet();
    BitSet bits = new BitSet();
    for (int step = 0; step < trial.steps(); step++) {
      int from = random.nextInt(SPAN);
      int to = from + 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 20);
      int next = bits.nextSetBit(from);
      if (random.nextBoolean() && (next < 0 || next >= to)) {
        set.add(from, to);
        bits.set(from, to);
      } else {
        set.remove(from, to);
        bits.clear(from, to);
      }
      assertAgree(set, bits, random.nextInt(1, 100), random.nextInt(SPAN), trial.at(step));
    }
  }

  private static void assertAgree(IntervalSet set, BitSet bits, int size, int at, String where) {
    List<Range> runs = runs(bits);
    assertEquals(bits.cardinality(), set.total(), where);
    assertEquals(runs.size(), set.count(), where);
    assertEquals(bestFit(runs, size), set.bestFit(size), where);
    assertEquals(
        runs.stream().filter(run -> run.start() <= at && at < run.end()).findFirst().orElse(null),
        set.at(at),
        where);
    Range largest = set.largest();
    assertEquals(
        runs.stream().mapToLong(Range::size).max().orElse(0),
        largest == null ? 0 : largest.size(),
        where);
  }

  /// The runs of set bits.
  static List<Range> runs(BitSet bits) {
    List<Range> runs = new ArrayList<>();
    for (int start = bits.nextSetBit(0); start >= 0; ) {
      int end = bits.nextClearBit(start);
      runs.add(new Range(start, end));
      start = bits.nextSetBit(end);
    }
    return runs;
  }

  /// The smallest run of at least `size`, the first of equals.
  static @Nullable Range bestFit(List<Range> runs, long size) {
    return runs.stream()
        .filter(run -> run.size() >= size)
        .min(Comparator.comparingLong(Range::size))
        .orElse(null);
  }
}

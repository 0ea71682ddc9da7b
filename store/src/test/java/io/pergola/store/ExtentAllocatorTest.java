package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.IntervalSet.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtentAllocatorTest {
  private static final long PAGE = SharedMemory.PAGE;

  @Test
  void extentsStartAtMultiplesOf64() {
    ExtentAllocator extents = new ExtentAllocator(64, 1024);
    assertEquals(64, extents.allocate(1));
    assertEquals(128, extents.allocate(65));
    assertEquals(256, extents.allocate(64));
  }

  @Test
  void aFullRegionSaysSoUntilSomethingIsFreed() {
    ExtentAllocator extents = new ExtentAllocator(64, 64 + 640);
    long offset = extents.allocate(640);
    assertEquals(64, offset);
    assertEquals(-1, extents.allocate(1));
    assertEquals(0, extents.largestFree());
    extents.free(offset, 640);
    assertEquals(640, extents.largestFree());
    assertEquals(64, extents.allocate(640));
  }

  @Test
  void whatWasUsedBeforeIsUsedFirst() {
    ExtentAllocator extents = new ExtentAllocator(0, 1 << 20);
    long first = extents.allocate(4096);
    extents.allocate(64);
    long third = extents.allocate(8192);
    extents.allocate(64);
    extents.free(third, 8192);
    extents.free(first, 4096);
    assertEquals(first, extents.allocate(4000));
    assertEquals(third, extents.allocate(4000));
    assertEquals(third + 4032, extents.allocate(4000));
  }

  @Test
  void freeingTwiceIsNoticed() {
    ExtentAllocator extents = new ExtentAllocator(0, 1024);
    long offset = extents.allocate(64);
    extents.free(offset, 64);
    assertThrows(IllegalArgumentException.class, () -> extents.free(offset, 64));
  }

  @Test
  void coolingReturnsOnlyPagesThatNobodyUses() {
    ExtentAllocator extents = new ExtentAllocator(64, 64 + 16 * PAGE);
    long before = extents.allocate(100);
    long cooled = extents.allocate(3 * PAGE);
    extents.allocate(100);
    extents.free(cooled, 3 * PAGE);
    assertEquals(64, before);
    assertEquals(List.of(new Range(PAGE, 3 * PAGE)), extents.cool(Long.MAX_VALUE));
    assertEquals(0, extents.warmBytes());
    extents.free(before, 100);
    assertEquals(List.of(), extents.cool(Long.MAX_VALUE));
  }

  @Test
  void coolingStopsSoonAfterWhatWasAskedFor() {
    ExtentAllocator extents = new ExtentAllocator(0, 64 * PAGE);
    extents.free(extents.allocate(64 * PAGE), 64 * PAGE);
    assertEquals(List.of(new Range(62 * PAGE, 64 * PAGE)), extents.cool(PAGE + 1));
    assertEquals(62 * PAGE, extents.warmBytes());
    assertEquals(List.of(), extents.cool(0));
  }

  /// The oracle keeps one bit for each 64 bytes and searches all runs of bits.
  @Test
  void theAllocatorAgreesWithABitmap() {
    Trial trial = Trial.ofSteps(100_000);
    Random random = trial.random();
    int cells = 2048;
    ExtentAllocator extents = new ExtentAllocator(64, (cells + 1) * 64L);
    BitSet free = new BitSet();
    free.set(1, cells + 1);
    BitSet warm = new BitSet();
    List<Range> live = new ArrayList<>();
    for (int step = 0; step < trial.steps(); step++) {
      String where = trial.at(step);
      int kind = random.nextInt(100);
      if (kind < 55 || live.isEmpty()) {
        long size = 1 + random.nextLong(random.nextInt(20) == 0 ? 30_000 : 1000);
        int need = Math.toIntExact((size + 63) / 64);
        long expected = place(free, warm, need);
        assertEquals(expected, extents.allocate(size), where);
        if (expected < 0) continue;
        int cell = Math.toIntExact(expected / 64);
        free.clear(cell, cell + need);
        warm.clear(cell, cell + need);
        live.add(new Range(cell, cell + need));
      } else if (kind < 99) {
        Range gone = live.remove(random.nextInt(live.size()));
        // Sometimes the tail first, as when a blob is shrunk.
        long middle = random.nextLong(gone.start(), gone.end());
        extents.free(middle * 64, (gone.end() - middle) * 64);
        extents.free(gone.start() * 64, (middle - gone.start()) * 64);
        free.set((int) gone.start(), (int) gone.end());
        warm.set((int) gone.start(), (int) gone.end());
      } else {
        for (Range pages : extents.cool(Long.MAX_VALUE)) {
          int from = Math.toIntExact(pages.start() / 64);
          int to = Math.toIntExact(pages.end() / 64);
          assertTrue(free.nextClearBit(from) >= to, where);
          assertEquals(0, pages.start() % PAGE, where);
          assertEquals(0, pages.end() % PAGE, where);
        }
        warm.clear();
      }
      assertEquals(free.cardinality() * 64L, extents.freeBytes(), where);
      assertEquals(warm.cardinality() * 64L, extents.warmBytes(), where);
    }
  }

  private static long place(BitSet free, BitSet warm, int need) {
    Range fit = IntervalSetTest.bestFit(IntervalSetTest.runs(warm), need);
    if (fit == null) fit = IntervalSetTest.bestFit(IntervalSetTest.runs(free), need);
    return fit == null ? -1 : fit.start() * 64;
  }
}

package io.pergola.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.IntervalSet.Range;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    ExtentAllocator extents = new ExtentAllocator(64, 640);
    long offset = extents.allocate(640);
    assertEquals(64, offset);
    assertEquals(-1, extents.allocate(1));
    assertEquals(0, extents.freeBytes());
    extents.free(offset, 640);
    assertEquals(640, extents.freeBytes());
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
    ExtentAllocator extents = new ExtentAllocator(64, 16 * PAGE);
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

  @Test
  void aTailThatIsFreedBeforeItsExtentIsFreedOnce() {
    ExtentAllocator extents = new ExtentAllocator(0, 1 << 20);
    List<Long> all = fill(extents, 1024);
    freeEverySecond(extents, all, 1024);
    long slot = extents.allocate(100_000);
    assertTrue(slot >= 1 << 20, "lies in a slot");
    extents.free(slot + 64_000, 36_000);
    extents.free(slot, 64_000);
    assertEquals(1 << 19, extents.freeBytes());
    assertEquals(slot, extents.allocate(100_000));
  }

  /// The worst that small extents can do to large ones: only every second one stays.
  @ParameterizedTest
  @ValueSource(longs = {64, 192, 4096, 5000, 1 << 20})
  void whatIsFreeCanBeAllocatedInOnePieceHoweverItIsScattered(long size) {
    ExtentAllocator extents = new ExtentAllocator(64, 1 << 24);
    List<Long> all = fill(extents, size);
    freeEverySecond(extents, all, size);
    long free = extents.freeBytes();
    assertTrue(free >= 1 << 23);
    assertTrue(extents.allocate(free / 2) > 0, "half of it");
    assertTrue(extents.allocate(extents.freeBytes()) > 0, "all of it");
    assertEquals(-1, extents.allocate(1));
  }

  /// Robson's adversary: in each round all extents are twice as long as before, and those that stay
  /// lie where they spoil most.
  @Test
  void roundsOfExtentsThatDoubleAndStayInTheWayAreNeverRefused() {
    ExtentAllocator extents = new ExtentAllocator(64, 1 << 22);
    List<Range> live = new ArrayList<>();
    for (long size = 64; size <= 1 << 21; size *= 2) {
      while (extents.freeBytes() >= size) {
        long offset = extents.allocate(size);
        assertTrue(offset > 0, size + " bytes of " + extents.freeBytes());
        live.add(new Range(offset, offset + size));
      }
      long spoiled = -1;
      List<Range> stay = new ArrayList<>();
      for (Range range : live) {
        long place = range.start() / (2 * size);
        if (place != spoiled) stay.add(range);
        else extents.free(range.start(), range.size());
        spoiled = place;
      }
      live = stay;
    }
  }

  @Test
  void warmPartsAndThoseInUseNeverTakeMoreThanTheStoreMay() {
    ExtentAllocator extents = new ExtentAllocator(0, 64 * PAGE);
    List<Long> all = fill(extents, PAGE);
    freeEverySecond(extents, all, PAGE);
    assertEquals(32 * PAGE, extents.warmBytes());
    assertEquals(0, extents.excess());
    extents.allocate(16 * PAGE);
    assertEquals(16 * PAGE, extents.excess());
    assertEquals(16, extents.cool(extents.excess()).size(), "pages");
    assertEquals(0, extents.excess());
  }

  @Test
  void pagesThatAreTouchedAheadAreUsedFirstUnlessTheyAreInUseAlready() {
    ExtentAllocator extents = new ExtentAllocator(0, 64 * PAGE);
    extents.allocate(PAGE);
    Range cold = requireNonNull(extents.cold(8 * PAGE));
    assertEquals(new Range(PAGE, 9 * PAGE), cold);
    extents.allocate(2 * PAGE); // while they are being touched
    extents.warmed(cold);
    assertEquals(6 * PAGE, extents.warmBytes());
    assertEquals(new Range(9 * PAGE, 64 * PAGE), extents.cold(Long.MAX_VALUE / 2));
    extents.warmed(new Range(0, 64 * PAGE));
    assertEquals(61 * PAGE, extents.warmBytes());
    assertNull(extents.cold(PAGE));
  }

  @Test
  void storesOfAnySizeHaveAFileThatClientsCanMap() {
    for (long size = 4096; size <= 1L << 45; size *= 2) {
      ExtentAllocator extents = new ExtentAllocator(64, size);
      assertTrue(extents.end() <= Math.max(1L << 45, size + 8192), "of " + size);
      assertEquals(0, extents.end() % PAGE);
      if (size > 1L << 39) continue;
      assertEquals(64, extents.allocate(size - 128));
      extents.allocate(64);
      extents.free(64, size - 128);
      extents.allocate(64);
      assertTrue(extents.allocate(size - 128) > size, "of " + size);
    }
  }

  private static List<Long> fill(ExtentAllocator extents, long size) {
    List<Long> offsets = new ArrayList<>();
    for (long at = extents.allocate(size); at >= 0; at = extents.allocate(size)) offsets.add(at);
    return offsets;
  }

  private static void freeEverySecond(ExtentAllocator extents, List<Long> offsets, long size) {
    for (int i = 0; i < offsets.size(); i += 2) extents.free(offsets.get(i), size);
  }

  /// The oracle keeps one bit for each 64 bytes and searches all runs of bits; for slots it only
  /// knows that no two may overlap.
  @Test
  void theAllocatorAgreesWithABitmap() {
    Trial trial = Trial.ofSteps(1_000_000);
    Random random = trial.random();
    int cells = 512;
    ExtentAllocator extents = new ExtentAllocator(64, cells * 64L);
    BitSet free = new BitSet();
    free.set(1, cells + 1);
    BitSet warm = new BitSet();
    List<Range> live = new ArrayList<>();
    NavigableMap<Long, Long> slots = new TreeMap<>();
    int taken = 0;
    for (int step = 0; step < trial.steps(); step++) {
      int now = step;
      Supplier<String> where = () -> trial.at(now);
      int kind = random.nextInt(100);
      if (kind < 55 || live.isEmpty()) {
        long size = 1 + random.nextLong(random.nextInt(20) == 0 ? 10_000 : 1000);
        int need = Math.toIntExact((size + 63) / 64);
        long offset = extents.allocate(size);
        if (taken + need > cells) {
          assertEquals(-1, offset, where);
          continue;
        }
        long expected = place(free, warm, need);
        taken += need;
        live.add(new Range(offset / 64, offset / 64 + need));
        if (expected < 0) {
          occupy(slots, offset, offset + need * 64L, where);
        } else {
          assertEquals(expected, offset, where);
          free.clear((int) (offset / 64), (int) (offset / 64) + need);
          warm.clear((int) (offset / 64), (int) (offset / 64) + need);
        }
      } else if (kind < 99) {
        Range gone = live.remove(random.nextInt(live.size()));
        // Sometimes the tail first, as when a blob is shrunk.
        long middle = random.nextLong(gone.start(), gone.end());
        extents.free(middle * 64, (gone.end() - middle) * 64);
        extents.free(gone.start() * 64, (middle - gone.start()) * 64);
        taken -= Math.toIntExact(gone.size());
        if (slots.remove(gone.start() * 64) != null) continue;
        free.set((int) gone.start(), (int) gone.end());
        warm.set((int) gone.start(), (int) gone.end());
      } else {
        for (Range pages : extents.cool(Long.MAX_VALUE)) {
          assertEquals(0, pages.start() % PAGE, where);
          assertEquals(0, pages.end() % PAGE, where);
          assertNobodyUses(pages, live, where);
        }
        warm.clear();
      }
      assertEquals((cells - taken) * 64L, extents.freeBytes(), where);
      assertTrue(extents.warmBytes() >= warm.cardinality() * 64L, where);
    }
  }

  private static void occupy(
      NavigableMap<Long, Long> slots, long start, long end, Supplier<String> where) {
    assertTrue(start >= 512 * 64, where);
    Map.Entry<Long, Long> before = slots.lowerEntry(end);
    assertTrue(before == null || before.getValue() <= start, where);
    slots.put(start, end);
  }

  private static void assertNobodyUses(Range pages, List<Range> live, Supplier<String> where) {
    for (Range range : live) {
      assertTrue(range.end() * 64 <= pages.start() || range.start() * 64 >= pages.end(), where);
    }
  }

  private static long place(BitSet free, BitSet warm, int need) {
    Range fit = IntervalSetTest.bestFit(IntervalSetTest.runs(warm), need);
    if (fit == null) fit = IntervalSetTest.bestFit(IntervalSetTest.runs(free), need);
    return fit == null ? -1 : fit.start() * 64;
  }
}

package io.pergola.store;

import io.pergola.store.IntervalSet.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands out extents of a region, aligned to 64 bytes. Its bookkeeping is on the heap: nothing that
/// a client writes into the region can harm it.
///
/// `free` has all free extents, coalesced. `warm` has those of them that were handed out before, so
/// that their pages are probably there: touching a page for the first time costs more than copying
/// it, hence warm extents go first. [#cool] takes extents out of `warm` and returns their pages.
final class ExtentAllocator {
  static final long ALIGNMENT = 64;

  private final IntervalSet free = new IntervalSet();
  private final IntervalSet warm = new IntervalSet();
  private long leastWarm;

  /// @param start first position to hand out, a multiple of 64
  /// @param end behind the last one, a multiple of 64
  ExtentAllocator(long start, long end) {
    free.add(start, end);
  }

  /// What an extent of `size` bytes takes.
  static long align(long size) {
    return (size + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /// The start of `size` free bytes, or −1 if no free run is that long.
  long allocate(long size) {
    long need = align(size);
    Range range = warm.bestFit(need);
    if (range == null) range = free.bestFit(need);
    if (range == null) return -1;
    free.remove(range.start(), range.start() + need);
    warm.remove(range.start(), range.start() + need);
    leastWarm = Math.min(leastWarm, warm.total());
    return range.start();
  }

  /// Takes back `size` bytes that were allocated at `offset`, or the 64-byte aligned tail of them.
  void free(long offset, long size) {
    long end = offset + align(size);
    if (end == offset) return;
    free.add(offset, end);
    warm.add(offset, end);
  }

  /// Forgets up to about `atMost` warm bytes, the largest extents first, and returns the whole free
  /// pages that they lie in.
  List<Range> cool(long atMost) {
    List<Range> pages = new ArrayList<>();
    long cooled = 0;
    while (cooled < atMost) {
      Range range = warm.largest();
      if (range == null) break;
      long wanted = roundUp(Math.min(atMost - cooled, range.size()));
      long start = Math.max(range.start(), range.end() - wanted);
      warm.remove(start, range.end());
      leastWarm = Math.min(leastWarm, warm.total());
      cooled += range.end() - start;
      Range whole = wholePages(start, range.end());
      if (whole != null) pages.add(whole);
    }
    return pages;
  }

  /// The pages that `start` … `end` − 1 touches, without those that a neighbor uses.
  private @Nullable Range wholePages(long start, long end) {
    Range run = free.at(start);
    if (run == null) return null;
    long first = Math.max(start & -SharedMemory.PAGE, roundUp(run.start()));
    long last = Math.min(roundUp(end), run.end() & -SharedMemory.PAGE);
    return first < last ? new Range(first, last) : null;
  }

  private static long roundUp(long position) {
    return SharedMemory.roundUp(position);
  }

  long freeBytes() {
    return free.total();
  }

  long warmBytes() {
    return warm.total();
  }

  /// Starts to watch how many warm bytes nobody wants.
  void watchIdle() {
    leastWarm = warm.total();
  }

  /// How many bytes stayed warm since [#watchIdle].
  long idleBytes() {
    return leastWarm;
  }

  /// The longest extent that could be allocated now.
  long largestFree() {
    Range largest = free.largest();
    return largest == null ? 0 : largest.size();
  }
}

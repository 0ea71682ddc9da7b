package io.pergola.store;

import io.pergola.store.IntervalSet.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is free in one stretch of the memory file.
///
/// `free` has all of it, coalesced. `warm` has those parts whose pages are probably there, since
/// they were used before or touched ahead: touching a page for the first time costs more than
/// copying it, hence warm parts go first. [#cool] takes parts out of `warm` and names their pages.
final class FreeSpace {
  private final IntervalSet free = new IntervalSet();
  private final IntervalSet warm = new IntervalSet();

  /// All of `start` … `end` − 1 is free, and none of it warm.
  FreeSpace(long start, long end) {
    free.add(start, end);
  }

  /// Takes `length` bytes out where they fit best.
  ///
  /// @return where they start, or −1 if no free run is that long
  long take(long length) {
    Range range = warm.bestFit(length);
    if (range == null) range = free.bestFit(length);
    if (range == null) return -1;
    free.remove(range.start(), range.start() + length);
    warm.remove(range.start(), range.start() + length);
    return range.start();
  }

  /// Takes back what was used.
  void give(long start, long end) {
    free.add(start, end);
    warm.add(start, end);
  }

  /// Forgets up to about `atMost` warm bytes, the largest parts first.
  ///
  /// @param pages gets the whole free pages that they lie in
  /// @return how many bytes are no longer warm
  long cool(long atMost, List<Range> pages) {
    long cooled = 0;
    while (cooled < atMost) {
      Range range = warm.largest();
      if (range == null) break;
      long wanted = roundUp(Math.min(atMost - cooled, range.size()));
      long start = Math.max(range.start(), range.end() - wanted);
      warm.remove(start, range.end());
      cooled += range.end() - start;
      Range whole = wholePages(start, range.end());
      if (whole != null) pages.add(whole);
    }
    return cooled;
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

  /// Free bytes that are not warm, at most so many: in the longest run, where large extents go, or
  /// else in the first run that has some.
  @Nullable Range cold(long atMost) {
    List<Range> runs = new ArrayList<>();
    Range longest = free.largest();
    if (longest == null) return null;
    runs.add(longest);
    if (isWarm(longest)) runs.addAll(free.within(0, Long.MAX_VALUE));
    return runs.stream()
        .filter(run -> !isWarm(run))
        .findFirst()
        .map(run -> coldPart(run, atMost))
        .orElse(null);
  }

  private boolean isWarm(Range run) {
    Range head = warm.at(run.start());
    return head != null && head.end() >= run.end();
  }

  private Range coldPart(Range run, long atMost) {
    Range head = warm.at(run.start());
    long from = head == null ? run.start() : head.end();
    List<Range> others = warm.within(from, Math.min(run.end(), from + atMost));
    long to = others.isEmpty() ? run.end() : others.getFirst().start();
    return new Range(from, Math.min(to, from + atMost));
  }

  /// Notes that pages are there now: what of them is free is warm.
  void warmed(Range pages) {
    for (Range part : free.within(pages.start(), pages.end())) {
      warm.remove(part.start(), part.end());
      warm.add(part.start(), part.end());
    }
  }

  long bytes() {
    return free.total();
  }

  long warmBytes() {
    return warm.total();
  }
}

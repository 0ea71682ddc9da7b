package io.pergola.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Disjoint half-open ranges of positions. Touching ranges are one range.
///
/// One tree orders them by position, for coalescing; one by size and position, for best fit. Each
/// operation costs O(log n) for each range it changes.
final class IntervalSet {
  /// The positions `start` … `end` − 1.
  record Range(long start, long end) {
    long size() {
      return end - start;
    }
  }

  private static final Comparator<Range> BY_SIZE =
      (left, right) -> {
        int bySize = Long.compare(left.size(), right.size());
        return bySize != 0 ? bySize : Long.compare(left.start, right.start);
      };

  private final TreeMap<Long, Range> byStart = new TreeMap<>();
  private final TreeSet<Range> bySize = new TreeSet<>(BY_SIZE);
  private long total;

  /// Adds a range of which no position is in the set.
  ///
  /// @throws IllegalArgumentException if one is
  void add(long start, long end) {
    if (start >= end) throw new IllegalArgumentException("empty range " + start + ".." + end);
    Range left = valueOf(byStart.floorEntry(start));
    Range right = valueOf(byStart.ceilingEntry(start));
    if ((left != null && left.end > start) || (right != null && right.start < end)) {
      throw new IllegalArgumentException(
          "range %d..%d overlaps one that is there".formatted(start, end));
    }
    long from = start;
    long to = end;
    if (left != null && left.end == start) {
      drop(left);
      from = left.start;
    }
    if (right != null && right.start == end) {
      drop(right);
      to = right.end;
    }
    put(from, to);
  }

  /// Takes out whatever of `start` … `end` − 1 is in the set.
  void remove(long start, long end) {
    Range first = valueOf(byStart.floorEntry(start));
    Range next = first != null && first.end > start ? first : valueOf(byStart.higherEntry(start));
    while (next != null && next.start < end) {
      drop(next);
      if (next.start < start) put(next.start, start);
      if (next.end > end) put(end, next.end);
      next = valueOf(byStart.higherEntry(next.start));
    }
  }

  /// The smallest range of at least `size` positions, the lowest of several.
  @Nullable Range bestFit(long size) {
    return bySize.ceiling(new Range(0, size));
  }

  /// The parts of the set from `start` to `end` − 1, ascending.
  List<Range> within(long start, long end) {
    List<Range> parts = new ArrayList<>();
    Range first = valueOf(byStart.floorEntry(start));
    Range next = first != null && first.end > start ? first : valueOf(byStart.higherEntry(start));
    while (next != null && next.start < end) {
      parts.add(new Range(Math.max(next.start, start), Math.min(next.end, end)));
      next = valueOf(byStart.higherEntry(next.start));
    }
    return parts;
  }

  /// The range that has `position`.
  @Nullable Range at(long position) {
    Range range = valueOf(byStart.floorEntry(position));
    return range != null && range.end > position ? range : null;
  }

  /// The largest range, the highest of several.
  @Nullable Range largest() {
    return bySize.isEmpty() ? null : bySize.last();
  }

  /// How many positions are in the set.
  long total() {
    return total;
  }

  /// How many ranges the set has.
  int count() {
    return byStart.size();
  }

  private void put(long start, long end) {
    Range range = new Range(start, end);
    byStart.put(start, range);
    bySize.add(range);
    total += range.size();
  }

  private void drop(Range range) {
    byStart.remove(range.start);
    bySize.remove(range);
    total -= range.size();
  }

  private static @Nullable Range valueOf(Map.@Nullable Entry<Long, Range> entry) {
    return entry == null ? null : entry.getValue();
  }
}

package io.pergola.store;

import io.pergola.store.IntervalSet.Range;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Positions for extents that find no free run where the others are.
///
/// Positions cost nothing, only pages do; so the memory file is made much longer than the store is
/// large. For each power of two from 64 bytes on it has a region of twice the store's size, cut
/// into slots of that length:
///
/// ```
/// start            + 2 · capacity    + 4 · capacity
/// +----------------+-----------------+-- … --+---------------------+
/// | slots of 64    | slots of 128    |       | slots of ≥ capacity |
/// +----------------+-----------------+-- … --+---------------------+
/// ```
///
/// An extent takes a slot of the next power of two and fills more than half of it. So all extents
/// of one region that fit into the store together find slots there, whatever came and went before.
/// In stores of more than half a tebibyte the smallest regions are missing, since clients can't map
/// more than 2^46 bytes twice; their extents take larger slots.
final class SlotSpace {
  /// The longest that a memory file may become because of slots.
  private static final long MAX_END = 1L << 45;

  private final long start;
  private final long regionSize;
  private final long capacity;
  private final int smallest;
  private final @Nullable FreeSpace[] regions;

  /// @param start where the first region starts, a multiple of the page size
  /// @param capacity how many bytes all extents together have at most, a multiple of 64
  SlotSpace(long start, long capacity) {
    this.start = start;
    this.capacity = capacity;
    regionSize = SharedMemory.roundUp(2 * capacity);
    int kinds = kind(capacity) + 1;
    long room = Math.max(0, MAX_END - start) / regionSize;
    smallest = kinds - (int) Math.min(kinds, room);
    regions = new FreeSpace[kinds];
  }

  /// The number of the region for extents of `need` bytes.
  private static int kind(long need) {
    return 64 - Long.numberOfLeadingZeros(need / ExtentAllocator.ALIGNMENT - 1);
  }

  private static long slot(int kind) {
    return ExtentAllocator.ALIGNMENT << kind;
  }

  /// Behind the last region.
  long end() {
    return start + (regions.length - smallest) * regionSize;
  }

  /// A slot for `need` bytes, a multiple of 64, or −1 if there is none.
  long take(long need) {
    int kind = Math.max(kind(need), smallest);
    if (kind >= regions.length) return -1;
    FreeSpace region = regions[kind];
    if (region == null) {
      long slots = 2 * capacity / slot(kind);
      region = new FreeSpace(regionStart(kind), regionStart(kind) + slots * slot(kind));
      regions[kind] = region;
    }
    return region.take(slot(kind));
  }

  private long regionStart(int kind) {
    return start + (kind - smallest) * regionSize;
  }

  /// Whether an extent is here.
  boolean has(long offset) {
    return offset >= start;
  }

  /// Takes a slot back. Of the tail of an extent nothing is free before its slot is.
  void give(long offset) {
    int kind = (int) ((offset - start) / regionSize) + smallest;
    if ((offset - regionStart(kind)) % slot(kind) != 0) return;
    Objects.requireNonNull(regions[kind]).give(offset, offset + slot(kind));
  }

  /// As [FreeSpace#cool].
  long cool(long atMost, List<Range> pages) {
    long cooled = 0;
    for (FreeSpace region : inUse().toList()) cooled += region.cool(atMost - cooled, pages);
    return cooled;
  }

  long warmBytes() {
    return inUse().mapToLong(FreeSpace::warmBytes).sum();
  }

  private Stream<FreeSpace> inUse() {
    return Stream.of(regions).filter(Objects::nonNull);
  }
}

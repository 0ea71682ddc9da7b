package io.pergola.store;

import io.pergola.store.IntervalSet.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hands out extents of the memory file, aligned to 64 bytes. Its bookkeeping is on the heap:
/// nothing that a client writes into the file can harm it.
///
/// ```
/// start       start + capacity, rounded up to pages            end
/// +-----------+------------------------------------------------+
/// | dense     | slots, see SlotSpace                           |
/// +-----------+------------------------------------------------+
/// ```
///
/// Extents lie in the dense part as long as it has a free run that is long enough, and else in a
/// slot. So an extent is refused only if all extents together would be larger than the store,
/// however the free bytes are scattered. The pages of scattered free bytes stay in memory: at most
/// two for each extent, beyond the store's size.
final class ExtentAllocator {
  static final long ALIGNMENT = 64;

  private final long capacity;
  private final FreeSpace dense;
  private final SlotSpace slots;
  private long taken;
  private long leastWarm;

  /// @param start first position to hand out, a multiple of 64
  /// @param capacity how many bytes all extents together may have, a multiple of 64
  ExtentAllocator(long start, long capacity) {
    this.capacity = capacity;
    dense = new FreeSpace(start, start + capacity);
    slots = new SlotSpace(SharedMemory.roundUp(start + capacity), capacity);
  }

  /// What an extent of `size` bytes takes.
  static long align(long size) {
    return (size + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /// Behind the last position that is ever handed out, a multiple of the page size.
  long end() {
    return slots.end();
  }

  /// The start of `size` free bytes, or −1 if there are not so many.
  long allocate(long size) {
    long need = align(size);
    if (need > capacity - taken) return -1;
    long offset = dense.take(need);
    if (offset < 0) offset = slots.take(need);
    if (offset < 0) return -1;
    taken += need;
    leastWarm = Math.min(leastWarm, warmBytes());
    return offset;
  }

  /// Takes back `size` bytes that were allocated at `offset`, or the 64-byte aligned tail of them.
  void free(long offset, long size) {
    long length = align(size);
    if (length == 0) return;
    if (slots.has(offset)) slots.give(offset);
    else dense.give(offset, offset + length);
    taken -= length;
  }

  /// Forgets up to about `atMost` warm bytes, the largest parts first, and returns the whole free
  /// pages that they lie in.
  List<Range> cool(long atMost) {
    List<Range> pages = new ArrayList<>();
    long cooled = slots.cool(atMost, pages);
    dense.cool(atMost - cooled, pages);
    leastWarm = Math.min(leastWarm, warmBytes());
    return pages;
  }

  /// Free bytes that are not warm, at most so many, where large extents will go.
  @Nullable Range cold(long atMost) {
    return dense.cold(atMost);
  }

  /// Notes that pages are there now: what of them is free is warm.
  void warmed(Range pages) {
    dense.warmed(pages);
  }

  /// How many bytes can still be allocated.
  long freeBytes() {
    return capacity - taken;
  }

  long warmBytes() {
    return dense.warmBytes() + slots.warmBytes();
  }

  /// How many warm bytes there are beyond the store's size, together with those in use.
  long excess() {
    return Math.max(0, warmBytes() - freeBytes());
  }

  /// Starts to watch how many warm bytes nobody wants.
  void watchIdle() {
    leastWarm = warmBytes();
  }

  /// How many bytes stayed warm since [#watchIdle].
  long idleBytes() {
    return leastWarm;
  }
}

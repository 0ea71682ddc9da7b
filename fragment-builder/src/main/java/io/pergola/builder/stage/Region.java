package io.pergola.builder.stage;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Staged memory that is given back as a whole. Pieces are cut from slabs that double in size; they
/// start at multiples of 64 and are zero. May be used by several threads.
public final class Region implements AutoCloseable {
  private static final long FIRST_SLAB = 1 << 16;
  private static final long LARGEST_SLAB = 1 << 25;

  private final Staging staging;
  private final List<MemorySegment> slabs = new ArrayList<>();
  private MemorySegment slab = MemorySegment.NULL;
  private long at;
  private long nextSlab = FIRST_SLAB;
  private long used;

  Region(Staging staging) {
    this.staging = staging;
  }

  /// A piece of `byteSize` zero bytes.
  public synchronized MemorySegment allocate(long byteSize) {
    used += byteSize;
    staging.count(byteSize);
    if (byteSize > slab.byteSize() - at) {
      boolean large = 2 * byteSize > nextSlab;
      long wanted = Math.max(nextSlab, Long.highestOneBit(byteSize));
      MemorySegment fresh = own(large ? byteSize : nextSlab);
      nextSlab = Math.min(2 * wanted, LARGEST_SLAB);
      if (large) return fresh;
      slab = fresh;
      at = 0;
    }
    MemorySegment piece = slab.asSlice(at, byteSize);
    at = Math.min(slab.byteSize(), (at + byteSize + 63) & -64);
    return piece;
  }

  private MemorySegment own(long byteSize) {
    MemorySegment piece = staging.take(byteSize);
    slabs.add(piece);
    return piece;
  }

  /// Gives everything back; using it afterwards throws.
  @Override
  public synchronized void close() {
    slabs.forEach(staging::give);
    staging.count(-used);
    used = 0;
    slabs.clear();
    slab = MemorySegment.NULL;
    at = 0;
  }
}

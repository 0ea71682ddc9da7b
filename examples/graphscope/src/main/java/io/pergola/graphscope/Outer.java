package io.pergola.graphscope;

import io.pergola.graph.Layouts;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Where the outer vertices of a span are at home: owner g's are the flat indices `begins[g] ..
/// begins[g + 1]`, and the k-th of them is the k-th of g's mirrors for this fragment.
final class Outer {
  private final int[] begins;
  private final int[] ownerBases;
  private final MemorySegment[] mirrors;

  /// @param begins flat, for each owner and the end
  /// @param ownerBases the base of the label's span in each owner
  /// @param mirrors int32 lids in each owner, as many as `begins` says
  Outer(Span span, int[] begins, int[] ownerBases, MemorySegment[] mirrors) {
    for (int g = 0; g < mirrors.length; g++) {
      if (g != span.fid() && mirrors[g].byteSize() != 4L * (begins[g + 1] - begins[g])) {
        throw new StoreException.Corrupt(
            "label '%s': fragment %d has %d outer vertices of fragment %d, which mirrors %d; rebuild the graph"
                .formatted(
                    span.label().name(),
                    span.fid(),
                    begins[g + 1] - begins[g],
                    g,
                    mirrors[g].byteSize() / 4));
      }
    }
    this.begins = begins;
    this.ownerBases = ownerBases;
    this.mirrors = mirrors;
  }

  /// The flat index of the inner vertex whose copy the outer vertex `flat` is.
  int home(int flat) {
    int owner = owner(flat);
    return ownerBases[owner] + mirrors[owner].get(Layouts.INT, (long) (flat - begins[owner]) << 2);
  }

  /// Copies the owners' values to the outer vertices `from .. to`.
  void copy(double[] state, int from, int to) {
    for (int owner = owner(from); from < to; owner++) {
      int end = Math.min(to, begins[owner + 1]);
      if (from < end) {
        gather(state, ownerBases[owner], mirrors[owner], from - begins[owner], from, end);
      }
      from = Math.max(from, end);
    }
  }

  /// Copies the owners' values to the outer vertices `from .. to`.
  void copy(int[] state, int from, int to) {
    for (int owner = owner(from); from < to; owner++) {
      int end = Math.min(to, begins[owner + 1]);
      if (from < end) {
        gather(state, ownerBases[owner], mirrors[owner], from - begins[owner], from, end);
      }
      from = Math.max(from, end);
    }
  }

  /// Sets the bits of those of the outer vertices `from .. to` whose owners' bits are set. The
  /// caller owns all words that hold one of them.
  void copy(long[] bits, int from, int to) {
    for (int owner = owner(from); from < to; owner++) {
      int end = Math.min(to, begins[owner + 1]);
      if (from < end) {
        gather(bits, ownerBases[owner], mirrors[owner], from - begins[owner], from, end);
      }
      from = Math.max(from, end);
    }
  }

  private int owner(int flat) {
    int found = Arrays.binarySearch(begins, flat);
    if (found < 0) return -found - 2;
    while (begins[found + 1] == flat) found++;
    return found;
  }

  private static void gather(
      double[] state, int base, MemorySegment mirrors, int skip, int from, int end) {
    long at = (long) skip << 2;
    for (int flat = from; flat < end; flat++, at += 4) {
      state[flat] = state[base + mirrors.get(Layouts.INT, at)];
    }
  }

  private static void gather(
      int[] state, int base, MemorySegment mirrors, int skip, int from, int end) {
    long at = (long) skip << 2;
    for (int flat = from; flat < end; flat++, at += 4) {
      state[flat] = state[base + mirrors.get(Layouts.INT, at)];
    }
  }

  private static void gather(
      long[] bits, int base, MemorySegment mirrors, int skip, int from, int end) {
    long at = (long) skip << 2;
    for (int flat = from; flat < end; ) {
      int wordEnd = (int) Math.min(end, (flat | 63L) + 1);
      long word = 0;
      for (; flat < wordEnd; flat++, at += 4) {
        int home = base + mirrors.get(Layouts.INT, at);
        word |= (bits[home >>> 6] >>> home & 1) << flat;
      }
      bits[(wordEnd - 1) >>> 6] |= word;
    }
  }
}

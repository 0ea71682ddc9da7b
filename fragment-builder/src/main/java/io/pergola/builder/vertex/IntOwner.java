package io.pergola.builder.vertex;

import io.pergola.graph.Oid;
import java.util.Arrays;
import java.util.List;

/// Which fragment an integer id belongs to.
sealed interface IntOwner {
  int fid(long id);

  /// The ids at which fragments 1, 2, … begin, if they are ranges.
  List<Oid> boundaries();

  /// By the remainder of the unsigned id: the rule of [io.pergola.graph.Partitioner.Hash].
  record ByRemainder(int fnum) implements IntOwner {
    @Override
    public int fid(long id) {
      return fnum == 1 ? 0 : (int) Long.remainderUnsigned(id, fnum);
    }

    @Override
    public List<Oid> boundaries() {
      return List.of();
    }
  }

  /// By even ranges of the ids there are.
  final class ByRange implements IntOwner {
    private final long[] starts;

    /// @param sorted all ids, ascending
    ByRange(long[] sorted, int fnum) {
      starts = new long[fnum - 1];
      for (int fid = 1; fid < fnum && sorted.length > 0; fid++) {
        starts[fid - 1] = sorted[Placing.cut(fid, fnum, sorted.length)];
      }
    }

    @Override
    public int fid(long id) {
      int fid = 0;
      while (fid < starts.length && id >= starts[fid]) fid++;
      return fid;
    }

    @Override
    public List<Oid> boundaries() {
      return Arrays.stream(starts).mapToObj(Oid::of).toList();
    }
  }
}

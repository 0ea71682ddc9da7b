package io.pergola.graph.arrow;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.Rows;
import io.pergola.graph.Triple;
import io.pergola.store.Scratch;

/// Which row of an edge label's table each entry of a triple has: its **eid**.
///
/// The rows of a triple follow each other. Usually out-entries come first, in order, then
/// in-entries with outer sources. Of a triple that holds each edge at both ends the first entry of
/// each edge counts, in order; the other one has the same eid.
sealed interface EdgeRows permits EdgeRows.TwoSided, SymmetricRows {
  /// The first row.
  long base();

  /// How many rows.
  long count();

  long out(long position);

  long in(long position);

  static EdgeRows of(Fragment fragment, Triple triple, long base, Scratch scratch) {
    return fragment.symmetric(triple)
        ? SymmetricRows.of(fragment.out(triple), base, scratch)
        : TwoSided.of(fragment.out(triple), fragment.in(triple), base, scratch);
  }

  /// A triple with out- and in-lists.
  record TwoSided(long base, long count, Rows ins) implements EdgeRows {
    static TwoSided of(Csr out, Csr in, long base, Scratch scratch) {
      Rows ins = rows(in.entryCount(), base + out.entryCount() + in.entryCount(), scratch);
      long[] ends =
          new RowDelivery(out, in, ins).run(out::begin, vertex -> base + out.begin(vertex));
      long next = base + out.entryCount();
      for (int list = 0; list < in.listCount(); list++) {
        int vertex = in.vertexAt(list);
        long end = in.end(vertex);
        for (long at = ends[vertex]; at < end; at++) DerivedLists.setRow(ins, at, next++);
      }
      return new TwoSided(base, next - base, ins);
    }

    @Override
    public long out(long position) {
      return base + position;
    }

    @Override
    public long in(long position) {
      return ins.at(position);
    }
  }

  /// Room for some rows below `most`.
  static Rows rows(long count, long most, Scratch scratch) {
    int width = most <= Integer.MAX_VALUE ? 4 : 8;
    return new Rows(scratch.allocate(width * count), width);
  }
}

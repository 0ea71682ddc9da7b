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
sealed interface EdgeRows {
  /// The first row.
  long base();

  /// How many rows.
  long count();

  long out(long position);

  long in(long position);

  static EdgeRows of(Fragment fragment, Triple triple, long base, Scratch scratch) {
    return fragment.symmetric(triple)
        ? Symmetric.of(fragment, triple, base, scratch)
        : TwoSided.of(fragment, triple, base, scratch);
  }

  /// A triple with out- and in-lists.
  record TwoSided(long base, long count, Rows ins) implements EdgeRows {
    static TwoSided of(Fragment fragment, Triple triple, long base, Scratch scratch) {
      Csr out = fragment.out(triple);
      Csr in = fragment.in(triple);
      long most = base + out.entryCount() + in.entryCount();
      Rows rows = rows(in.entryCount(), most, scratch);
      // Out-lists in order meet the edges of each in-list in order: one cursor a list is enough.
      long[] cursors = new long[in.vertexCount()];
      for (int vertex = 0; vertex < cursors.length; vertex++) cursors[vertex] = in.begin(vertex);
      for (int list = 0; list < out.listCount(); list++) {
        int vertex = out.vertexAt(list);
        long end = out.end(vertex);
        for (long at = out.begin(vertex); at < end; at++) {
          int destination = out.neighbor(at);
          if (destination >= cursors.length) break; // outer ones come last
          DerivedLists.setRow(rows, cursors[destination]++, base + at);
        }
      }
      long next = base + out.entryCount();
      for (int vertex = 0; vertex < cursors.length; vertex++) {
        long end = in.end(vertex);
        for (long at = cursors[vertex]; at < end; at++) DerivedLists.setRow(rows, at, next++);
      }
      return new TwoSided(base, next - base, rows);
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

  /// A triple that holds each edge at both ends.
  record Symmetric(long base, long count, Rows rows) implements EdgeRows {
    static Symmetric of(Fragment fragment, Triple triple, long base, Scratch scratch) {
      Csr lists = fragment.out(triple);
      Rows rows = EdgeRows.rows(lists.entryCount(), base + lists.entryCount(), scratch);
      long[] cursors = new long[lists.vertexCount()];
      for (int vertex = 0; vertex < cursors.length; vertex++) {
        cursors[vertex] = lists.begin(vertex);
      }
      long next = base;
      for (int vertex = 0; vertex < cursors.length; vertex++) {
        // Entries before the cursor have met their other end already.
        for (long at = cursors[vertex]; at < lists.end(vertex); at++, next++) {
          int neighbor = lists.neighbor(at);
          DerivedLists.setRow(rows, at, next);
          if (neighbor == vertex) DerivedLists.setRow(rows, ++at, next);
          else if (neighbor < cursors.length) DerivedLists.setRow(rows, cursors[neighbor]++, next);
        }
      }
      return new Symmetric(base, next - base, rows);
    }

    /// Where the first entry of each edge stands.
    Rows firstEntries(Scratch scratch) {
      long entries = rows.values().byteSize() / rows.byteWidth();
      Rows positions = EdgeRows.rows(count, entries, scratch);
      long next = 0;
      for (long at = 0; next < count; at++) {
        if (rows.at(at) == base + next) DerivedLists.setRow(positions, next++, at);
      }
      return positions;
    }

    @Override
    public long out(long position) {
      return rows.at(position);
    }

    @Override
    public long in(long position) {
      return rows.at(position);
    }
  }

  private static Rows rows(long count, long most, Scratch scratch) {
    int width = most <= Integer.MAX_VALUE ? 4 : 8;
    return new Rows(scratch.allocate(width * count), width);
  }
}

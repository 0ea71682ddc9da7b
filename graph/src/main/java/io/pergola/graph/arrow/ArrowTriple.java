package io.pergola.graph.arrow;

import io.pergola.graph.Chunks;
import io.pergola.graph.Csr;
import io.pergola.graph.LazyColumns;
import io.pergola.graph.RowSelection;
import io.pergola.graph.Rows;
import io.pergola.graph.Table;
import io.pergola.store.Scratch;
import java.util.function.Supplier;

/// The topology and properties of one triple, made when they are first asked for.
final class ArrowTriple {
  private final Table stored;
  private final int innerSources;
  private final Sides sides;
  private final Scratch scratch;
  private final Lazy<DerivedLists> out;
  private final Lazy<DerivedLists> in;
  private final Lazy<Rows> inRows = new Lazy<>(this::makeInRows);
  private final Lazy<Table> edges = new Lazy<>(this::makeEdges);

  /// Whether one CSR holds each edge at both ends.
  enum Sides {
    ONE,
    TWO
  }

  /// @param stored the edge label's properties; row e is the edge with eid e
  /// @param innerSources inner vertices of the source label
  ArrowTriple(
      Table stored,
      int innerSources,
      Supplier<DerivedLists> out,
      Supplier<DerivedLists> in,
      Sides sides,
      Scratch scratch) {
    this.stored = stored;
    this.innerSources = innerSources;
    this.sides = sides;
    this.scratch = scratch;
    this.out = new Lazy<>(out);
    this.in = sides == Sides.ONE ? this.out : new Lazy<>(in);
  }

  Csr out() {
    return out.get().csr();
  }

  Csr in() {
    return in.get().csr();
  }

  /// The eids of out-entries.
  Rows outEids() {
    return out.get().eids();
  }

  Rows inRows() {
    return inRows.get();
  }

  Table edges() {
    return edges.get();
  }

  /// Row p is the edge of the out-entry at p; then come those of in-entries with outer sources.
  private Table makeEdges() {
    Rows eids = outEids();
    long count = out().entryCount();
    if (sides == Sides.TWO) {
      long rest = outerSources();
      if (rest > 0) {
        eids = withOuterSources(count, rest);
        count += rest;
      }
    }
    RowSelection selection = new RowSelection(eids, count, scratch);
    return new Table(
        count, new LazyColumns(stored.properties(), i -> selection.of(stored.columns().get(i))));
  }

  private long outerSources() {
    Csr lists = in();
    long found = 0;
    for (int vertex = 0; vertex < lists.vertexCount(); vertex++) {
      found += lists.end(vertex) - lists.seek(vertex, innerSources);
    }
    return found;
  }

  private Rows withOuterSources(long count, long rest) {
    int width = outEids().byteWidth();
    Rows all = new Rows(scratch.allocate(width * (count + rest)), width);
    all.values().copyFrom(outEids().values());
    long row = count;
    Csr lists = in();
    for (int vertex = 0; vertex < lists.vertexCount(); vertex++) {
      long end = lists.end(vertex);
      for (long at = lists.seek(vertex, innerSources); at < end; at++) {
        DerivedLists.setRow(all, row++, in.get().eids().at(at));
      }
    }
    return all;
  }

  private Rows makeInRows() {
    Rows eids = in.get().eids();
    Csr lists = in();
    long count = out().entryCount();
    Rows rows = newRows(lists.entryCount(), count + lists.entryCount());
    Rows positions = newRows(stored.rowCount(), count);
    Rows outs = outEids();
    Chunks.ofRows(
        count,
        (from, to) -> {
          for (long at = from; at < to; at++) DerivedLists.setRow(positions, outs.at(at), at);
        });
    Chunks.ofVertices(
        lists.vertexCount(),
        (from, to) -> {
          for (int vertex = (int) from; vertex < to; vertex++) {
            long cut = lists.seek(vertex, innerSources);
            for (long at = lists.begin(vertex); at < cut; at++) {
              DerivedLists.setRow(rows, at, positions.at(eids.at(at)));
            }
          }
        });
    long next = count;
    for (int vertex = 0; vertex < lists.vertexCount(); vertex++) {
      long end = lists.end(vertex);
      for (long at = lists.seek(vertex, innerSources); at < end; at++) {
        DerivedLists.setRow(rows, at, next++);
      }
    }
    scratch.free(positions.values());
    return rows;
  }

  private Rows newRows(long count, long limit) {
    int width = limit <= Integer.MAX_VALUE ? 4 : 8;
    return new Rows(scratch.allocate(width * count), width);
  }
}

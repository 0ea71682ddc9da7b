package io.pergola.graph.arrow;

import io.pergola.graph.Column;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.RowSelection;
import io.pergola.graph.Rows;
import io.pergola.graph.Spelling;
import io.pergola.graph.Table;
import io.pergola.graph.TableWriter;
import io.pergola.graph.Triple;
import io.pergola.store.ObjectStore;
import io.pergola.store.Scratch;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the properties of one edge label's triples into one table.
record EdgeTables(ObjectStore store, EdgeLabel label, Scratch scratch) {
  /// An empty table for a fragment's edges.
  TableWriter open(List<EdgeRows> rows) {
    long count = rows.stream().mapToLong(EdgeRows::count).sum();
    return TableWriter.of(
        store,
        count,
        Spelling.CPP,
        Map.of("label", label.name(), "label_id", Integer.toString(label.id()), "type", "EDGE"));
  }

  static Property edgeId() {
    return new Property(ArrowSchema.EDGE_ID, PropertyType.INT64);
  }

  /// Copies all properties, one after the other.
  ///
  /// @throws StoreException.Unsupported if the fragment lacks those of edges from outer vertices
  void addProperties(
      TableWriter table, Fragment fragment, List<Triple> triples, List<EdgeRows> rows) {
    if (label.properties().isEmpty()) return;
    try (Scratch positions = rest(scratch)) {
      List<Selection> selections = new ArrayList<>();
      for (int t = 0; t < triples.size(); t++) {
        selections.add(selection(fragment, triples.get(t), rows.get(t), positions));
      }
      for (int i = 0; i < label.properties().size(); i++) {
        int property = i;
        try (Scratch copies = rest(positions)) {
          List<Column> parts =
              selections.stream().map(part -> part.column(property, copies)).toList();
          table.addAll(label.properties().get(i), parts);
        }
      }
    }
  }

  /// What a scratch has left.
  private static Scratch rest(Scratch scratch) {
    return Scratch.ofLimit(scratch.limit() - scratch.used());
  }

  /// The rows of a triple's own table that this one takes.
  ///
  /// @param rows where they are; nothing for all
  private record Selection(Table edges, Optional<Rows> rows, long count) {
    Column column(int property, Scratch copies) {
      Column column = edges.columns().get(property);
      return rows.map(some -> new RowSelection(some, count, copies).of(column)).orElse(column);
    }
  }

  private Selection selection(Fragment fragment, Triple triple, EdgeRows rows, Scratch positions) {
    Table edges = fragment.edges(triple);
    if (rows instanceof SymmetricRows symmetric) {
      return new Selection(edges, Optional.of(symmetric.firstEntries(positions)), rows.count());
    }
    if (edges.rowCount() == rows.count()) {
      return new Selection(edges, Optional.empty(), rows.count());
    }
    throw new StoreException.Unsupported(
        "edge label '%s': fragment %d does not keep the properties of the %d edges from other fragments; load the graph with --in-properties rows"
            .formatted(label.name(), fragment.fid(), rows.count() - edges.rowCount()));
  }
}

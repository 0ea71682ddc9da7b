package io.pergola.graph.arrow;

import io.pergola.graph.Column;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.RowSelection;
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

  /// Copies all properties.
  ///
  /// @throws StoreException.Unsupported if the fragment lacks those of edges from outer vertices
  void addProperties(
      TableWriter table, Fragment fragment, List<Triple> triples, List<EdgeRows> rows) {
    for (int i = 0; i < label.properties().size(); i++) {
      List<Column> parts = new ArrayList<>();
      for (int t = 0; t < triples.size(); t++) {
        parts.add(column(fragment, triples.get(t), rows.get(t), i));
      }
      table.addAll(label.properties().get(i), parts);
    }
  }

  private Column column(Fragment fragment, Triple triple, EdgeRows rows, int property) {
    Table edges = fragment.edges(triple);
    Column column = edges.columns().get(property);
    if (rows instanceof EdgeRows.Symmetric symmetric) {
      return new RowSelection(symmetric.firstEntries(scratch), rows.count(), scratch).of(column);
    }
    if (edges.rowCount() == rows.count()) return column;
    throw new StoreException.Unsupported(
        "edge label '%s': fragment %d does not keep the properties of the %d edges from other fragments; load the graph with --in-properties rows"
            .formatted(label.name(), fragment.fid(), rows.count() - edges.rowCount()));
  }
}

package io.pergola.graph.testkit;

import io.pergola.graph.Csr;
import io.pergola.graph.Direction;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.TableWriter;
import io.pergola.graph.Triple;
import io.pergola.graph.csr.CsrFragmentWriter;
import io.pergola.graph.csr.CsrWriter;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Writes what one fragment holds of one triple.
final class NaiveTriple {
  /// One neighbor in a list, and the edge it stands for.
  ///
  /// @param edge its position in the model: the order of parallel edges
  private record Entry(int neighbor, int edge) {}

  private static final Comparator<Entry> ORDER =
      Comparator.comparingInt(Entry::neighbor).thenComparingInt(Entry::edge);

  private final ObjectStore store;
  private final List<GraphModel.Edge> edges;
  private final List<Property> properties;
  private final Placement placement;
  private final int fid;
  private final Triple triple;
  private final boolean symmetric;
  private final boolean inRows;

  NaiveTriple(
      ObjectStore store,
      GraphModel model,
      Placement placement,
      int fid,
      Triple triple,
      boolean inRows) {
    this.store = store;
    this.edges = model.edges().get(triple.id());
    this.properties = model.schema().edgeLabels().get(triple.edgeLabel()).properties();
    this.placement = placement;
    this.fid = fid;
    this.triple = triple;
    this.symmetric = !model.directed() && triple.joinsOneLabel();
    this.inRows = inRows && !properties.isEmpty();
  }

  void write(CsrFragmentWriter writer) {
    List<List<Entry>> out = lists(triple.source());
    List<List<Entry>> in = lists(triple.destination());
    for (int edge = 0; edge < edges.size(); edge++) {
      int source = placement.lid(fid, triple.source(), edges.get(edge).source());
      int destination = placement.lid(fid, triple.destination(), edges.get(edge).destination());
      if (isInner(source, out)) out.get(source).add(new Entry(destination, edge));
      List<List<Entry>> back = symmetric ? out : in;
      if (isInner(destination, back)) back.get(destination).add(new Entry(source, edge));
    }
    out.forEach(list -> list.sort(ORDER));
    in.forEach(list -> list.sort(ORDER));
    writer.topology(triple, Direction.OUT, csr(out));
    if (!symmetric) writer.topology(triple, Direction.IN, csr(in));
    writeEdges(writer, out, in);
  }

  private List<List<Entry>> lists(int label) {
    List<List<Entry>> lists = new ArrayList<>();
    while (lists.size() < placement.inner(fid, label).size()) lists.add(new ArrayList<>());
    return lists;
  }

  private static boolean isInner(int lid, List<List<Entry>> lists) {
    return lid >= 0 && lid < lists.size();
  }

  private void writeEdges(CsrFragmentWriter writer, List<List<Entry>> out, List<List<Entry>> in) {
    List<Integer> rows = new ArrayList<>();
    out.forEach(list -> list.forEach(entry -> rows.add(entry.edge())));
    if (inRows && !symmetric) {
      List<Integer> rowOf = new ArrayList<>();
      for (List<Entry> list : in) {
        for (Entry entry : list) {
          boolean inner = entry.neighbor() < out.size();
          if (!inner) rows.add(entry.edge());
          rowOf.add(inner ? rows.indexOf(entry.edge()) : rows.size() - 1);
        }
      }
      writer.inRows(triple, NaiveFragments.ints(store, rowOf));
    }
    if (properties.isEmpty()) return;
    TableWriter table = TableWriter.of(store, rows.size());
    ColumnValues.addAll(
        table, properties, rows.stream().map(edges::get).toList(), GraphModel.Edge::values);
    writer.edges(triple, table.seal());
  }

  private CsrWriter csr(List<List<Entry>> lists) {
    int nonEmpty = (int) lists.stream().filter(list -> !list.isEmpty()).count();
    long entries = lists.stream().mapToLong(List::size).sum();
    CsrWriter csr = CsrWriter.of(store, lists.size(), nonEmpty, entries);
    if (csr.form() == Csr.Form.EMPTY) return csr;
    int list = 0;
    long at = 0;
    csr.offsets().setAtIndex(Layouts.LONG, 0, 0);
    for (int vertex = 0; vertex < lists.size(); vertex++) {
      if (csr.form() == Csr.Form.SPARSE && lists.get(vertex).isEmpty()) continue;
      for (Entry entry : lists.get(vertex)) {
        csr.neighbors().setAtIndex(Layouts.INT, at++, entry.neighbor());
      }
      if (csr.form() == Csr.Form.SPARSE) csr.ids().setAtIndex(Layouts.INT, list, vertex);
      csr.offsets().setAtIndex(Layouts.LONG, ++list, at);
    }
    return csr;
  }
}

package io.pergola.graphscope;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;

/// Reads a graph from shared memory, step by step: a good first page to copy from.
public final class QuickStart {
  private static final int SHOWN = 3;

  private QuickStart() {}

  /// Describes the graph `args[1]` of the server that listens on the socket `args[0]`.
  public static void main(String[] args) throws IOException {
    try (ObjectStore store = ObjectStores.connect(Path.of(args[0]))) {
      describe(store, args[1], System.out);
    }
  }

  /// Prints what a graph is made of, and its first vertices with their properties and neighbors.
  ///
  /// @param graph the name it was loaded under
  public static void describe(ObjectStore store, String graph, Appendable out) throws IOException {
    FragmentGroup group = Fragments.getGroup(store, graph);
    out.append("%s: %d fragment(s)%n".formatted(graph, group.fnum()));
    for (FragmentGroup.Part part : group.fragments()) {
      // Nothing is copied: this maps the fragment's blobs.
      try (Fragment fragment = Fragments.getFragment(store, part.id())) {
        for (VertexLabel label : fragment.schema().vertexLabels()) describe(fragment, label, out);
      }
    }
  }

  private static void describe(Fragment fragment, VertexLabel label, Appendable out)
      throws IOException {
    int inner = fragment.innerCount(label.id());
    out.append("fragment %d has %d of '%s'%n".formatted(fragment.fid(), inner, label.name()));
    Table table = fragment.table(label.id()); // row i is inner vertex i
    for (int lid = 0; lid < Math.min(SHOWN, inner); lid++) {
      int row = lid;
      out.append(
          "  %s%n".formatted(table.columns().stream().map(column -> column.text(row)).toList()));
      for (Triple triple : fragment.outTriples(label.id())) neighbors(fragment, triple, lid, out);
    }
  }

  private static void neighbors(Fragment fragment, Triple triple, int lid, Appendable out)
      throws IOException {
    String edge = fragment.schema().edgeLabels().get(triple.edgeLabel()).name();
    Csr lists = fragment.out(triple);
    Table edges = fragment.edges(triple); // row p belongs to the neighbor at position p
    out.append("    %d %s%n".formatted(lists.degree(lid), edge));
    long end = Math.min(lists.end(lid), lists.begin(lid) + SHOWN);
    for (long position = lists.begin(lid); position < end; position++) {
      long row = position;
      int neighbor = lists.neighbor(position);
      // A neighbor may be an outer vertex, which lives in another fragment: its gid says where.
      boolean here = neighbor < fragment.innerCount(triple.destination());
      String name =
          here
              ? fragment.oid(triple.destination(), neighbor).toString()
              : "gid " + Long.toHexString(fragment.gid(triple.destination(), neighbor));
      out.append(
          "      to %s %s%n"
              .formatted(name, edges.columns().stream().map(column -> column.text(row)).toList()));
    }
  }
}

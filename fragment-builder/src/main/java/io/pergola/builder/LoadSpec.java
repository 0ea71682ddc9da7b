package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import java.util.List;

/// What to load.
///
/// Where no vertex file is given, or edges say `new_labels=true`, a vertex label without a file
/// gets its vertices from the edges, ordered by id. Edges whose `src_label` or `dst_label` is not
/// given join the only vertex label there is, or one called `vertex` if there is none at all.
/// Labels have ids in the order in which they first occur. An edge that is left out because one of
/// its ends is missing still brings its other end, if that one comes from edges.
///
/// @param name what the graph will be called
/// @param vertices files of vertices
/// @param edges files of edges
/// @param options how to load
/// @param layout how the fragments are laid out
public record LoadSpec(
    String name,
    List<VertexInput> vertices,
    List<EdgeInput> edges,
    LoadOptions options,
    GraphFormat layout) {
  /// A graph in the layout `csr`.
  public LoadSpec(
      String name, List<VertexInput> vertices, List<EdgeInput> edges, LoadOptions options) {
    this(name, vertices, edges, options, GraphFormat.CSR);
  }

  /// @throws LoadException.BadOption if there is no name or no input at all
  public LoadSpec {
    vertices = List.copyOf(vertices);
    edges = List.copyOf(edges);
    if (name.isBlank()) throw new LoadException.BadOption("a graph needs a name");
    if (vertices.isEmpty() && edges.isEmpty()) {
      throw new LoadException.BadOption(
          "nothing to load: give --vertices LABEL=FILE or --edges LABEL=FILE");
    }
  }
}

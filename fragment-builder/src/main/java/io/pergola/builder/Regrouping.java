package io.pergola.builder;

import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.Staging;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.Vertices;
import io.pergola.graph.Layouts;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Spreads vertices that stand in one fragment over several, by their neighbors or by a file, and
/// tells the edges where their ends went.
final class Regrouping {
  private final Schema schema;
  private final LoadOptions options;
  private final List<Vertices> vertices;
  private final List<StagedTable> edges;
  private final Staging staging;

  /// Over all labels: where the places of each begin.
  private final int[] base;

  /// @param vertices in one fragment
  /// @param edges with ends resolved to places
  Regrouping(
      Schema schema,
      LoadOptions options,
      List<Vertices> vertices,
      List<StagedTable> edges,
      Staging staging) {
    this.schema = schema;
    this.options = options;
    this.vertices = vertices;
    this.edges = edges;
    this.staging = staging;
    this.base = new int[vertices.size() + 1];
    for (int label = 0; label < vertices.size(); label++) {
      base[label + 1] = Math.addExact(base[label], vertices.get(label).space().inner(0));
    }
  }

  List<Vertices> apply(Workers workers) {
    short[] fids =
        switch (options.partitioner()) {
          case PartitionerKind.Listed(var file) ->
              PartitionFile.read(file, base[vertices.size()], options.fragments());
          case PartitionerKind.Streaming streaming -> assign(streaming);
          case PartitionerKind.ById ids -> throw new IllegalStateException(ids.toString());
        };
    List<Vertices> spread = new ArrayList<>();
    int[][] moved = new int[vertices.size()][];
    for (int label = 0; label < moved.length; label++) {
      moved[label] = new int[base[label + 1] - base[label]];
      short[] own = Arrays.copyOfRange(fids, base[label], base[label + 1]);
      String name = schema.vertexLabels().get(label).name();
      spread.add(vertices.get(label).regroup(name, options.fragments(), own, moved[label]));
    }
    for (Triple triple : schema.triples()) move(triple, moved, workers);
    return spread;
  }

  private void move(Triple triple, int[][] moved, Workers workers) {
    List<StagedChunk> chunks = edges.get(triple.id()).chunks();
    workers.run(
        chunks.size(),
        i -> {
          move(chunks.get(i), 0, moved[triple.source()]);
          move(chunks.get(i), 1, moved[triple.destination()]);
        });
  }

  private static void move(StagedChunk chunk, int end, int[] moved) {
    MemorySegment places = chunk.keys().get(end).values();
    for (int row = 0; row < chunk.rows(); row++) {
      int place = places.getAtIndex(Layouts.INT, row);
      if (place >= 0) places.setAtIndex(Layouts.INT, row, moved[place]);
    }
  }

  /// By the neighbors of all vertices, whatever the direction of their edges.
  private short[] assign(PartitionerKind.Streaming streaming) {
    Adjacency adjacency = new Adjacency(base[vertices.size()]);
    forEachEdge(adjacency::count);
    long byteSize = adjacency.settle();
    try (Region region = staging.memoryRegion(byteSize)) {
      adjacency.allocate(region);
      forEachEdge(adjacency::add);
      adjacency.finish();
      return new StreamPartitioner(adjacency, streaming, options.fragments()).assign();
    }
  }

  private interface EdgeVisitor {
    void edge(int source, int destination);
  }

  private void forEachEdge(EdgeVisitor visitor) {
    for (Triple triple : schema.triples()) {
      int sources = base[triple.source()];
      int destinations = base[triple.destination()];
      for (StagedChunk chunk : edges.get(triple.id()).chunks()) {
        MemorySegment from = chunk.keys().get(0).values();
        MemorySegment to = chunk.keys().get(1).values();
        for (int row = 0; row < chunk.rows(); row++) {
          int source = from.getAtIndex(Layouts.INT, row);
          int destination = to.getAtIndex(Layouts.INT, row);
          if ((source | destination) >= 0) {
            visitor.edge(sources + source, destinations + destination);
          }
        }
        staging.relieve();
      }
    }
  }
}

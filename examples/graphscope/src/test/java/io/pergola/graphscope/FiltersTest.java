package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// Runs on the part of a graph that filters leave are runs on a graph that has nothing else.
class FiltersTest {
  private static final int GRAPHS = 150;

  private final GraphStore graphs = new GraphStore();

  @AfterEach
  void close() {
    graphs.close();
  }

  @Test
  void everyAlgorithmSeesOnlyWhatIsKept() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      GraphModel model = Models.weighted(RandomGraphs.graph(seed), random);
      Partitioner partitioner = RandomGraphs.partitioner(model, seed);
      FragmentGroup group = NaiveFragments.into(graphs.store).write(model, partitioner);
      try {
        compare(model, group, random);
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
      graphs.store.clear();
    }
  }

  private void compare(GraphModel model, FragmentGroup group, Random random) {
    List<Fragment> fragments = Fragments.open(graphs.store, group);
    try {
      GraphModel kept = model;
      Filters filters = Filters.NONE;
      if (random.nextInt(3) > 0) {
        int odds = random.nextInt(4);
        kept = keepVertices(kept, odds);
        filters = keepVertices(filters, fragments, odds);
      }
      if (random.nextInt(3) > 0) {
        kept = keepEdges(kept);
        filters = keepEdges(filters, fragments);
      }
      RunOptions options = RunOptions.defaults().withThreads(2).withFilters(filters);
      new Agreement(kept, fragments, options).check();
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  private static boolean isKept(Oid oid, int odds) {
    return oid.toString().hashCode() % 4 != odds;
  }

  private static GraphModel keepVertices(GraphModel model, int odds) {
    List<List<GraphModel.Edge>> edges = new ArrayList<>();
    for (Triple triple : model.schema().triples()) {
      edges.add(
          model.edges().get(triple.id()).stream()
              .filter(edge -> isKept(edge.source(), odds) && isKept(edge.destination(), odds))
              .toList());
    }
    return new GraphModel(
        model.schema(),
        model.directed(),
        model.vertices().stream()
            .map(label -> label.stream().filter(vertex -> isKept(vertex.oid(), odds)).toList())
            .toList(),
        edges);
  }

  private static Filters keepVertices(Filters filters, List<Fragment> fragments, int odds) {
    for (Fragment fragment : fragments) {
      for (VertexLabel label : fragment.schema().vertexLabels()) {
        RoaringBitmap lids = new RoaringBitmap();
        for (int lid = 0; lid < fragment.innerCount(label.id()); lid++) {
          if (isKept(fragment.oid(label.id(), lid), odds)) lids.add(lid);
        }
        filters = filters.vertices(fragment.fid(), label.id(), lids);
      }
    }
    return filters;
  }

  private static boolean isKept(double weight) {
    return Double.hashCode(weight) % 3 != 0;
  }

  private static GraphModel keepEdges(GraphModel model) {
    return new GraphModel(
        model.schema(),
        model.directed(),
        model.vertices(),
        model.edges().stream()
            .map(edges ->
                edges.stream()
                    .filter(edge ->
                        isKept(((Number) edge.values().getFirst().orElseThrow()).doubleValue()))
                    .toList())
            .toList());
  }

  private static Filters keepEdges(Filters filters, List<Fragment> fragments) {
    for (Fragment fragment : fragments) {
      for (Triple triple : fragment.schema().triples()) {
        NumberColumn weights = (NumberColumn) fragment.edges(triple).column(Models.WEIGHT);
        RoaringBitmap rows = new RoaringBitmap();
        for (int row = 0; row < weights.length(); row++) {
          if (isKept(weights.doubleAt(row))) rows.add(row);
        }
        filters = filters.edges(fragment.fid(), triple, rows);
      }
    }
    return filters;
  }

  @Test
  void aSourceThatIsLeftOutIsNotThere() {
    GraphModel model = Models.of(true, 2, edge(0, 1));
    RunOptions options =
        RunOptions.defaults().withFilters(Filters.NONE.vertices(0, 0, RoaringBitmap.bitmapOf(1)));
    assertThrows(StoreException.NotFound.class, () -> graphs.run(model, 1, new Bfs("0"), options));
  }

  @Test
  void whatIsLeftOutIsNotInTheResult() {
    GraphModel model = Models.of(true, 3, edge(0, 1), edge(1, 2));
    RunOptions options =
        RunOptions.defaults()
            .withFilters(Filters.NONE.vertices(0, 0, RoaringBitmap.bitmapOf(0, 2, 99)));
    Result result = graphs.run(model, 1, new Wcc(), options);
    assertEquals("0 0\n2 2\n", GraphStore.print(result));
    assertEquals(2, result.count());
    assertThrows(IllegalArgumentException.class, () -> result.number(0, 0, 1));
  }
}

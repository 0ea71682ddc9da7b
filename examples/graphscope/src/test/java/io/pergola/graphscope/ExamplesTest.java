package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Oid;
import io.pergola.graph.Triple;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples do what their pages say.
class ExamplesTest {
  private final GraphStore graphs = new GraphStore();

  @AfterEach
  void close() {
    graphs.close();
  }

  @Test
  void quickStartShowsVerticesPropertiesAndNeighbors() throws IOException {
    FragmentGroup group = graphs.load(Models.of(true, 3, edge(0, 2, 1.5), edge(0, 1, 7)), 2);
    graphs.store.putName("tiny", group.id());
    StringBuilder out = new StringBuilder();
    QuickStart.describe(graphs.store, "tiny", out);
    String expected =
        """
        tiny: 2 fragment(s)
        fragment 0 has 2 of 'v'
          [0]
            2 e
              to 2 [1.5]
              to gid 8000000000000000 [7.0]
          [2]
            0 e
        fragment 1 has 1 of 'v'
          [1]
            0 e
        """;
    assertEquals(expected, out.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void twoHopsCountTheWays(int fnum) {
    GraphModel model =
        Models.of(
            true,
            8,
            edge(0, 1),
            edge(0, 2),
            edge(1, 3),
            edge(2, 3),
            edge(2, 3),
            edge(1, 4),
            edge(2, 5),
            edge(1, 2),
            edge(2, 0),
            edge(3, 6),
            edge(7, 0));
    List<TwoHopQuery.Answer> answers =
        graphs.with(model, fnum, fragments -> TwoHopQuery.along(fragments, "e").from(Oid.of(0)));
    assertEquals(
        List.of(
            new TwoHopQuery.Answer(Oid.of(3), 3),
            new TwoHopQuery.Answer(Oid.of(4), 1),
            new TwoHopQuery.Answer(Oid.of(5), 1)),
        answers);
  }

  @Test
  void twoHopsNeedAnEdgeLabelThatComesBack() {
    GraphModel model = DefinitionsTest.people(true);
    String message =
        graphs.with(
            model,
            1,
            fragments ->
                assertThrows(
                        StoreException.Invalid.class, () -> TwoHopQuery.along(fragments, "lives"))
                    .getMessage());
    assertEquals(
        "edge label 'lives' joins vertices of different labels; two steps along it need one that joins a label with itself",
        message);
  }

  @Test
  void aSampleIsPartOfTheListAndRepeatable() {
    graphs.with(
        Models.medium(true, 1),
        2,
        fragments -> {
          Triple triple = fragments.getFirst().schema().triples().getFirst();
          long[] batch = gids(fragments);
          NeighborSampler.Sample sample =
              NeighborSampler.along(fragments, triple, 42).sample(batch, 5);
          for (int i = 0; i < batch.length; i++)
            checkSample(fragments, triple, batch[i], sample, i);
          NeighborSampler.Sample again =
              NeighborSampler.along(fragments, triple, 42).sample(batch, 5);
          assertArrayEquals(sample.rows(), again.rows());
          NeighborSampler.Sample other =
              NeighborSampler.along(fragments, triple, 43).sample(batch, 5);
          assertTrue(!Arrays.equals(sample.rows(), other.rows()));
          return sample;
        });
  }

  private static void checkSample(
      List<Fragment> fragments, Triple triple, long gid, NeighborSampler.Sample sample, int i) {
    Fragment owner =
        fragments.stream()
            .filter(f -> f.lid(gid) >= 0 && f.lid(gid) < f.innerCount(0))
            .findFirst()
            .orElseThrow();
    int lid = owner.lid(gid);
    int begin = sample.offsets()[i];
    int end = sample.offsets()[i + 1];
    assertEquals(Math.min(5, owner.out(triple).degree(lid)), end - begin);
    Set<Long> rows = new HashSet<>();
    for (int k = begin; k < end; k++) {
      long row = sample.rows()[k];
      assertTrue(
          rows.add(row) && row >= owner.out(triple).begin(lid) && row < owner.out(triple).end(lid));
      assertEquals(owner.gid(0, owner.out(triple).neighbor(row)), sample.neighbors()[k]);
    }
  }

  @Test
  void everyNeighborIsSampledEquallyOften() {
    double[][] spokes = new double[8][];
    for (int v = 0; v < 8; v++) spokes[v] = edge(0, v + 1);
    graphs.with(
        Models.of(true, 9, spokes),
        1,
        fragments -> {
          Triple triple = fragments.getFirst().schema().triples().getFirst();
          TreeMap<Long, Integer> counts = new TreeMap<>();
          for (int seed = 0; seed < 8000; seed++) {
            NeighborSampler sampler = NeighborSampler.along(fragments, triple, seed * 7919L);
            for (long neighbor : sampler.sample(new long[] {0}, 3).neighbors()) {
              counts.merge(neighbor, 1, Integer::sum);
            }
          }
          assertEquals(8, counts.size());
          // 3000 each is expected, with a standard deviation of 43
          counts.values().forEach(count -> assertEquals(3000, count, 250));
          return counts;
        });
  }

  private static long[] gids(List<Fragment> fragments) {
    return fragments.stream()
        .flatMapToLong(f ->
            java.util.stream.IntStream.range(0, f.innerCount(0)).mapToLong(lid -> f.gid(0, lid)))
        .toArray();
  }
}

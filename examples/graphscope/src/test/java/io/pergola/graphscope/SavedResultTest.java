package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.graph.Column;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.PropertyType;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.arrow.ArrowGroupWriter;
import io.pergola.graph.arrow.ArrowOptions;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.store.DeleteOption;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

/// Results as vertex properties of a graph that shares all else with the one they were found for.
class SavedResultTest {
  private final GraphStore graphs = new GraphStore();
  private final GraphModel model = Models.of(true, 4, edge(0, 1, 3), edge(1, 2, 1), edge(3, 0, 1));

  @AfterEach
  void close() {
    graphs.close();
  }

  @ParameterizedTest
  @CsvSource({"1,csr", "2,csr", "3,csr", "1,arrow", "3,arrow"})
  void everyResultBecomesAColumnBesideTheOids(int fnum, String layout) {
    FragmentGroup group = load(fnum, layout);
    assertEquals("{0=0, 1=1, 2=2, 3=}", saved(group, new Bfs("0"), PropertyType.INT64));
    assertEquals(
        "{0=0.0, 1=3.0, 2=4.0, 3=Infinity}",
        saved(group, new Sssp("0", Optional.of(Models.WEIGHT)), PropertyType.DOUBLE));
    assertEquals("{0=0, 1=0, 2=0, 3=0}", saved(group, new Wcc(), PropertyType.INT64));
    assertEquals("{0=1, 1=1, 2=1, 3=1}", saved(group, new KCore(), PropertyType.INT64));
    assertEquals("{0=0.0, 1=0.0, 2=0.0, 3=0.0}", saved(group, new Lcc(), PropertyType.DOUBLE));
  }

  private FragmentGroup load(int fnum, String layout) {
    FragmentGroup csr = graphs.load(model, fnum);
    return layout.equals("csr")
        ? csr
        : ArrowGroupWriter.write(graphs.store, csr, ArrowOptions.DEFAULTS, 1 << 20);
  }

  private String saved(FragmentGroup group, Algorithm algorithm, PropertyType type) {
    Result result = Analytics.run(graphs.store, group, algorithm, RunOptions.defaults());
    return read(Fragments.withProperty(graphs.store, group, result.asProperty("found")), type);
  }

  private String read(FragmentGroup group, PropertyType type) {
    assertEquals(List.of(), Fragments.verifyGroup(graphs.store, group.id()).problems());
    Map<String, String> values = new TreeMap<>();
    List<Fragment> fragments = Fragments.open(graphs.store, group);
    for (Fragment fragment : fragments) {
      Column found = fragment.table(0).column("found");
      assertEquals(type, found.property().type());
      for (int lid = 0; lid < fragment.innerCount(0); lid++) {
        values.put(fragment.oid(0, lid).toString(), found.text(lid));
      }
    }
    fragments.forEach(Fragment::close);
    return values.toString();
  }

  @Test
  void namesOfSeveralLabelsAreStrings() {
    FragmentGroup group = graphs.load(DefinitionsTest.people(true), 2);
    Result result = Analytics.run(graphs.store, group, new Wcc(), RunOptions.defaults());
    FragmentGroup more = Fragments.withProperty(graphs.store, group, result.asProperty("found"));
    assertEquals("{1=person:1, bo=person:1}", read(more, PropertyType.STRING));
  }

  @Test
  void whatWasLeftOutHasNoValue() {
    FragmentGroup group = graphs.load(model, 1);
    RunOptions options =
        RunOptions.defaults()
            .withFilters(Filters.NONE.vertices(0, 0, RoaringBitmap.bitmapOf(0, 1)));
    Result result = Analytics.run(graphs.store, group, new Wcc(), options);
    FragmentGroup more = Fragments.withProperty(graphs.store, group, result.asProperty("found"));
    assertEquals("{0=0, 1=0, 2=, 3=}", read(more, PropertyType.INT64));
  }

  @Test
  void theNewGraphTakesRoomForItsColumnAlone() {
    FragmentGroup group = graphs.load(Models.medium(true, 2), 2);
    Result result = Analytics.run(graphs.store, group, PageRank.DEFAULT, RunOptions.defaults());
    long before = graphs.store.status().memoryUsage();
    Fragments.withProperty(graphs.store, group, result.asProperty("rank"));
    long added = graphs.store.status().memoryUsage() - before;
    assertEquals(3000 * 8.0, (double) added, 1024);
  }

  @Test
  void theOldGraphMayGo() {
    FragmentGroup group = graphs.load(model, 2);
    Result result = Analytics.run(graphs.store, group, new Bfs("0"), RunOptions.defaults());
    FragmentGroup more = Fragments.withProperty(graphs.store, group, result.asProperty("found"));
    graphs.store.delete(List.of(group.id()), DeleteOption.DEEP);
    assertEquals("{0=0, 1=1, 2=2, 3=}", read(more, PropertyType.INT64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csr", "arrow"})
  void aSavedResultIsAPropertyLikeAnyOther(String layout) {
    FragmentGroup group = load(2, layout);
    for (String name : List.of("first", "second")) {
      Result result = Analytics.run(graphs.store, group, new Bfs("0"), RunOptions.defaults());
      group = Fragments.withProperty(graphs.store, group, result.asProperty(name));
    }
    VertexLabel label = group.schema().vertexLabels().getFirst();
    assertEquals(
        "[Property[name=first, type=INT64], Property[name=second, type=INT64]]",
        label.properties().toString());
    FragmentGroup both = group;
    Result again = Analytics.run(graphs.store, group, new Wcc(), RunOptions.defaults());
    assertThrows(
        StoreException.Invalid.class,
        () -> Fragments.withProperty(graphs.store, both, again.asProperty("first")));
  }
}

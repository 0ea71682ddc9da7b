package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.TableSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// Estimates of twenty graphs are held against what loading them takes.
class EstimateTest extends Loading {
  private static final double TOLERANCE = 0.15;
  private static final int EDGES = 60_000;

  private final Random random = new Random(5);

  /// @param text the edges, without a header
  private record Case(String name, String vertices, String text, LoadOptions options) {}

  private List<Case> cases() {
    LoadOptions one = LoadOptions.defaults().withThreads(2);
    LoadOptions two = one.withFragments(2);
    LoadOptions four = one.withFragments(4);
    LoadOptions ranges = four.withPartitioner(PartitionerKind.RANGE);
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("rmat", "", rmat(12, EDGES, i -> i), one));
    cases.add(new Case("rmat in fragments", "", rmat(12, EDGES, i -> i), four));
    cases.add(new Case("rmat in ranges", "", rmat(12, EDGES, i -> i), ranges));
    cases.add(new Case("rmat, undirected", "", rmat(12, EDGES, i -> i), one.withUndirected(true)));
    cases.add(new Case("rmat, far ids", "", rmat(12, EDGES, i -> i * 1_000_000_007L), two));
    cases.add(new Case("random, dense", "", uniform(5_000, EDGES, ""), one));
    cases.add(new Case("random, sparse", "", uniform(EDGES, EDGES, ""), one));
    cases.add(new Case("random, sparse, cut", "", uniform(EDGES, EDGES, ""), four));
    cases.add(new Case("weights", "", uniform(9_000, EDGES, ",%d.5"), one));
    cases.add(
        new Case(
            "weights without in-rows", "", uniform(9_000, EDGES, ",%d"), one.withInRows(false)));
    cases.add(new Case("weights, cut", "", uniform(9_000, EDGES, ",%d"), four));
    cases.add(new Case("texts", "", uniform(9_000, EDGES, ",some text %d,%d"), two));
    cases.add(
        new Case(
            "texts, undirected", "", uniform(9_000, EDGES, ",text %d"), two.withUndirected(true)));
    cases.add(new Case("grid", "", grid(200), one));
    cases.add(new Case("grid in ranges", "", grid(200), ranges));
    cases.add(new Case("chain", "", chain(EDGES), one));
    cases.add(new Case("star", "", star(EDGES), two));
    cases.add(new Case("names", "", named(4_000, EDGES), one));
    cases.add(new Case("vertices of a file", people(9_000, false), uniform(9_000, EDGES, ""), one));
    cases.add(
        new Case("shuffled vertices", people(9_000, true), uniform(9_000, EDGES, ",%d"), four));
    return cases;
  }

  private String rmat(int scale, int edges, LongUnaryOperator id) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < edges; i++) {
      int source = 0;
      int destination = 0;
      for (int bit = 0; bit < scale; bit++) {
        double dice = random.nextDouble();
        source = source << 1 | (dice >= 0.76 ? 1 : 0);
        destination = destination << 1 | ((dice >= 0.57 && dice < 0.76) || dice >= 0.95 ? 1 : 0);
      }
      text.append(id.applyAsLong(source))
          .append(',')
          .append(id.applyAsLong(destination))
          .append('\n');
    }
    return text.toString();
  }

  /// @param rest what stands behind the ids; numbers are put in
  private String uniform(int vertices, int edges, String rest) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < edges; i++) {
      text.append(random.nextInt(vertices)).append(',').append(random.nextInt(vertices));
      text.append(rest.replace("%d", Integer.toString(random.nextInt(5_000)))).append('\n');
    }
    return text.toString();
  }

  private String named(int vertices, int edges) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < edges; i++) {
      text.append("user ").append(random.nextInt(vertices));
      text.append(",user ").append(random.nextInt(vertices)).append('\n');
    }
    return text.toString();
  }

  private static String grid(int side) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i + side < side * side; i++) {
      text.append(i)
          .append(',')
          .append(i + 1)
          .append('\n')
          .append(i)
          .append(',')
          .append(i + side)
          .append('\n');
    }
    return text.toString();
  }

  private static String chain(int edges) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < edges; i++) text.append(i).append(',').append(i + 1).append('\n');
    return text.toString();
  }

  private static String star(int edges) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= edges; i++) text.append("0,").append(i).append('\n');
    return text.toString();
  }

  private static String people(int count, boolean shuffled) {
    StringBuilder text = new StringBuilder("id,name,age\n");
    for (int i = 0; i < count; i++) {
      int id = shuffled ? (int) (i * 7919L % count) : i;
      text.append(id)
          .append(",person ")
          .append(id)
          .append(',')
          .append(i % 3 == 0 ? "" : "" + i % 90)
          .append('\n');
    }
    return text.toString();
  }

  private void use(Case graph) {
    vertices.clear();
    edges.clear();
    options = graph.options();
    if (!graph.vertices().isEmpty()) {
      file("v.csv", graph.vertices());
      vertices.add("v=v.csv");
    }
    file("e.csv", graph.text());
    edges.add("e=e.csv#header=false");
  }

  @Test
  void estimatesFromWholeFilesAreClose() {
    check(new TableSample.Size(1 << 14, 1 << 10), 0.05);
  }

  @Test
  void estimatesFromAThirdOfTheFilesAreWithinTheTolerance() {
    check(new TableSample.Size(1 << 11, 100), TOLERANCE);
  }

  private void check(TableSample.Size size, double tolerance) {
    List<String> misses = new ArrayList<>();
    for (Case graph : cases()) {
      use(graph);
      LoadResult result = store.load(spec(), 1 << 14);
      Estimate estimate = GraphEstimator.estimate(spec(), size);
      compare(graph.name(), estimate, result, tolerance, misses);
      store.remove("g", result);
    }
    assertEquals(List.of(), misses);
  }

  @Test
  void howWellAStreamCutsIsARange() {
    for (Case graph : cases()) {
      if (graph.options().fragments() == 1) continue;
      use(graph);
      for (PartitionerKind kind : List.of(PartitionerKind.LDG, PartitionerKind.FENNEL)) {
        options = graph.options().withPartitioner(kind);
        LoadResult result = load();
        Estimate estimate = GraphEstimator.estimate(spec());
        double found = result.bytes().total();
        String what = graph.name() + " " + kind + ": " + found + " " + estimate;
        assertTrue(estimate.leastBytes() < estimate.bytes().total(), what);
        assertTrue(0.95 * estimate.leastBytes() < found, what);
        assertTrue(found < 1.05 * estimate.bytes().total(), what);
        assertTrue(result.stagedBytes() < 1.1 * estimate.stagedBytes(), what);
        store.remove("g", result);
      }
    }
  }

  private static void compare(
      String name, Estimate estimate, LoadResult result, double tolerance, List<String> misses) {
    LoadResult.Bytes found = result.bytes();
    LoadResult.Bytes told = estimate.bytes();
    double least = 0.05 * found.total();
    compare(name + " total", told.total(), found.total(), tolerance, misses);
    compare(
        name + " staged",
        estimate.stagedBytes(),
        result.stagedBytes(),
        Math.max(0.1, tolerance),
        misses);
    if (found.topology() > least)
      compare(name + " topology", told.topology(), found.topology(), tolerance, misses);
    if (found.rows() > least) compare(name + " rows", told.rows(), found.rows(), tolerance, misses);
    if (found.properties() > least)
      compare(name + " properties", told.properties(), found.properties(), tolerance, misses);
    if (found.index() > least)
      compare(name + " index", told.index(), found.index(), tolerance, misses);
    if (found.routing() > least)
      compare(name + " routing", told.routing(), found.routing(), tolerance, misses);
  }

  private static void compare(
      String what, long told, long found, double tolerance, List<String> misses) {
    double ratio = (double) told / found;
    if (Math.abs(ratio - 1) > tolerance) {
      misses.add("%s: %d, found %d, ratio %.3f".formatted(what, told, found, ratio));
    }
  }

  @Test
  void aSampleSaysHowMuchItIs() {
    use(cases().getFirst());
    assertEquals(1, GraphEstimator.estimate(spec()).sampledShare());
    double share = GraphEstimator.estimate(spec(), new TableSample.Size(1000, 10)).sampledShare();
    assertTrue(share > 0.01 && share < 0.1, () -> "share " + share);
  }

  @Test
  void durationsAreARange() {
    use(cases().getFirst());
    Estimate.Seconds seconds = GraphEstimator.estimate(spec()).seconds();
    assertTrue(0 < seconds.least() && seconds.least() < seconds.most());
  }
}

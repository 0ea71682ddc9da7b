package io.pergola.graphscope;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What an algorithm found, for each inner vertex of each fragment. It stands on its own: the
/// fragments may be closed.
///
/// Vertices come label by label, in each label fragment by fragment, there by lid.
public final class Result {
  private static final int FLUSH = 1 << 16;

  private final Algorithm algorithm;
  private final List<Double> seconds;
  private final int rounds;
  private final Names names;
  private final Values values;
  private final List<Span> order;

  Result(Algorithm algorithm, List<Double> seconds, int rounds, Names names, Values values) {
    this.algorithm = algorithm;
    this.seconds = List.copyOf(seconds);
    this.rounds = rounds;
    this.names = names;
    this.values = values;
    this.order =
        names.spans().stream()
            .sorted(Comparator.<Span>comparingInt(s -> s.label().id()).thenComparingInt(Span::fid))
            .toList();
  }

  /// What was computed.
  public Algorithm algorithm() {
    return algorithm;
  }

  /// How long each run took: from initial state to final state, without opening fragments, checking
  /// weights, naming components and printing.
  public List<Double> seconds() {
    return seconds;
  }

  /// How many steps the last run took: levels of [Bfs], bucket phases of [Sssp] (these depend on
  /// threads), iterations of [PageRank] and [Cdlp], passes of [Wcc], levels of [KCore].
  public int rounds() {
    return rounds;
  }

  /// The number of vertices.
  public long count() {
    return order.stream().mapToLong(names.vertices()::count).sum();
  }

  /// Writes a line `oid value` for each vertex; with more than one vertex label chosen ids are
  /// written as `LABEL:OID`.
  ///
  /// Hops are integers, 9223372036854775807 if there is no path; so are triangles and cores.
  /// Distances, ranks and coefficients have the form `1.234567890123456e-05`, `infinity` if there
  /// is no path. A component is the id of its smallest vertex, a community the id of its label.
  public void print(Appendable out) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Span span : order) {
      for (int v = span.base(); v < span.innerEnd(); v++) {
        if (!names.vertices().has(v)) continue;
        names.append(lines, span, v);
        values.append(lines.append(' '), v);
        lines.append('\n');
        if (lines.length() < FLUSH) continue;
        out.append(lines);
        lines.setLength(0);
      }
    }
    out.append(lines);
  }

  /// All vertices.
  public Stream<Row> rows() {
    return order.stream().flatMap(span -> flats(span).mapToObj(flat -> row(span, flat)));
  }

  /// The vertices with the greatest values, greatest first, equal ones in the usual order; those
  /// that can't be reached are left out. For [Wcc] and [Cdlp]: the greatest groups, each as its
  /// smallest vertex.
  public List<Row> top(int n) {
    Comparator<Ranked> worstFirst =
        Comparator.comparingDouble(Ranked::number)
            .thenComparing(Comparator.comparingLong(Ranked::position).reversed());
    PriorityQueue<Ranked> best = new PriorityQueue<>(worstFirst);
    long position = 0;
    for (Span span : order) {
      for (int v = span.base(); v < span.innerEnd(); v++, position++) {
        if (!names.vertices().has(v) || !values.counts(v)) continue;
        double number = values.number(v);
        if (best.size() >= n && (n == 0 || number <= best.element().number())) continue;
        best.add(new Ranked(span, v, number, position));
        if (best.size() > n) best.remove();
      }
    }
    return best.stream().sorted(worstFirst.reversed()).map(r -> row(r.span(), r.flat())).toList();
  }

  /// The value of one inner vertex as a number; see [Row#number].
  ///
  /// @throws IllegalArgumentException if the label was not chosen or the vertex is not inner
  public double number(int fid, int vertexLabel, int lid) {
    for (Span span : order) {
      boolean here = span.fid() == fid && span.label().id() == vertexLabel;
      if (here && lid >= 0 && lid < span.inner() && names.vertices().has(span.base() + lid)) {
        return values.number(span.base() + lid);
      }
    }
    throw new IllegalArgumentException(
        "fragment %d has no inner vertex %d of label %d in this result"
            .formatted(fid, lid, vertexLabel));
  }

  /// What there is to say in a few numbers: `vertices` and for [Bfs] and [Sssp] `reached` and
  /// `farthest`, for [PageRank] the `sum` of ranks, for [Wcc] and [Cdlp] the number of `components`
  /// or `communities` and the vertices of the `largest`, for [Lcc] the `mean`, for [Triangles] the
  /// number of `triangles`, for [KCore] the `highest` core, for a [Program] how many values are
  /// `finite` and the `greatest` of these.
  public Map<String, Number> summary() {
    Map<String, Number> summary = new LinkedHashMap<>();
    summary.put("vertices", count());
    switch (algorithm) {
      case Bfs bfs -> summarize(summary, "reached", "farthest", true);
      case Sssp sssp -> summarize(summary, "reached", "farthest", false);
      case Wcc wcc -> summarize(summary, "components", "largest", true);
      case Cdlp cdlp -> summarize(summary, "communities", "largest", true);
      case PageRank rank -> summary.put("sum", sum());
      case Lcc lcc -> summary.put("mean", count() == 0 ? 0 : sum() / count());
      case Triangles triangles -> summary.put("triangles", Math.round(sum() / 3));
      case Program program -> summarize(summary, "finite", "greatest", false);
      case KCore core -> summary.put("highest", Math.round(numbers().max().orElse(0)));
    }
    return summary;
  }

  private double sum() {
    return numbers().sum();
  }

  private DoubleStream numbers() {
    return order.stream().flatMapToDouble(span -> flats(span).mapToDouble(values::number));
  }

  private void summarize(Map<String, Number> into, String count, String greatest, boolean whole) {
    long counted = 0;
    double most = 0;
    for (Span span : order) {
      for (int v = span.base(); v < span.innerEnd(); v++) {
        if (!names.vertices().has(v) || !values.counts(v)) continue;
        counted++;
        most = Math.max(most, values.number(v));
      }
    }
    into.put(count, counted);
    if (whole) into.put(greatest, (long) most);
    else into.put(greatest, most);
  }

  private record Ranked(Span span, int flat, double number, long position) {}

  private Row row(Span span, int flat) {
    StringBuilder text = new StringBuilder();
    values.append(text, flat);
    return new Row(
        span.fid(),
        span.label(),
        flat - span.base(),
        names.oid(span, flat),
        values.number(flat),
        text.toString());
  }

  private IntStream flats(Span span) {
    return IntStream.range(span.base(), span.innerEnd()).filter(names.vertices()::has);
  }
}

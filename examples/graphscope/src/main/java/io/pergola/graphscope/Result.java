package io.pergola.graphscope;

import io.pergola.graph.NewProperty;
import io.pergola.graph.Property;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final RunFacts facts;
  private final Names names;
  private final Values values;
  private final List<Span> order;

  Result(RunFacts facts, Names names, Values values) {
    this.facts = facts;
    this.names = names;
    this.values = values;
    this.order =
        names.spans().stream()
            .sorted(Comparator.<Span>comparingInt(s -> s.label().id()).thenComparingInt(Span::fid))
            .toList();
  }

  /// What was computed.
  public Algorithm algorithm() {
    return facts.algorithm();
  }

  /// How long each run took: from initial state to final state, without opening fragments, checking
  /// weights, naming components and printing.
  public List<Double> seconds() {
    return facts.seconds();
  }

  /// How many steps the last run took: levels of [Bfs], bucket phases of [Sssp] (these depend on
  /// threads), iterations of [PageRank] and [Cdlp], passes of [Wcc], levels of [KCore].
  public int rounds() {
    return facts.rounds();
  }

  /// How many bytes of heap the run could take at most; see [Analytics#memoryBound].
  public long memoryBound() {
    return facts.memoryBound();
  }

  /// The number of vertices.
  public long count() {
    return order.stream().mapToLong(names.vertices()::count).sum();
  }

  /// The result as a vertex property of the graph that it was found for, to be added with
  /// [io.pergola.graph.Fragments#withProperty]: row i is the value of inner vertex i.
  ///
  /// Hops, triangles and cores are int64, distances, ranks and coefficients double. Components and
  /// communities are int64 where one vertex label with numbers as ids was chosen, else strings. The
  /// value of vertices that were left out, and of those that BFS did not reach, is null.
  public NewProperty asProperty(String name) {
    return ResultColumn.of(values, names, name);
  }

  /// Writes a header and a line of comma-separated values for each vertex: `oid,value`, with more
  /// than one vertex label chosen `label,oid,value`. Values are spelled as by [#print].
  public void printCsv(Appendable out) throws IOException {
    out.append(names.qualified() ? "label,oid,value\n" : "oid,value\n");
    StringBuilder lines = new StringBuilder();
    for (Span span : order) {
      for (int v = span.base(); v < span.innerEnd(); v++) {
        if (!names.vertices().has(v)) continue;
        if (names.qualified()) appendCell(lines, span.label().name()).append(',');
        appendCell(lines, names.oid(span, v).toString()).append(',');
        StringBuilder value = new StringBuilder();
        values.append(value, v);
        appendCell(lines, value).append('\n');
        flush(lines, FLUSH, out);
      }
    }
    flush(lines, 1, out);
  }

  /// The columns of [#cells]: those of [#printCsv], `value` with the type that it has as a
  /// property.
  public List<Property> columns() {
    return typed().columns();
  }

  /// A row for each vertex, of a [Long], [Double] or [String] for each of the [#columns], or
  /// nothing where a property would be null.
  public Stream<List<Optional<?>>> cells() {
    return typed().rows();
  }

  private TypedRows typed() {
    return new TypedRows(values, names, order);
  }

  private static void flush(StringBuilder lines, int least, Appendable out) throws IOException {
    if (lines.length() < least) return;
    out.append(lines);
    lines.setLength(0);
  }

  private static StringBuilder appendCell(StringBuilder line, CharSequence cell) {
    String text = cell.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain
        ? line.append(text)
        : line.append('"').append(text.replace("\"", "\"\"")).append('"');
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
        flush(lines, FLUSH, out);
      }
    }
    flush(lines, 1, out);
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
    switch (algorithm()) {
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

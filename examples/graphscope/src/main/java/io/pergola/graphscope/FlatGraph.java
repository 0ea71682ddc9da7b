package io.pergola.graphscope;

import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// All fragments of a group as one graph over a flat index; see the package's page. Building it
/// costs O(fragments² · labels): nothing is copied.
final class FlatGraph {
  final Selection selection;
  final List<Span> spans;
  final boolean directed;

  /// Flat indices are below this.
  final int size;

  /// The vertices that count.
  final VertexSet vertices;

  /// Inner vertices that count.
  final long vertexCount;

  /// Entries of all forward lists.
  final long entryCount;

  final Chunk[] innerChunks;
  final Chunk[] outerChunks;

  /// Per span, the lists along which one goes from its vertices.
  final Lists[][] forward;

  /// Per span, the lists along which one comes to its vertices; `forward` itself if edges have no
  /// direction.
  final Lists[][] backward;

  /// Per span, the lists of all edges at its vertices, whatever their direction.
  final Lists[][] around;

  private final List<Fragment> fragments;
  private final Filters filters;
  private final int[] bases;
  private final Outer[] outers;

  private FlatGraph(List<Fragment> fragments, Selection selection, Filters filters) {
    this.fragments = fragments;
    this.selection = selection;
    this.filters = filters;
    this.directed = fragments.getFirst().directed();
    this.spans = spans(fragments, selection);
    this.size = spans.isEmpty() ? 0 : spans.getLast().end();
    this.bases = spans.stream().mapToInt(Span::base).toArray();
    this.outers = spans.stream().map(this::outer).toArray(Outer[]::new);
    this.innerChunks = Chunk.inner(spans);
    this.outerChunks = Chunk.outer(spans);
    this.vertices = VertexSet.of(spans, size, filters);
    vertices.addOuter(outerChunks, outers);
    this.vertexCount = spans.stream().mapToLong(vertices::count).sum();
    this.forward = spans.stream().map(this::forward).toArray(Lists[][]::new);
    this.backward = directed ? spans.stream().map(this::backward).toArray(Lists[][]::new) : forward;
    this.around = directed ? spans.stream().map(this::around).toArray(Lists[][]::new) : forward;
    this.entryCount =
        Arrays.stream(forward).flatMap(Arrays::stream).mapToLong(l -> l.csr.entryCount()).sum();
  }

  /// @param fragments all of a graph, by fid
  static FlatGraph of(List<Fragment> fragments, Subgraph part) {
    Selection selection = Selection.of(fragments.getFirst().schema(), part);
    return new FlatGraph(fragments, selection, part.filters());
  }

  /// The fragment of a span.
  Fragment fragment(Span span) {
    return fragments.get(span.fid());
  }

  /// The span that a flat index lies in.
  Span span(int flat) {
    if (bases.length == 1) return spans.getFirst();
    int found = Arrays.binarySearch(bases, flat);
    if (found < 0) return spans.get(-found - 2);
    while (found + 1 < bases.length && bases[found + 1] == flat) found++;
    return spans.get(found);
  }

  /// The inner vertex that a vertex of the span is or is a copy of.
  int home(Span span, int flat) {
    return flat < span.innerEnd() ? flat : outers[span.index()].home(flat);
  }

  /// The homes of a span's outer vertices.
  Outer outer(Chunk chunk) {
    return outers[chunk.span().index()];
  }

  /// The number of forward entries of an inner vertex, those that count.
  long degree(Span span, int lid) {
    long degree = 0;
    for (Lists lists : forward[span.index()]) degree += lists.degree(lid);
    return degree;
  }

  /// The number of forward entries of an inner vertex, with those that are left out.
  long entries(Span span, int lid) {
    long entries = 0;
    for (Lists lists : forward[span.index()]) entries += lists.end(lid) - lists.begin(lid);
    return entries;
  }

  private static List<Span> spans(List<Fragment> fragments, Selection selection) {
    List<Span> spans = new ArrayList<>();
    long base = 0;
    for (Fragment fragment : fragments) {
      for (VertexLabel label : selection.vertexLabels()) {
        int inner = fragment.innerCount(label.id());
        int outer = fragment.outerCount(label.id());
        long end = base + inner + outer;
        if (end > Integer.MAX_VALUE - 128) {
          throw new StoreException.Unsupported(
              "the chosen labels have more than %d vertices, inner and outer, on this instance; choose fewer labels or spread the fragments over more instances"
                  .formatted(Integer.MAX_VALUE - 128));
        }
        spans.add(new Span(spans.size(), fragment.fid(), label, (int) base, inner, outer));
        base = (end + 63) & -64L;
      }
    }
    return List.copyOf(spans);
  }

  private Span span(int fid, int label) {
    for (Span span : spans) if (span.fid() == fid && span.label().id() == label) return span;
    throw new IllegalStateException("label " + label + " was not chosen");
  }

  private Outer outer(Span span) {
    int fnum = fragments.size();
    int label = span.label().id();
    int[] begins = new int[fnum + 1];
    int[] ownerBases = new int[fnum];
    MemorySegment[] mirrors = new MemorySegment[fnum];
    for (int owner = 0; owner < fnum; owner++) {
      begins[owner] = span.base() + fragment(span).outerBegin(label, owner);
      ownerBases[owner] = span(owner, label).base();
      mirrors[owner] = fragments.get(owner).mirrors(label, span.fid());
    }
    begins[fnum] = span.end();
    return new Outer(span, begins, ownerBases, mirrors);
  }

  private Lists[] forward(Span span) {
    List<Lists> lists = new ArrayList<>();
    for (Triple triple : selection.triples()) {
      if (triple.source() == span.label().id()) out(span, triple, lists);
      boolean back = !directed && !fragment(span).symmetric(triple);
      if (back && triple.destination() == span.label().id()) in(span, triple, lists);
    }
    return lists.toArray(Lists[]::new);
  }

  private Lists[] backward(Span span) {
    List<Lists> lists = new ArrayList<>();
    for (Triple triple : selection.triples()) {
      if (triple.destination() == span.label().id()) in(span, triple, lists);
    }
    return lists.toArray(Lists[]::new);
  }

  private Lists[] around(Span span) {
    return Stream.of(forward[span.index()], backward[span.index()])
        .flatMap(Arrays::stream)
        .toArray(Lists[]::new);
  }

  private void out(Span span, Triple triple, List<Lists> into) {
    add(span, new TripleSide(fragment(span), triple, Direction.OUT), triple.destination(), into);
  }

  private void in(Span span, Triple triple, List<Lists> into) {
    add(span, new TripleSide(fragment(span), triple, Direction.IN), triple.source(), into);
  }

  private void add(Span span, TripleSide side, int neighborLabel, List<Lists> into) {
    if (side.csr().entryCount() == 0) return;
    into.add(Lists.of(span, span(span.fid(), neighborLabel), side, vertices, filters));
  }
}

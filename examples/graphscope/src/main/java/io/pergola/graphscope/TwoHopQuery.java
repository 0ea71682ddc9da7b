package io.pergola.graphscope;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.Triple;
import io.pergola.store.StoreException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A query over all fragments of a graph: where does one get in two steps, but not in one, and over
/// how many ways? Friends of friends who are no friends yet; airports with exactly one change.
///
/// It shows how a traversal leaves a fragment: an outer vertex has no lists there, but its gid
/// names the fragment that owns it, and the lid within.
public final class TwoHopQuery {
  private final List<Fragment> fragments;
  private final Triple triple;
  private final GidLayout gids;

  /// Where one gets.
  ///
  /// @param oid the vertex
  /// @param ways how many pairs of edges lead there
  public record Answer(Oid oid, long ways) {}

  private TwoHopQuery(List<Fragment> fragments, Triple triple) {
    this.fragments = List.copyOf(fragments);
    this.triple = triple;
    this.gids = GidLayout.of(fragments.size());
  }

  /// A query along an edge label that joins vertices of one label.
  ///
  /// @param fragments all of a graph, by fid
  /// @throws StoreException.NotFound if there is no such edge label
  /// @throws StoreException.Invalid if it joins vertices of different labels
  public static TwoHopQuery along(List<Fragment> fragments, String edgeLabel) {
    Fragment any = fragments.getFirst();
    List<Triple> triples = any.triples(any.schema().edgeLabel(edgeLabel).id());
    if (triples.size() != 1 || !triples.getFirst().joinsOneLabel()) {
      throw new StoreException.Invalid(
          "edge label '%s' joins vertices of different labels; two steps along it need one that joins a label with itself"
              .formatted(edgeLabel));
    }
    return new TwoHopQuery(fragments, triples.getFirst());
  }

  /// The vertices two steps from `source`, most ways first, equal ones by id.
  ///
  /// @throws StoreException.NotFound if there is no such vertex
  public List<Answer> from(Oid source) {
    long start = find(source);
    Set<Long> near = new HashSet<>();
    near.add(start);
    Map<Long, Long> ways = new HashMap<>();
    forEachNeighbor(
        start,
        middle -> {
          near.add(middle);
          forEachNeighbor(middle, end -> ways.merge(end, 1L, Long::sum));
        });
    ways.keySet().removeAll(near);
    return ways.entrySet().stream()
        .map(entry -> new Answer(oid(entry.getKey()), entry.getValue()))
        .sorted(
            Comparator.comparingLong(Answer::ways).reversed().thenComparing(Answer::oid, Oid.ORDER))
        .toList();
  }

  private interface Visitor {
    void visit(long gid);
  }

  private void forEachNeighbor(long gid, Visitor visitor) {
    Fragment owner = owner(gid);
    Csr lists = owner.out(triple);
    for (int neighbor : lists.neighbors(owner.lid(gid))) {
      visitor.visit(owner.gid(triple.destination(), neighbor));
    }
  }

  private Fragment owner(long gid) {
    return fragments.get(gids.fid(gid));
  }

  private Oid oid(long gid) {
    return owner(gid).oid(triple.source(), owner(gid).lid(gid));
  }

  private long find(Oid oid) {
    for (Fragment fragment : fragments) {
      int lid = fragment.lid(triple.source(), oid);
      if (lid >= 0) return fragment.gid(triple.source(), lid);
    }
    throw new StoreException.NotFound(
        "there is no vertex '%s' of label '%s'"
            .formatted(
                oid, fragments.getFirst().schema().vertexLabels().get(triple.source()).name()));
  }
}

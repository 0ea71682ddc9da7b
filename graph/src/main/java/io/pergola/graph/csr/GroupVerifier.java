package io.pergola.graph.csr;

import io.pergola.graph.Direction;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Checks every fragment of a group that is at hand, and what they say about each other.
final class GroupVerifier {
  private final FragmentGroup group;
  private final List<CsrFragment> fragments;
  private final GidLayout gids;
  private final Findings findings;

  private GroupVerifier(FragmentGroup group, List<CsrFragment> fragments, Findings findings) {
    this.group = group;
    this.fragments = fragments;
    this.gids = GidLayout.of(group.fnum());
    this.findings = findings;
  }

  /// Notes what is wrong with the group. The comparisons between fragments need sound ones, so they
  /// are left out if one of them is not.
  static void verify(ObjectStore store, FragmentGroup group, Findings findings) {
    List<ObjectMeta> metas = new ArrayList<>();
    boolean sound = true;
    for (FragmentGroup.Part part : group.fragments()) {
      if (part.instanceId() != store.instanceId()) continue;
      Optional<ObjectMeta> meta = store.find(part.id());
      sound &=
          findings.check(
              meta.isPresent(), "fragment %d (%s) is not there".formatted(part.fid(), part.id()));
      meta.ifPresent(metas::add);
    }
    int before = findings.count();
    for (ObjectMeta meta : metas) FragmentVerifier.verify(store, meta, findings);
    if (sound && findings.count() == before) {
      compare(store, group, metas, findings);
    }
  }

  private static void compare(
      ObjectStore store, FragmentGroup group, List<ObjectMeta> metas, Findings findings) {
    List<CsrFragment> opened = new ArrayList<>();
    try {
      for (ObjectMeta meta : metas) opened.add(CsrFragment.open(store, meta));
      Findings here = findings.in("group " + group.id());
      here.guard("the group", () -> new GroupVerifier(group, opened, here).verify());
    } finally {
      opened.forEach(CsrFragment::close);
    }
  }

  private void verify() {
    int before = findings.count();
    fragments.forEach(this::verifyHead);
    if (findings.count() > before) return;
    for (CsrFragment fragment : fragments) {
      for (VertexLabel label : group.schema().vertexLabels()) verifyOwners(fragment, label);
    }
    int checked = findings.count();
    forEachPair(this::verifyMirrors);
    if (findings.count() == checked) forEachPair(this::verifyCuts);
    if (fragments.size() == group.fnum()) verifySums();
  }

  private void verifyHead(CsrFragment fragment) {
    FragmentGroup.Part part =
        group.fragments().stream()
            .filter(p -> p.id().equals(fragment.id()))
            .findFirst()
            .orElseThrow();
    Findings here = findings.in("fragment %d".formatted(part.fid()));
    here.check(fragment.schema().equals(group.schema()), "its schema is not the group's");
    compare(here, "directed is", fragment.directed(), group.directed());
    compare(here, "its fid is", fragment.fid(), part.fid());
    compare(here, "its fnum is", fragment.fnum(), group.fnum());
    compare(here, "its inner vertices are", innerCounts(fragment), part.vertices());
    compare(here, "its out-entries are", entryCounts(fragment), part.edges());
  }

  private static void compare(Findings here, String what, Object found, Object expected) {
    here.check(found.equals(expected), "%s %s, expected %s".formatted(what, found, expected));
  }

  private List<Long> innerCounts(CsrFragment fragment) {
    return group.schema().vertexLabels().stream()
        .map(label -> (long) fragment.innerCount(label.id()))
        .toList();
  }

  private List<Long> entryCounts(CsrFragment fragment) {
    return group.schema().triples().stream()
        .map(triple -> fragment.out(triple).entryCount())
        .toList();
  }

  private void verifyOwners(CsrFragment fragment, VertexLabel label) {
    Findings here =
        findings.in("fragment %d: vertex label '%s'".formatted(fragment.fid(), label.name()));
    Partitioner partitioner = group.partitioner();
    for (int lid = 0; lid < fragment.innerCount(label.id()); lid++) {
      Oid oid = fragment.oid(label.id(), lid);
      int owner = partitioner.fid(label.id(), oid);
      if (owner >= 0 && owner != fragment.fid()) {
        here.problem("oid '%s' of row %d belongs to fragment %d".formatted(oid, lid, owner));
        return;
      }
      if (owner < 0 && isElsewhere(fragment, label.id(), oid)) {
        here.problem("oid '%s' of row %d is in another fragment too".formatted(oid, lid));
        return;
      }
    }
  }

  private boolean isElsewhere(CsrFragment fragment, int label, Oid oid) {
    return fragments.stream()
        .anyMatch(other -> other.fid() > fragment.fid() && other.lid(label, oid) >= 0);
  }

  private void forEachPair(BiConsumer<CsrFragment, CsrFragment> check) {
    for (CsrFragment one : fragments) {
      for (CsrFragment other : fragments) if (one.fid() != other.fid()) check.accept(one, other);
    }
  }

  private Findings between(CsrFragment one, CsrFragment other) {
    return findings.in("fragments %d and %d".formatted(one.fid(), other.fid()));
  }

  private void verifyMirrors(CsrFragment owner, CsrFragment holder) {
    for (VertexLabel label : group.schema().vertexLabels()) {
      Findings here = between(owner, holder).in("vertex label '%s'".formatted(label.name()));
      new MirrorVerifier(owner, holder, label.id(), gids, here).verify();
    }
  }

  private void verifyCuts(CsrFragment from, CsrFragment to) {
    for (Triple triple : group.schema().triples()) {
      Findings here = between(from, to).in(FragmentVerifier.nameOf(group.schema(), triple));
      new CutVerifier(from, to, triple, gids, here).verify();
    }
  }

  private void verifySums() {
    for (Triple triple : group.schema().triples()) {
      long out = fragments.stream().mapToLong(f -> f.out(triple).entryCount()).sum();
      long in = fragments.stream().mapToLong(f -> f.in(triple).entryCount()).sum();
      findings.check(
          out == in,
          "%s: %d %s-entries in all, but %d %s-entries"
              .formatted(
                  FragmentVerifier.nameOf(group.schema(), triple),
                  out,
                  Direction.OUT.label(),
                  in,
                  Direction.IN.label()));
    }
  }
}

package io.pergola.graph.verify;

import io.pergola.graph.Direction;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.meta.GroupParts;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Checks every fragment of a group that is at hand, and what they say about each other.
public final class GroupVerifier {
  private final FragmentGroup group;
  private final List<Fragment> fragments;
  private final GidLayout gids;
  private final Findings findings;

  private GroupVerifier(FragmentGroup group, List<Fragment> fragments, Findings findings) {
    this.group = group;
    this.fragments = fragments;
    this.gids = GidLayout.of(group.fnum());
    this.findings = findings;
  }

  /// Notes what is wrong with the group. The comparisons between fragments need sound ones, so they
  /// are left out if one of them is not.
  ///
  /// @param alone checks one fragment of the group by itself
  public static void verify(
      ObjectStore store, FragmentGroup group, FragmentCheck alone, Findings findings) {
    verifyKeys(store.meta(group.id()), group, findings.in("group " + group.id()));
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
    for (ObjectMeta meta : metas) alone.verify(store, meta, findings);
    if (sound && findings.count() == before) {
      compare(store, group, metas, findings);
    }
  }

  /// What this project's readers take from elsewhere, but others from the group.
  private static void verifyKeys(ObjectMeta meta, FragmentGroup group, Findings here) {
    here.guard(
        "its keys",
        () -> {
          Schema schema = group.schema();
          compare(
              here,
              "vertex labels are",
              meta.integer(GroupParts.VERTEX_LABELS),
              (long) schema.vertexLabels().size());
          compare(
              here,
              "edge labels are",
              meta.integer(GroupParts.EDGE_LABELS),
              (long) schema.edgeLabels().size());
          for (int i = 0; i < group.fnum(); i++) {
            here.check(meta.integer(GroupParts.instance(i)) >= 0, "an instance is negative");
          }
        });
  }

  /// A check of one fragment.
  public interface FragmentCheck {
    /// Notes what is wrong with the fragment; it may be anything that has its type name.
    void verify(ObjectStore store, ObjectMeta meta, Findings findings);
  }

  /// A triple, for a sentence.
  public static String nameOf(Schema schema, Triple triple) {
    return "triple %d '%s' (%s → %s)"
        .formatted(
            triple.id(),
            schema.edgeLabels().get(triple.edgeLabel()).name(),
            schema.vertexLabels().get(triple.source()).name(),
            schema.vertexLabels().get(triple.destination()).name());
  }

  private static void compare(
      ObjectStore store, FragmentGroup group, List<ObjectMeta> metas, Findings findings) {
    List<Fragment> opened = new ArrayList<>();
    try {
      for (ObjectMeta meta : metas) opened.add(Fragments.getFragment(store, meta.id()));
      Findings here = findings.in("group " + group.id());
      here.guard("the group", () -> new GroupVerifier(group, opened, here).verify());
    } finally {
      opened.forEach(Fragment::close);
    }
  }

  private void verify() {
    int before = findings.count();
    fragments.forEach(this::verifyHead);
    if (findings.count() > before) return;
    for (Fragment fragment : fragments) {
      for (VertexLabel label : group.schema().vertexLabels()) verifyOwners(fragment, label);
    }
    int checked = findings.count();
    forEachPair(this::verifyMirrors);
    if (findings.count() == checked) forEachPair(this::verifyCuts);
    if (fragments.size() == group.fnum()) verifySums();
  }

  private void verifyHead(Fragment fragment) {
    FragmentGroup.Part part =
        group.fragments().stream()
            .filter(p -> p.id().equals(fragment.id()))
            .findFirst()
            .orElseThrow();
    Findings here = findings.in("fragment %d".formatted(part.fid()));
    here.check(group.schema().includes(fragment.schema()), "its schema is not the group's");
    compare(here, "directed is", fragment.directed(), group.directed());
    compare(here, "its fid is", fragment.fid(), part.fid());
    compare(here, "its fnum is", fragment.fnum(), group.fnum());
    compare(here, "its inner vertices are", innerCounts(fragment), part.vertices());
    compare(here, "its out-entries are", entryCounts(fragment), part.edges());
  }

  private static void compare(Findings here, String what, Object found, Object expected) {
    here.check(found.equals(expected), "%s %s, expected %s".formatted(what, found, expected));
  }

  private List<Long> innerCounts(Fragment fragment) {
    return group.schema().vertexLabels().stream()
        .map(label -> (long) fragment.innerCount(label.id()))
        .toList();
  }

  private List<Long> entryCounts(Fragment fragment) {
    return group.schema().triples().stream()
        .map(triple -> fragment.out(triple).entryCount())
        .toList();
  }

  private void verifyOwners(Fragment fragment, VertexLabel label) {
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

  private boolean isElsewhere(Fragment fragment, int label, Oid oid) {
    return fragments.stream()
        .anyMatch(other -> other.fid() > fragment.fid() && other.lid(label, oid) >= 0);
  }

  private void forEachPair(BiConsumer<Fragment, Fragment> check) {
    for (Fragment one : fragments) {
      for (Fragment other : fragments) if (one.fid() != other.fid()) check.accept(one, other);
    }
  }

  private Findings between(Fragment one, Fragment other) {
    return findings.in("fragments %d and %d".formatted(one.fid(), other.fid()));
  }

  private void verifyMirrors(Fragment owner, Fragment holder) {
    for (VertexLabel label : group.schema().vertexLabels()) {
      Findings here = between(owner, holder).in("vertex label '%s'".formatted(label.name()));
      new MirrorVerifier(owner, holder, label.id(), gids, here).verify();
    }
  }

  private void verifyCuts(Fragment from, Fragment to) {
    for (Triple triple : group.schema().triples()) {
      Findings here = between(from, to).in(nameOf(group.schema(), triple));
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
                  nameOf(group.schema(), triple),
                  out,
                  Direction.OUT.label(),
                  in,
                  Direction.IN.label()));
    }
  }
}

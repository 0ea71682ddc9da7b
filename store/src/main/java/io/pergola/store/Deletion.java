package io.pergola.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Decides what a request to delete takes. Used once, under the store's lock.
///
/// 1. An object goes if nothing has it as a member any more, or if another instance has an
///    equivalent copy. Objects of the request that contain others of it, directly or not, go first.
/// 2. By force, all objects of the request go, and whatever has them as members, directly or not.
/// 3. With an object go, if nothing else has them, the blobs among its members. With
///    [DeleteOption#DEEP] all members of the objects of the request go in this way, with theirs.
///
/// The outcome does not depend on the order of the request. Recursion is bounded by
/// [ObjectIntake#MAX_HEIGHT].
final class Deletion {
  private final DependencyGraph graph;
  private final Predicate<ObjectId> hasEquivalent;
  private final Set<ObjectId> requested;
  private final Set<ObjectId> climbed = new LinkedHashSet<>();
  private final Set<ObjectId> selected = new LinkedHashSet<>();

  /// @param hasEquivalent whether another instance has a copy that can stand in
  Deletion(
      DependencyGraph graph, Predicate<ObjectId> hasEquivalent, Collection<ObjectId> requested) {
    this.graph = graph;
    this.hasEquivalent = hasEquivalent;
    this.requested = new LinkedHashSet<>(requested);
    this.requested.remove(ObjectId.EMPTY_BLOB);
    this.requested.remove(ObjectId.INVALID);
  }

  /// What goes; unknown ids that were asked for are among it.
  Set<ObjectId> select(Set<DeleteOption> options) {
    boolean deep = options.contains(DeleteOption.DEEP);
    if (options.contains(DeleteOption.FORCE)) takeByForce(deep);
    else requested.forEach(id -> visitFromAbove(id, deep));
    return selected;
  }

  private void visitFromAbove(ObjectId id, boolean deep) {
    if (!climbed.add(id)) return;
    List.copyOf(graph.parents(id)).forEach(parent -> visitFromAbove(parent, deep));
    if (requested.contains(id)) visit(id, deep);
  }

  private void visit(ObjectId id, boolean deep) {
    if (selected.contains(id)) return;
    if (!selected.containsAll(graph.parents(id)) && !hasEquivalent.test(id)) return;
    selected.add(id);
    membersToVisit(id, deep).forEach(member -> visit(member, true));
  }

  private void takeByForce(boolean deep) {
    requested.forEach(this::selectWithParents);
    List<ObjectId> members = new ArrayList<>();
    for (ObjectId id : selected) {
      members.addAll(membersToVisit(id, deep && requested.contains(id)));
    }
    members.forEach(member -> visit(member, true));
  }

  private void selectWithParents(ObjectId id) {
    if (selected.add(id)) graph.parents(id).forEach(this::selectWithParents);
  }

  private List<ObjectId> membersToVisit(ObjectId id, boolean deep) {
    return graph.members(id).stream().filter(member -> deep || member.isBlob()).toList();
  }
}

package io.pergola.store;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Decides what a request to delete takes, and unlinks it. Used once, under the store's lock.
///
/// 1. Objects of the request that contain others of it, directly or not, are looked at first.
/// 2. An object goes if it is forced, if nothing has it as a member, or if another instance has an
///    equivalent copy.
/// 3. Whatever has a forced object as a member is forced too, and goes first.
/// 4. With an object go, if nothing else has them, the blobs among its members, and with
///    [DeleteOption#DEEP] all members of those that were asked for.
///
/// Recursion is bounded by [ObjectIntake#MAX_HEIGHT].
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
    boolean force = options.contains(DeleteOption.FORCE);
    boolean deep = options.contains(DeleteOption.DEEP);
    requested.forEach(id -> visitFromAbove(id, force, deep));
    return selected;
  }

  private void visitFromAbove(ObjectId id, boolean force, boolean deep) {
    if (!climbed.add(id)) return;
    List.copyOf(graph.parents(id)).forEach(parent -> visitFromAbove(parent, force, deep));
    if (requested.contains(id)) visit(id, force, deep);
  }

  private void visit(ObjectId id, boolean force, boolean deep) {
    if (selected.contains(id)) return;
    List<ObjectId> parents = List.copyOf(graph.parents(id));
    if (!force && !parents.isEmpty() && !hasEquivalent.test(id)) return;
    if (force) parents.forEach(parent -> visit(parent, true, false));
    if (!selected.add(id)) return;
    List<ObjectId> members = List.copyOf(graph.members(id));
    graph.remove(id);
    for (ObjectId member : members) {
      if (deep || member.isBlob()) visit(member, false, true);
    }
  }
}

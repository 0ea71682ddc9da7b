package io.pergola.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Which objects have which as members. Guarded by the store's lock.
final class DependencyGraph {
  private final Map<ObjectId, Set<ObjectId>> parents = new HashMap<>();
  private final Map<ObjectId, Set<ObjectId>> members = new HashMap<>();

  void link(ObjectId parent, ObjectId member) {
    members.computeIfAbsent(parent, none -> new LinkedHashSet<>()).add(member);
    parents.computeIfAbsent(member, none -> new LinkedHashSet<>()).add(parent);
  }

  /// The objects that have `id` as a member.
  Set<ObjectId> parents(ObjectId id) {
    return parents.getOrDefault(id, Set.of());
  }

  Set<ObjectId> members(ObjectId id) {
    return members.getOrDefault(id, Set.of());
  }

  /// Takes `id` out, with the links from and to it.
  void remove(ObjectId id) {
    Set<ObjectId> down = members.remove(id);
    if (down != null) down.forEach(member -> unlink(parents, member, id));
    Set<ObjectId> up = parents.remove(id);
    if (up != null) up.forEach(parent -> unlink(members, parent, id));
  }

  void clear() {
    parents.clear();
    members.clear();
  }

  private static void unlink(Map<ObjectId, Set<ObjectId>> links, ObjectId from, ObjectId to) {
    Set<ObjectId> targets = links.get(from);
    if (targets == null) return;
    targets.remove(to);
    if (targets.isEmpty()) links.remove(from);
  }
}

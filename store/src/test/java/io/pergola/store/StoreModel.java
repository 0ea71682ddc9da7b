package io.pergola.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a store should hold, kept in the plainest way: every question is answered by going through
/// everything. Connections are numbers, in the order in which they were opened.
public final class StoreModel {
  public static final class Blob {
    public final ObjectId id;
    public final long byteSize;
    public boolean sealed;
    public boolean deleted;
    public @Nullable Integer owner;
    public final Map<Integer, Integer> pinsOfHolders = new HashMap<>();

    Blob(ObjectId id, long byteSize, int owner) {
      this.id = id;
      this.byteSize = byteSize;
      this.owner = owner;
    }
  }

  public static final class Entity {
    public final Map<String, ObjectId> members = new TreeMap<>();
    public boolean persistent;
  }

  private static final class Build {
    final Set<ObjectId> made = new LinkedHashSet<>();
    final Map<String, Optional<ObjectId>> before = new HashMap<>();
    final Map<String, Optional<ObjectId>> after = new HashMap<>();
  }

  public final Map<ObjectId, Blob> blobs = new LinkedHashMap<>();
  public final Map<ObjectId, Entity> objects = new TreeMap<>();
  public final Map<String, ObjectId> names = new TreeMap<>();
  public final Set<Integer> connections = new LinkedHashSet<>();
  private final Map<Integer, Build> builds = new HashMap<>();

  public boolean exists(ObjectId id) {
    Blob blob = blobs.get(id);
    return objects.containsKey(id) || (blob != null && !blob.deleted);
  }

  public long usage() {
    return blobs.values().stream().filter(b -> !b.deleted).mapToLong(b -> b.byteSize).sum();
  }

  public long deletedBytes() {
    return blobs.values().stream()
        .filter(b -> b.deleted && !b.pinsOfHolders.isEmpty())
        .mapToLong(b -> b.byteSize)
        .sum();
  }

  public boolean holds(int connection, ObjectId id) {
    Blob blob = blobs.get(id);
    return blob != null && blob.pinsOfHolders.containsKey(connection);
  }

  public boolean isBuilding(int connection) {
    return builds.containsKey(connection);
  }

  public void createBlob(int connection, ObjectId id, long byteSize) {
    blobs.put(id, new Blob(id, byteSize, connection));
    made(connection, id);
  }

  public void createObject(int connection, ObjectId id, Map<String, ObjectId> members) {
    Entity entity = new Entity();
    entity.members.putAll(members);
    objects.put(id, entity);
    for (ObjectId member : members.values()) {
      Blob blob = blobs.get(member);
      if (blob != null && !blob.deleted) blob.owner = null;
    }
    made(connection, id);
  }

  private void made(int connection, ObjectId id) {
    Build build = builds.get(connection);
    if (build != null) build.made.add(id);
  }

  public void reference(int connection, ObjectId id, int pins) {
    Blob blob = blobs.get(id);
    if (blob != null && !blob.deleted) {
      blob.pinsOfHolders.merge(connection, pins, Integer::sum);
    }
  }

  public void unpin(int connection, ObjectId id) {
    Blob blob = blobs.get(id);
    if (blob == null) return;
    if (blob.pinsOfHolders.computeIfPresent(connection, (c, pins) -> pins - 1) == null) return;
    blob.pinsOfHolders.remove(connection, 0);
  }

  public void release(int connection, ObjectId id) {
    Blob blob = blobs.get(id);
    if (blob != null) blob.pinsOfHolders.remove(connection);
  }

  public void persist(ObjectId id) {
    Entity entity = objects.get(id);
    if (entity == null) return;
    entity.persistent = true;
    entity.members.values().forEach(this::persist);
  }

  public void name(int connection, String name, @Nullable ObjectId id) {
    Optional<ObjectId> before = Optional.ofNullable(names.get(name));
    if (id == null && before.isEmpty()) return;
    Build build = builds.get(connection);
    if (build != null) {
      build.before.putIfAbsent(name, before);
      build.after.put(name, Optional.ofNullable(id));
    }
    setName(name, id);
  }

  private void setName(String name, @Nullable ObjectId id) {
    if (id == null) names.remove(name);
    else names.put(name, id);
  }

  public Set<ObjectId> delete(
      int connection, Collection<ObjectId> requested, Collection<DeleteOption> options) {
    Set<ObjectId> gone = new HashSet<>();
    boolean deep = options.contains(DeleteOption.DEEP);
    if (options.contains(DeleteOption.FASTPATH)) {
      gone.addAll(requested);
    } else if (options.contains(DeleteOption.FORCE)) {
      gone.addAll(deleteByForce(requested, deep));
    } else {
      List<ObjectId> left = new ArrayList<>(new LinkedHashSet<>(requested));
      while (!left.isEmpty()) {
        ObjectId top = left.stream().filter(id -> !isBelowAny(id, left)).findFirst().orElseThrow();
        left.remove(top);
        if (parents(top).isEmpty()) gone.addAll(cascade(Set.of(top), take(top, deep)));
      }
    }
    Set<ObjectId> goneBlobs = new HashSet<>();
    for (ObjectId id : gone) {
      Blob blob = blobs.get(id);
      if (blob == null || blob.deleted) continue;
      deleteBlob(connection, blob);
      goneBlobs.add(id);
    }
    return goneBlobs;
  }

  private void deleteBlob(int connection, Blob blob) {
    blob.deleted = true;
    blob.owner = null;
    blob.pinsOfHolders.remove(connection);
  }

  private boolean isBelowAny(ObjectId id, Collection<ObjectId> others) {
    return ancestors(id).stream().anyMatch(others::contains);
  }

  private Set<ObjectId> parents(ObjectId id) {
    Set<ObjectId> parents = new HashSet<>();
    objects.forEach((parent, entity) -> {
      if (entity.members.containsValue(id)) parents.add(parent);
    });
    return parents;
  }

  private Set<ObjectId> ancestors(ObjectId id) {
    Set<ObjectId> all = new HashSet<>();
    for (ObjectId parent : parents(id)) {
      all.add(parent);
      all.addAll(ancestors(parent));
    }
    return all;
  }

  private Set<ObjectId> deleteByForce(Collection<ObjectId> requested, boolean deep) {
    Set<ObjectId> forced = new HashSet<>(requested);
    requested.forEach(id -> forced.addAll(ancestors(id)));
    Set<ObjectId> members = new HashSet<>();
    forced.forEach(id -> members.addAll(take(id, deep && requested.contains(id))));
    return cascade(forced, members);
  }

  /// What goes when `first` has gone and `candidates` were members of it.
  private Set<ObjectId> cascade(Set<ObjectId> first, Set<ObjectId> candidates) {
    Set<ObjectId> gone = new HashSet<>(first);
    while (true) {
      Optional<ObjectId> next =
          candidates.stream().filter(c -> !gone.contains(c) && parents(c).isEmpty()).findFirst();
      if (next.isEmpty()) return gone;
      gone.add(next.get());
      candidates.addAll(take(next.get(), true));
    }
  }

  /// Takes an object out and returns those of its members that may go too.
  private Set<ObjectId> take(ObjectId id, boolean deep) {
    Entity entity = objects.remove(id);
    Set<ObjectId> members = new HashSet<>();
    if (entity == null) return members;
    for (ObjectId member : entity.members.values()) {
      if (deep || member.isBlob()) members.add(member);
    }
    return members;
  }

  public void begin(int connection) {
    builds.put(connection, new Build());
  }

  public void commit(int connection) {
    builds.remove(connection);
  }

  public void rollback(int connection) {
    Build build = builds.remove(connection);
    if (build == null) return;
    build.after.forEach((name, after) -> {
      if (!Optional.ofNullable(names.get(name)).equals(after)) return;
      ObjectId before = requireNonNull(build.before.get(name)).orElse(null);
      setName(name, before != null && objects.containsKey(before) ? before : null);
    });
    delete(connection, build.made, Set.of(DeleteOption.FORCE));
  }

  public void leave(int connection, boolean orderly) {
    rollback(connection);
    for (Blob blob : blobs.values()) {
      if (blob.owner == null || blob.owner != connection) continue;
      Optional<Integer> heir =
          connections.stream()
              .filter(c -> c != connection && blob.pinsOfHolders.containsKey(c))
              .findFirst();
      if (!blob.sealed || (!orderly && heir.isEmpty())) deleteBlob(connection, blob);
      else blob.owner = orderly ? null : heir.get();
    }
    blobs.values().forEach(blob -> blob.pinsOfHolders.remove(connection));
    connections.remove(connection);
  }
}

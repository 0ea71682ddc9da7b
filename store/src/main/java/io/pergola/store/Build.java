package io.pergola.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an open build made, so that it can be undone: ids of objects and blobs, and what names
/// meant before. Guarded by the store's lock.
final class Build {
  /// @param before what the name pointed to when the build first changed it
  /// @param now what the build made of it last
  record NameChange(Optional<ObjectId> before, Optional<ObjectId> now) {}

  final Set<ObjectId> created = new LinkedHashSet<>();
  final Map<String, NameChange> names = new HashMap<>();

  void nameChanged(String name, Optional<ObjectId> before, Optional<ObjectId> now) {
    NameChange earlier = names.get(name);
    names.put(name, new NameChange(earlier == null ? before : earlier.before(), now));
  }
}

package io.pergola.rpc.client;

import io.pergola.store.Blob;
import io.pergola.store.ObjectId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The blobs that one connection references on the server, each with the pins on it.
final class Held {
  private final Map<ObjectId, Entry> entries = new HashMap<>();

  private static final class Entry {
    int pins;
    @Nullable Blob blob;
  }

  /// Puts a pin on a blob that the server has just referenced.
  void add(Blob blob) {
    Entry entry = entries.computeIfAbsent(blob.id(), none -> new Entry());
    entry.pins++;
    entry.blob = blob;
  }

  /// Puts one more pin on a blob, if it is pinned and known to be there.
  Optional<Blob> again(ObjectId id) {
    Entry entry = entries.get(id);
    if (entry == null || entry.blob == null) return Optional.empty();
    entry.pins++;
    return Optional.of(entry.blob);
  }

  /// Takes a pin off.
  ///
  /// @return whether it was the last, so that the reference is to be given back
  boolean remove(ObjectId id) {
    Entry entry = entries.get(id);
    if (entry == null || --entry.pins > 0) return false; // null: its deletion ended the reference
    entries.remove(id);
    return true;
  }

  /// Forgets blobs whose references ended with their deletion.
  void end(Set<ObjectId> deleted) {
    entries.keySet().removeAll(deleted);
  }

  /// From now on it is unknown which of these blobs are still there.
  void distrust() {
    entries.values().forEach(entry -> entry.blob = null);
  }
}

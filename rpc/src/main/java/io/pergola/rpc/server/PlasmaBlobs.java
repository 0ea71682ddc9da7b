package io.pergola.rpc.server;

import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names that clients of one Plasma session gave to its blobs, and who references which. For
/// any thread.
final class PlasmaBlobs {
  /// A blob with a name.
  ///
  /// @param id its id, which only the server uses
  /// @param noted what its creator noted as its size
  record Named(ObjectId id, long noted) {}

  private record Entry(Named blob, Set<PlasmaAnswers> holders) {}

  private final Map<String, Entry> entries = new HashMap<>();

  /// Names a new blob, which its creator references.
  ///
  /// @return whether the name was free
  synchronized boolean add(String name, Named blob, PlasmaAnswers creator) {
    Entry entry = new Entry(blob, new HashSet<>(Set.of(creator)));
    return entries.putIfAbsent(name, entry) == null;
  }

  synchronized Optional<Named> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::blob);
  }

  /// @throws StoreException.NotFound if there is no blob of that name
  Named require(String name) {
    return find(name).orElseThrow(() -> new StoreException.NotFound("no blob '" + name + "'"));
  }

  /// Notes that a client references a blob.
  synchronized void hold(String name, PlasmaAnswers holder) {
    Entry entry = entries.get(name);
    if (entry != null) entry.holders.add(holder);
  }

  /// How many clients reference a blob.
  synchronized int holders(String name) {
    Entry entry = entries.get(name);
    return entry == null ? 0 : entry.holders.size();
  }

  /// Ends a client's reference.
  ///
  /// @return whether it was the last one; then the blob has no name any more
  /// @throws StoreException.NotFound if the client does not reference the blob
  synchronized boolean release(String name, PlasmaAnswers holder) {
    Entry entry = entries.get(name);
    if (entry == null || !entry.holders.remove(holder)) {
      throw new StoreException.NotFound("this client does not reference a blob '" + name + "'");
    }
    return entry.holders.isEmpty() && entries.remove(name) != null;
  }

  /// Takes a name away.
  synchronized void remove(String name) {
    entries.remove(name);
  }

  /// Ends all references of a client.
  ///
  /// @return the blobs that nobody references any more, which have no names then
  synchronized List<ObjectId> leave(PlasmaAnswers holder) {
    List<ObjectId> unreferenced =
        entries.values().stream()
            .filter(entry -> entry.holders.remove(holder) && entry.holders.isEmpty())
            .map(entry -> entry.blob.id)
            .toList();
    entries.values().removeIf(entry -> unreferenced.contains(entry.blob.id));
    return unreferenced;
  }
}

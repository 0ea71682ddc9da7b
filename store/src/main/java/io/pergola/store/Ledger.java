package io.pergola.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one connection has: its references, the blobs that nobody else could give back, and the
/// build that it has open. Guarded by the store's lock.
final class Ledger {
  /// Who this is, for messages.
  final String peer;

  /// Whether it came over TCP.
  final boolean remote;

  /// One connection's reference to a blob. It ends when the client has released it and the last pin
  /// is off.
  static final class Reference {
    final BlobEntry blob;

    /// Taken by the client, who must release it.
    boolean held;

    /// Taken by this process: readers, and transfers of the blob's bytes.
    int pins;

    Reference(BlobEntry blob) {
      this.blob = blob;
    }
  }

  /// The blobs that this connection references, also deleted ones; each counts once.
  final Map<ObjectId, Reference> references = new HashMap<>();

  /// The blobs that it created and that no metadata links.
  final Set<BlobEntry> owned = new LinkedHashSet<>();

  /// A memory file in which the connection allocates by itself.
  ///
  /// @param file the file
  /// @param byteSize how much of it may be used
  record Arena(SideFile file, long byteSize) {}

  /// Those that it made and has not finished, by number.
  final Map<Integer, Arena> arenas = new HashMap<>();

  @Nullable Build build;

  Ledger(String peer, boolean remote) {
    this.peer = peer;
    this.remote = remote;
  }

  /// The bytes of deleted blobs that stay because of this connection.
  long deletedBytes() {
    return bytes(
        references.values().stream()
            .map(held -> held.blob)
            .filter(blob -> blob.deleted && blob.memoryAt != BlobEntry.NOWHERE));
  }

  private static long bytes(Stream<BlobEntry> blobs) {
    return blobs.mapToLong(blob -> blob.byteSize).sum();
  }

  ConnectionStatus status() {
    return new ConnectionStatus(
        peer,
        remote,
        references.size(),
        bytes(references.values().stream().map(held -> held.blob)),
        deletedBytes(),
        owned.size(),
        bytes(owned.stream()));
  }
}

package io.pergola.store;

/// The heap that clients may take for what a store knows of their objects: metadata, names, the
/// places of blobs, and who references them. Guarded by the store's lock.
///
/// Numbers are estimates on the high side. So a client that creates objects without end is refused
/// before the server runs out of heap, which would hit all others.
final class HeapBudget {
  /// A blob's entry, the id in the tables of its creator, and a free range beside it.
  static final long BLOB = 500;

  /// One connection's reference to a blob, which may outlive the blob's entry.
  static final long REFERENCE = 200;

  /// An object's entry, its place in the graph of dependencies and its signature.
  static final long OBJECT = 600;

  /// A link to a member, in both directions.
  static final long LINK = 200;

  /// A name's entry, without its characters.
  static final long NAME = 200;

  private final long limit;
  private long used;

  HeapBudget(long limit) {
    this.limit = limit;
  }

  /// Half of what the JVM may take.
  static HeapBudget ofProcess() {
    return new HeapBudget(Runtime.getRuntime().maxMemory() / 2);
  }

  /// Counts bytes before they are used.
  ///
  /// @throws StoreException.Full if there are not so many
  void take(long bytes) {
    require(bytes);
    used += bytes;
  }

  /// Checks that there are so many bytes.
  ///
  /// @throws StoreException.Full if not
  void require(long bytes) {
    if (bytes > limit - used) {
      throw new StoreException.Full(
          ("no room for metadata: objects, names, blobs and references already take about %d of %d bytes of"
                  + " heap; delete some, put data into blobs, or give the server a larger heap")
              .formatted(used, limit));
    }
  }

  /// Counts what must not be refused.
  void adjust(long bytes) {
    used += bytes;
  }

  /// Takes back what was counted.
  void give(long bytes) {
    used -= bytes;
  }

  long used() {
    return used;
  }
}

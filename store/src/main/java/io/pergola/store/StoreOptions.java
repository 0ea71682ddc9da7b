package io.pergola.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How to open an [EmbeddedStore].
///
/// @param byteSize how many bytes all blobs together may have
/// @param instanceId the number of this store among those of its cluster
/// @param hostname the name of this machine, for [ObjectStore#clusterMeta]
/// @param deployment `local` or `distributed`; information only
/// @param prefault which pages are touched before a blob needs them
/// @param streamShare the share of the memory that may be used before writers of streams wait
/// @param spill where blobs go that the memory has no room for
public record StoreOptions(
    long byteSize,
    long instanceId,
    String hostname,
    String deployment,
    Prefault prefault,
    double streamShare,
    Optional<SpillOptions> spill) {
  /// The smallest store.
  public static final long MIN_BYTES = 4096;

  /// @throws StoreException.Invalid if a share is not from 0 to 1, or the size is smaller than
  ///   [#MIN_BYTES] or beyond any memory
  public StoreOptions {
    if (byteSize < MIN_BYTES || byteSize > 1L << 46) {
      throw new StoreException.Invalid(
          "a store can't have %d bytes; give it %d to %d".formatted(byteSize, MIN_BYTES, 1L << 46));
    }
    if (!(streamShare >= 0 && streamShare <= 1)) {
      throw new StoreException.Invalid(
          "streams can't use a share of %s of the memory; give them 0 to 1".formatted(streamShare));
    }
  }

  /// A single store of that size.
  public static StoreOptions ofSize(long byteSize) {
    return new StoreOptions(
        byteSize, 0, localHostname(), "local", Prefault.NOTHING, 0.8, Optional.empty());
  }

  /// The same with another instance number.
  public StoreOptions withInstanceId(long number) {
    return new StoreOptions(byteSize, number, hostname, deployment, prefault, streamShare, spill);
  }

  /// The same with another host name.
  public StoreOptions withHostname(String name) {
    return new StoreOptions(byteSize, instanceId, name, deployment, prefault, streamShare, spill);
  }

  /// The same with another deployment.
  public StoreOptions withDeployment(String kind) {
    return new StoreOptions(byteSize, instanceId, hostname, kind, prefault, streamShare, spill);
  }

  /// The same with other pages touched ahead.
  public StoreOptions withPrefault(Prefault wanted) {
    return new StoreOptions(byteSize, instanceId, hostname, deployment, wanted, streamShare, spill);
  }

  /// The same with another share of the memory for streams.
  public StoreOptions withStreamShare(double share) {
    return new StoreOptions(byteSize, instanceId, hostname, deployment, prefault, share, spill);
  }

  /// The same, with a place for blobs that the memory has no room for.
  public StoreOptions withSpill(SpillOptions options) {
    return new StoreOptions(
        byteSize, instanceId, hostname, deployment, prefault, streamShare, Optional.of(options));
  }

  private static String localHostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException unknown) {
      return "localhost";
    }
  }
}

package io.pergola.store;

/// A store at one moment. Sizes are in bytes.
///
/// @param instanceId the number of this instance in its cluster
/// @param deployment `local` or `distributed`
/// @param memoryUsage sum of the sizes of all blobs in memory that are not deleted
/// @param memoryLimit what the store may hold
/// @param deletedBytes deleted, but still referenced by a live connection
/// @param spilledBytes on disk, because memory had no room for them
/// @param deferredRequests requests that wait for something to appear
/// @param ipcConnections open local connections
/// @param rpcConnections open TCP connections
public record StoreStatus(
    long instanceId,
    String deployment,
    long memoryUsage,
    long memoryLimit,
    long deletedBytes,
    long spilledBytes,
    int deferredRequests,
    int ipcConnections,
    int rpcConnections) {
  /// The same with another number of requests that wait.
  public StoreStatus withDeferredRequests(int count) {
    return new StoreStatus(
        instanceId,
        deployment,
        memoryUsage,
        memoryLimit,
        deletedBytes,
        spilledBytes,
        count,
        ipcConnections,
        rpcConnections);
  }
}

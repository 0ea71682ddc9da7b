/// Connects to a store in another process: Pergola's own server, or any that speaks Vineyard's
/// protocol.
///
/// Start at [io.pergola.rpc.client.ObjectStores]. What goes over the socket is specified in the
/// package `io.pergola.rpc.protocol`.
///
/// ```
/// StoreClient ── ClientBlobs                  counts pins, so that the server is told of the last
///      │             │
///      └─────── ServerLink ── ReceivedFiles   one request at a time; files mapped once
///                    │
///               NativeSocket                  exact reads, so that no descriptor is lost
/// ```
///
/// A connection belongs to all threads of its process; their requests go one after the other. Who
/// wants more at once opens more connections.
@NullMarked
package io.pergola.rpc.client;

import org.jspecify.annotations.NullMarked;

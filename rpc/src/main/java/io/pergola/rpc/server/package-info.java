/// Serves an embedded store to other processes of this machine.
///
/// Start at [io.pergola.rpc.server.StoreServer]. What goes over the socket is specified in the
/// package `io.pergola.rpc.protocol`.
///
/// ```
/// accept ── ClientHandler ── FrameReader      bytes → frames, one at a time
///                │
///          ClientSession ── PassedFiles       request → answer: a reply and descriptors
///                │
///          StoreConnection (one a client: its references, unsealed blobs, build)
/// ```
///
/// Two threads serve all clients; each client stays with one of them. A request that waits is kept
/// by its handler, and `Deferrals` lets it try again after each change of the store. What a client
/// can make the server hold is one frame, one read beyond it, and one reply.
@NullMarked
package io.pergola.rpc.server;

import org.jspecify.annotations.NullMarked;

/// Drives servers of the wire protocol with the cheapest client that can be had, side by side.
///
/// [SmallBlobs] measures any number of servers in one sitting; [EchoServer] is the floor: the same
/// kind of socket without a store behind it. Start them with `bench/small-blobs.py`.
@NullMarked
package io.pergola.bench.wire;

import org.jspecify.annotations.NullMarked;

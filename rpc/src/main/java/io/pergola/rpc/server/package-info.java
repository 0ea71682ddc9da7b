/// Serves an embedded store to other processes of this machine.
///
/// Start at [io.pergola.rpc.server.StoreServer].
@NullMarked
package io.pergola.rpc.server;

import org.jspecify.annotations.NullMarked;

/// Connects to a store in another process.
///
/// Start at [io.pergola.rpc.client.ObjectStores].
@NullMarked
package io.pergola.rpc.client;

import org.jspecify.annotations.NullMarked;

/// Keeps objects: metadata trees over sealed blobs in shared memory, with their lifetimes.
///
/// Knows no graphs and opens no sockets. Start at [io.pergola.store.ObjectStore].
@NullMarked
package io.pergola.store;

import org.jspecify.annotations.NullMarked;

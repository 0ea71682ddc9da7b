/// Brings objects of other instances here, Pergola's or Vineyard's: metadata from what the cluster
/// shares, blobs over TCP from the instance that has them.
///
/// ```
/// Migrations ── Migration      one object: fetch, compare checksums, create, persist
///                   │
///               PeerLink       one connection to another instance
/// ```
///
/// The copy keeps the signature of the original, so global objects that link the one find the
/// other.
@NullMarked
package io.pergola.rpc.migration;

import org.jspecify.annotations.NullMarked;

/// Several stores as one cluster: they share what is persistent.
///
/// Start at [io.pergola.rpc.cluster.EtcdMember]. The keys in etcd are those of Vineyard's servers,
/// so both kinds of servers can be in one cluster: `<prefix>/S<session>/<path>`, with the paths and
/// values of [io.pergola.store.MetaChange]. A change is made under the lock
/// `<prefix>/S<session>/meta_sync_lock`, by one that has seen all changes before, in transactions
/// of at most 127 operations.
///
/// ```
/// EtcdMember ── Heartbeat      tells that this instance lives, and looks after its neighbor
///      │    └── ClusterView    keeps the store in step; Progress says how far it has come
///   EtcdLink ── EtcdKeys       one connection to etcd, given up at the first failure
/// ```
@NullMarked
package io.pergola.rpc.cluster;

import org.jspecify.annotations.NullMarked;

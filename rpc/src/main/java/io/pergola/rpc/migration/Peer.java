package io.pergola.rpc.migration;

/// Another instance.
///
/// @param instance its number
/// @param endpoint where it listens on TCP
record Peer(long instance, String endpoint) {}

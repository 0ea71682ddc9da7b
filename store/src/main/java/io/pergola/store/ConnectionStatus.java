package io.pergola.store;

/// What one connection of a store holds at one moment. Sizes are in bytes.
///
/// @param peer who it is, such as `process 4711 (python3)`
/// @param remote whether it came over TCP
/// @param references how many blobs it references, also deleted ones
/// @param referencedBytes what these take
/// @param deletedBytes what the deleted ones among them take; it stays taken until it lets go
/// @param ownBlobs how many blobs it created that no metadata links
/// @param ownBytes what these take; it goes when the connection dies
public record ConnectionStatus(
    String peer,
    boolean remote,
    int references,
    long referencedBytes,
    long deletedBytes,
    int ownBlobs,
    long ownBytes) {}

package io.pergola.cli.picture;

/// A vertex of the map.
///
/// @param code such as `ORD`
/// @param name such as `Chicago O'Hare International`
/// @param longitude degrees, west is negative
/// @param latitude degrees
/// @param rank its PageRank
/// @param fid the fragment that owns it
public record Airport(
    String code, String name, double longitude, double latitude, double rank, int fid) {}

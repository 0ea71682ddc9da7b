package io.pergola.cli.picture;

/// An edge of the map: the flights in one direction.
///
/// @param from an airport's code
/// @param to an airport's code
/// @param flights how many a year
public record Route(String from, String to, long flights) {}

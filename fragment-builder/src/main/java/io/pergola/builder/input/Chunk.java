package io.pergola.builder.input;

/// A run of whole records in a file.
///
/// @param sequence its number in the scan, from 0
/// @param file the file's index in the scan
/// @param offset where it begins
/// @param length bytes
public record Chunk(int sequence, int file, long offset, int length) {}

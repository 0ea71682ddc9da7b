package io.pergola.store;

/// Which pages of a store's memory are touched before a blob needs them. Touching a page for the
/// first time takes longer than copying it, so a blob that finds its pages touched is written
/// almost twice as fast.
public enum Prefault {
  /// None: memory is taken when it is used.
  NOTHING,
  /// The next 256 MiB, or an eighth of a store of less than 2 GiB, in the background.
  AHEAD,
  /// All, in the background; they are kept even when nobody uses them.
  EVERYTHING
}

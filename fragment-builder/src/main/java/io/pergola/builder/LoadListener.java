package io.pergola.builder;

/// Hears how far a load has come.
@FunctionalInterface
public interface LoadListener {
  /// Listens to nothing.
  LoadListener SILENT = (phase, done, total) -> {};

  /// Called from time to time, by one thread at a time, which need not be the caller's. Must be
  /// quick.
  ///
  /// @param phase `plan`, `read vertices`, `read edges`, `number`, `resolve`, `build` or `seal`
  /// @param done how much of it is done: bytes when reading, otherwise steps
  /// @param total how much there is
  void progress(String phase, long done, long total);
}

package io.pergola.builder;

import io.pergola.builder.stage.Staging;
import io.pergola.builder.stage.Workers;

/// What all steps of a load share.
///
/// @param staging memory for what is as large as the input
/// @param workers the threads
/// @param progress where they tell how far they are
record LoadResources(Staging staging, Workers workers, Progress progress) implements AutoCloseable {
  static LoadResources of(LoadOptions.Limits limits, Progress progress) {
    Staging staging = new Staging(limits.memoryBytes(), limits.scratch());
    Workers workers = new Workers(limits.threads(), staging::relieve);
    return new LoadResources(staging, workers, progress);
  }

  @Override
  public void close() {
    workers.close();
    staging.close();
  }
}

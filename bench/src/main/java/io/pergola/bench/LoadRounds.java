package io.pergola.bench;

import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadSpec;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreOptions;
import java.util.List;

/// Loads one source of edges several times in one process and prints the seconds of each round, of
/// which the first is cold. See `bench/loading.py`.
public final class LoadRounds {
  private LoadRounds() {}

  /// Arguments: rounds, threads, the store's size in MiB, the source.
  public static void main(String[] arguments) {
    LoadOptions options =
        LoadOptions.defaults().withThreads(Integer.parseInt(arguments[1])).withReplace(true);
    LoadSpec spec = new LoadSpec("g", List.of(), List.of(EdgeInput.parse(arguments[3])), options);
    try (EmbeddedStore store =
            EmbeddedStore.open(StoreOptions.ofSize(Long.parseLong(arguments[2]) << 20));
        StoreConnection connection = store.connect()) {
      for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
        long begin = System.nanoTime();
        GraphLoader.load(connection, spec, LoadListener.SILENT);
        System.out.println((System.nanoTime() - begin) / 1e9);
      }
    }
  }
}

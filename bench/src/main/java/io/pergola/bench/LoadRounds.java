package io.pergola.bench;

import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadSpec;
import io.pergola.builder.VertexInput;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreOptions;
import java.util.List;

/// Loads edges, or vertices and edges, several times in one process and prints the seconds of each
/// round, of which the first is cold. See `bench/loading.py`.
public final class LoadRounds {
  private LoadRounds() {}

  /// Arguments: rounds, threads, the store's size in MiB, the vertices if there are any, the edges.
  public static void main(String[] arguments) {
    LoadOptions options =
        LoadOptions.defaults().withThreads(Integer.parseInt(arguments[1])).withReplace(true);
    String edges = arguments[arguments.length - 1];
    List<VertexInput> vertices =
        arguments.length < 5 ? List.of() : List.of(VertexInput.parse(arguments[3]));
    LoadSpec spec = new LoadSpec("g", vertices, List.of(EdgeInput.parse(edges)), options);
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

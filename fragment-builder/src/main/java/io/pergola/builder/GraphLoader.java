package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import io.pergola.builder.stage.HeapFull;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.HashSet;
import java.util.Set;

/// Loads graphs from files into a store.
///
/// ```java
/// LoadSpec spec =
///     new LoadSpec(
///         "flights",
///         List.of(VertexInput.parse("airport=airports.csv#id=iata")),
///         List.of(EdgeInput.parse("flight=flights.csv#src=origin&dst=destination")),
///         LoadOptions.defaults().withFragments(2));
/// LoadResult result = GraphLoader.load(store, spec, LoadListener.SILENT);
/// ```
public final class GraphLoader {
  private static final int LEAST_CHUNK = 1 << 18;
  private static final int LARGEST_CHUNK = 1 << 22;

  private GraphLoader() {}

  /// Loads a graph: afterwards the spec's name points to its group. A load that fails leaves
  /// nothing in the store.
  ///
  /// @throws LoadException if the input can't be loaded
  /// @throws StoreException.Exists if there is such a graph and it shall not be replaced
  /// @throws StoreException.Full if the store has no room for the fragments
  /// @throws StoreException.Invalid if a build is open on this connection
  public static LoadResult load(ObjectStore store, LoadSpec spec, LoadListener listener) {
    long share = spec.options().limits().memoryBytes() / 64;
    return load(store, spec, listener, Math.clamp(share, LEAST_CHUNK, LARGEST_CHUNK));
  }

  /// @param chunkBytes how much of a file a thread parses at a time
  static LoadResult load(ObjectStore store, LoadSpec spec, LoadListener listener, int chunkBytes) {
    Set<Planner.WidenedColumn> widened = new HashSet<>();
    while (true) {
      try (LoadRun run = new LoadRun(store, spec, listener, chunkBytes, widened)) {
        return run.load();
      } catch (Widening wide) {
        // each time at least one column more is known to be double, so this ends
        widened.addAll(wide.columns());
      } catch (OutOfMemoryError full) {
        throw HeapFull.of(full);
      }
    }
  }
}

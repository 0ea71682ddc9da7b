package io.pergola.graphscope;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/// A small store for one test.
final class GraphStore implements AutoCloseable {
  private final EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(64 << 20));
  final ObjectStore store = embedded.connect();

  FragmentGroup load(GraphModel model, int fnum) {
    return NaiveFragments.write(store, model, fnum);
  }

  /// What is printed after a run on `fnum` fragments with two threads, lines sorted.
  String print(GraphModel model, int fnum, Algorithm algorithm) {
    Result result = run(model, fnum, algorithm, RunOptions.defaults().withThreads(2));
    return String.join("\n", print(result).lines().sorted().toList());
  }

  static String print(Result result) {
    StringBuilder out = new StringBuilder();
    try {
      result.print(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  Result run(GraphModel model, int fnum, Algorithm algorithm, RunOptions options) {
    return Analytics.run(store, load(model, fnum), algorithm, options);
  }

  /// What `use` makes of the open fragments of a model.
  <T> T with(GraphModel model, int fnum, Function<List<Fragment>, T> use) {
    List<Fragment> fragments = Fragments.open(store, load(model, fnum));
    try {
      return use.apply(fragments);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  @Override
  public void close() {
    store.close();
    embedded.close();
  }
}

package io.pergola.bench.open;

import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Triple;
import io.pergola.graphscope.Analytics;
import io.pergola.graphscope.RunOptions;
import io.pergola.graphscope.Wcc;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The way to a first neighbor, for `bench/analytics.py --part open`: arguments are a socket, a
/// graph of one fragment and one of several.
final class FirstNeighbor {
  private static final int ROUNDS = 200;

  private FirstNeighbor() {}

  /// Prints lines that end with `N ms`.
  public static void main(String[] arguments) {
    try (ObjectStore store = ObjectStores.connect(Path.of(arguments[0]))) {
      FragmentGroup one = Fragments.getGroup(store, arguments[1]);
      ObjectId id = one.fragments().getFirst().id();
      int first = firstNeighbor(store, id);
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      print("cold, process start to first neighbor", (System.currentTimeMillis() - started) * 1e6);
      FragmentGroup cut = Fragments.getGroup(store, arguments[2]);
      double[] opened = new double[ROUNDS];
      double[] routed = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        if (firstNeighbor(store, id) != first) throw new IllegalStateException("it changes");
        opened[round] = System.nanoTime() - begin;
        begin = System.nanoTime();
        route(store, cut);
        routed[round] = System.nanoTime() - begin;
      }
      report("getFragment to first neighbor, warm", opened);
      report(cut.fnum() + " fragments, opened and routed, warm", routed);
    }
  }

  private static int firstNeighbor(ObjectStore store, ObjectId id) {
    try (Fragment fragment = Fragments.getFragment(store, id)) {
      Triple triple = fragment.schema().triples().getFirst();
      Csr out = fragment.out(triple);
      int vertex = 0;
      while (out.degree(vertex) == 0) vertex++;
      return out.neighbor(out.begin(vertex));
    }
  }

  /// What an engine does before it begins: the bound needs its index over all fragments, with who
  /// owns which outer vertices.
  private static void route(ObjectStore store, FragmentGroup group) {
    List<Fragment> fragments = Fragments.open(store, group);
    try {
      if (Analytics.memoryBound(fragments, new Wcc(), RunOptions.defaults()) == 0) {
        throw new IllegalStateException("a run needs memory");
      }
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  private static void report(String what, double[] nanoseconds) {
    double[] warm = Arrays.copyOfRange(nanoseconds, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    print(what + ", best", warm[0]);
    print(what + ", median", warm[warm.length / 2]);
  }

  private static void print(String what, double nanoseconds) {
    System.out.println(String.format(Locale.ROOT, "%s: %.2f ms", what, nanoseconds / 1e6));
  }
}

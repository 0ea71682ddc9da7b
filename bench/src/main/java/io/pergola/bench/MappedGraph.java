package io.pergola.bench;

import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadSpec;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An RMAT graph in a served store, as one fragment that is mapped through the client.
record MappedGraph(
    EmbeddedStore store,
    StoreServer server,
    ObjectStore client,
    FragmentGroup group,
    Fragment fragment)
    implements AutoCloseable {
  private static final int EDGES_A_VERTEX = 16;
  private static final long BYTES_AN_EDGE = 160;

  /// Directed.
  static MappedGraph rmat(int scale) throws IOException {
    return rmat(scale, LoadOptions.defaults());
  }

  static MappedGraph rmat(int scale, LoadOptions options) throws IOException {
    long edges = (long) EDGES_A_VERTEX << scale;
    Path directory = Files.createTempDirectory("bench-");
    Path file = directory.resolve("rmat.txt");
    EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(edges * BYTES_AN_EDGE));
    StoreServer server = StoreServer.start(store, directory.resolve("s"));
    ObjectStore client = ObjectStores.connect(server.socket());
    Rmat.write(scale, edges, file);
    LoadSpec spec = new LoadSpec("g", List.of(), List.of(EdgeInput.parse("e=" + file)), options);
    GraphLoader.load(client, spec, LoadListener.SILENT);
    Files.delete(file);
    FragmentGroup group = Fragments.getGroup(client, "g");
    Fragment fragment = Fragments.getFragment(client, group.fragments().getFirst().id());
    return new MappedGraph(store, server, client, group, fragment);
  }

  @Override
  public void close() {
    fragment.close();
    client.close();
    server.close();
    store.close();
  }
}

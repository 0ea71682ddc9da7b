package io.pergola.cli;

import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.GraphSpecFile;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadSpec;
import io.pergola.builder.VertexInput;
import io.pergola.builder.output.ExportFormat;
import io.pergola.builder.output.GraphExporter;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.BlobWriter;
import io.pergola.store.DeleteOption;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// Does what commands do, for the file of loaded classes that the launcher keeps: a server that
/// starts from it knows already which of its methods matter, and so does a run of an algorithm.
final class Rehearsal {
  /// Enough for the JVM to compile what serves a request.
  private static final int ROUNDS = 5_000;

  /// Enough for it to compile kernels, on a graph of so many vertices and edges.
  private static final String REPEAT = "40";

  /// Enough for it to compile what reads and builds.
  private static final int LOADS = 12;

  /// Enough for it to compile most of what converts.
  private static final int CONVERSIONS = 5;

  private static final int VERTICES = 1 << 13;
  private static final int EDGES = 1 << 17;

  private Rehearsal() {}

  /// Runs.
  public static void main(String[] args) throws IOException {
    Pergola.run(Console.ofProcess(), "--version");
    Path directory = Files.createTempDirectory("pergola");
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(128 << 20));
        StoreServer server = StoreServer.start(store, directory.resolve("s"));
        ObjectStore client = ObjectStores.connect(server.socket())) {
      for (int round = 0; round < ROUNDS; round++) putAndGet(client);
      load(client, server.socket(), directory);
      compute(server.socket(), directory);
    } finally {
      Leash.remove(directory);
    }
  }

  /// Loads edges from text, and from what they are exported to. Only the first time as a command:
  /// what reads its arguments would be taken for important too.
  private static void load(ObjectStore store, Path socket, Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("edges.csv"), edges());
    run("load", "g", "--socket", socket.toString(), "--edges", "e=" + file);
    load(store, List.of(), List.of(EdgeInput.parse("e=" + file)));
    Path exported = directory.resolve("exported");
    FragmentGroup group = Fragments.getGroup(store, "g");
    GraphExporter.export(store, group, exported, ExportFormat.PARQUET);
    GraphSpecFile spec = GraphSpecFile.read(exported.resolve(GraphExporter.SPEC));
    load(store, spec.vertices(), spec.edges());
  }

  private static void load(ObjectStore store, List<VertexInput> vertices, List<EdgeInput> edges) {
    LoadOptions options = LoadOptions.defaults().withReplace(true);
    LoadSpec spec = new LoadSpec("g", vertices, edges, options);
    for (int i = 0; i < LOADS; i++) GraphLoader.load(store, spec, LoadListener.SILENT);
  }

  /// Runs the algorithms on a graph with a few vertices of many edges, as most have.
  private static void compute(Path socket, Path directory) {
    String at = socket.toString();
    String edges = "e=" + directory.resolve("edges.csv");
    run("load", "g", "--replace", "--socket", at, "--undirected", "--edges", edges);
    run("run", "bfs", "g", "--socket", at, "-o", "json", "--repeat", REPEAT, "--source", "0");
    run("run", "sssp", "g", "--socket", at, "-o", "json", "--repeat", REPEAT, "--source", "0");
    run("run", "wcc", "g", "--socket", at, "-o", "json", "--repeat", REPEAT);
    run("run", "pagerank", "g", "--socket", at, "-o", "json", "--repeat", REPEAT);
    for (int round = 0; round < CONVERSIONS; round++) {
      run("convert", "g", "--socket", at, "--layout", "arrow", "-o", "json");
      run("convert", "g", "--socket", at, "--layout", "csr", "-o", "json");
    }
  }

  private static void run(String... words) {
    Pergola.run(Console.ofProcess(), words);
  }

  private static String edges() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder lines = new StringBuilder("source,target,weight\n0,1,1\n");
    for (int i = 0; i < EDGES; i++) {
      lines.append(skewed(random)).append(',').append(skewed(random));
      lines.append(',').append(random.nextInt(1, 100)).append('\n');
    }
    return lines.toString();
  }

  private static int skewed(SplittableRandom random) {
    double draw = random.nextDouble();
    return (int) (VERTICES * draw * draw * draw);
  }

  /// As other clients do it, a request for each step.
  private static void putAndGet(ObjectStore store) {
    BlobWriter writer = store.createBlob(64);
    ObjectMeta.Draft draft = ObjectMeta.draft("pergola::Rehearsal").put("round", 1);
    draft.blob("bytes", writer.seal(), store.instanceId());
    ObjectId id = store.create(draft).id();
    try (Pin pin = store.pin(store.meta(id).blobs(store.instanceId()))) {
      pin.blobs();
    }
    store.pinObjects(List.of(id)).close();
    store.delete(List.of(id), DeleteOption.DEEP);
  }
}

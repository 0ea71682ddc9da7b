package io.pergola.cli;

import io.pergola.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `pergola demo`: the main job from start to end, in separate processes.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    header = "Show the main job from start to end, on the flights of the United States.",
    description = {
      "",
      "Starts a server, loads airports and flights into 2 fragments from one process, runs"
          + " PageRank, components and shortest paths from others, and draws a map. Leaves nothing"
          + " but the map.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  pergola demo", "  pergola demo --svg /tmp/flights.svg"})
final class DemoCommand implements Callable<Integer> {
  private static final String SOURCE = "ATL";
  private static final String ITERATIONS = "30";

  private final Console console;
  private final int argumentCount;
  private final List<Child> children = new ArrayList<>();

  @Mixin private final Leash leash = new Leash();

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Where to draw the map (default: ${DEFAULT-VALUE}).")
  private Path svg = Path.of("pergola-demo.svg");

  DemoCommand(Console console, int argumentCount) {
    this.console = console;
    this.argumentCount = argumentCount;
  }

  @Override
  public Integer call() throws IOException {
    leash.fasten();
    Path data = dataDirectory();
    Path directory = Files.createTempDirectory("pergola-demo-");
    Thread ending = new Thread(() -> end(directory));
    Runtime.getRuntime().addShutdownHook(ending);
    play(data, directory);
    return 0;
  }

  private void play(Path data, Path directory) throws IOException {
    DemoStory story = new DemoStory(console.out());
    Path socket = directory.resolve("pergola.sock");
    Child server = startServer(directory, socket);
    story.served(server.pid(), socket);

    Child load = start(socket, load(data));
    story.loaded(load.pid(), load.result(server));

    Path ranks = directory.resolve("pagerank.txt");
    List<JsonNode> runs = new ArrayList<>();
    List<Long> pids = new ArrayList<>();
    for (List<String> arguments : runs(ranks)) {
      Child run = start(socket, arguments);
      pids.add(run.pid());
      runs.add(run.result(server));
    }
    DemoGraph graph = DemoGraph.read(socket, ranks);
    story.placed(graph.places());
    story.ran(pids, runs);
    story.ranked(graph.topTen());
    OutputFile.writeText(svg, graph::drawTo);
    story.drawn(svg);
  }

  private static List<String> load(Path data) {
    return List.of(
        "load",
        "flights",
        "--vertices",
        "airport=" + data.resolve("airports.csv") + "#id=iata",
        "--edges",
        "flight=" + data.resolve("flights-airport.csv") + "#src=origin&dst=destination",
        "--fragments",
        "2",
        "-o",
        "json");
  }

  private static List<List<String>> runs(Path ranks) {
    return List.of(
        List.of(
            "run",
            "pagerank",
            "flights",
            "--iterations",
            ITERATIONS,
            "-o",
            "json",
            "--output",
            ranks.toString()),
        List.of("run", "wcc", "flights", "-o", "json"),
        List.of("run", "sssp", "flights", "--source", SOURCE, "-o", "json"));
  }

  private Child startServer(Path directory, Path socket) throws IOException {
    Child server =
        start(socket, List.of("serve", "--size", "256Mi", "--remove-at-end", directory.toString()));
    server.awaitReady();
    return server;
  }

  private Child start(Path socket, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.add("--socket");
    all.add(socket.toString());
    synchronized (children) {
      Child child = Child.start(Child.prefix(argumentCount), all);
      children.add(child);
      return child;
    }
  }

  /// Runs when this process ends, however it does: the last first, the server at last, and then
  /// what they shared.
  private void end(Path directory) {
    synchronized (children) {
      children.reversed().forEach(Child::end);
    }
    Leash.remove(directory);
  }

  private static Path dataDirectory() {
    Path home = Path.of(System.getProperty("pergola.home", "."));
    Path data = home.resolve("examples/graphscope/data/flights");
    if (Files.isRegularFile(data.resolve("airports.csv"))) return data;
    throw new StoreException.NotFound(
        "the demo's data is not at %s; run ./pergola in the project's root".formatted(data));
  }
}

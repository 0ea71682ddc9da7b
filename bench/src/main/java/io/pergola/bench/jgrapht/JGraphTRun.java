package io.pergola.bench.jgrapht;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jgrapht.Graph;
import org.jgrapht.alg.clustering.LabelPropagationClustering;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.scoring.ClusteringCoefficient;
import org.jgrapht.alg.scoring.Coreness;
import org.jgrapht.alg.scoring.PageRank;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;

/// JGraphT's side of `bench/analytics.py`: prints a line `algorithm seconds…` for each.
final class JGraphTRun {
  private JGraphTRun() {}

  /// Arguments: edge file, source, repetitions, algorithms.
  public static void main(String[] arguments) throws IOException {
    Graph<Integer, DefaultWeightedEdge> graph = read(Path.of(arguments[0]));
    int source = Integer.parseInt(arguments[1]);
    int repeat = Integer.parseInt(arguments[2]);
    for (String algorithm : arguments[3].split(",", -1)) {
      List<String> seconds = new ArrayList<>();
      for (int i = 0; i < repeat; i++) {
        long begin = System.nanoTime();
        if (run(algorithm, graph, source) == 0) break;
        seconds.add(String.format(Locale.ROOT, "%.5f", (System.nanoTime() - begin) / 1e9));
      }
      if (!seconds.isEmpty()) System.out.println(algorithm + " " + String.join(" ", seconds));
    }
  }

  private static Graph<Integer, DefaultWeightedEdge> read(Path file) throws IOException {
    Graph<Integer, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        int from = Integer.parseInt(words[0]);
        int to = Integer.parseInt(words[1]);
        graph.addVertex(from);
        graph.addVertex(to);
        graph.setEdgeWeight(graph.addEdge(from, to), Integer.parseInt(words[2]));
      }
    }
    return graph;
  }

  /// Runs, and returns something of the result; 0 if JGraphT has no such algorithm.
  private static double run(
      String algorithm, Graph<Integer, DefaultWeightedEdge> graph, int source) {
    return switch (algorithm) {
      case "bfs" -> {
        int reached = 0;
        var vertices = new BreadthFirstIterator<>(graph, source);
        while (vertices.hasNext()) if (vertices.next() >= 0) reached++;
        yield reached;
      }
      case "wcc" -> new ConnectivityInspector<>(graph).connectedSets().size();
      case "pagerank" -> new PageRank<>(graph, 0.85, 10, 1e-300).getScores().size();
      case "sssp" -> 1 + new DijkstraShortestPath<>(graph).getPaths(source).getWeight(source);
      case "cdlp" ->
          new LabelPropagationClustering<>(graph, 10).getClustering().getNumberClusters();
      case "lcc" -> new ClusteringCoefficient<>(graph).getScores().size();
      case "kcore" -> 1 + new Coreness<>(graph).getDegeneracy();
      default -> 0;
    };
  }
}

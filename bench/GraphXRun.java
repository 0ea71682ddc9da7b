import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.graphx.Edge;
import org.apache.spark.graphx.Graph;
import org.apache.spark.graphx.lib.ConnectedComponents;
import org.apache.spark.graphx.lib.PageRank;
import org.apache.spark.graphx.lib.ShortestPaths;
import org.apache.spark.storage.StorageLevel;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/// Spark GraphX' side of analytics.py, in local mode with two threads: prints a line `algorithm
/// seconds…` for each. Its shortest paths count edges, as a breadth-first search does. Compiled by
/// analytics.py beside Spark's jars; no part of the build. Arguments: edge file, source,
/// repetitions, algorithms.
final class GraphXRun {
  private static final ClassTag<Object> INT = tag(ClassTag$.MODULE$.Int());

  private GraphXRun() {}

  @SuppressWarnings("unchecked")
  private static ClassTag<Object> tag(Object tag) {
    return (ClassTag<Object>) tag;
  }

  public static void main(String[] arguments) {
    SparkConf settings =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("analytics")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(settings)) {
      spark.setLogLevel("ERROR");
      Graph<Object, Object> graph = read(spark, arguments[0]);
      Map<String, Runnable> runs = runs(graph, Long.parseLong(arguments[1]));
      for (String algorithm : arguments[3].split(",", -1)) {
        if (runs.containsKey(algorithm))
          print(algorithm, runs.get(algorithm), Integer.parseInt(arguments[2]));
      }
    }
  }

  private static Graph<Object, Object> read(JavaSparkContext spark, String file) {
    StorageLevel memory = StorageLevel.MEMORY_ONLY();
    var edges = spark.textFile(file, 2).flatMap(GraphXRun::bothWays);
    Graph<Object, Object> graph = Graph.fromEdges(edges.rdd(), 1, memory, memory, INT, INT);
    graph.vertices().count();
    graph.edges().count();
    return graph;
  }

  private static java.util.Iterator<Edge<Object>> bothWays(String line) {
    String[] words = line.split(" ", -1);
    long source = Long.parseLong(words[0]);
    long target = Long.parseLong(words[1]);
    return List.of(new Edge<Object>(source, target, 1), new Edge<Object>(target, source, 1))
        .iterator();
  }

  private static Map<String, Runnable> runs(Graph<Object, Object> graph, long source) {
    Seq<Object> landmarks = CollectionConverters.asScala(List.<Object>of(source)).toSeq();
    return Map.of(
        "bfs", () -> ShortestPaths.run(graph, landmarks, INT).vertices().count(),
        "wcc", () -> ConnectedComponents.run(graph, INT, INT).vertices().count(),
        "pagerank", () -> PageRank.run(graph, 10, 0.15, INT, INT).vertices().count());
  }

  private static void print(String algorithm, Runnable run, int repeat) {
    List<String> seconds = new ArrayList<>();
    for (int i = 0; i < repeat; i++) {
      long begin = System.nanoTime();
      run.run();
      seconds.add(String.format(Locale.ROOT, "%.5f", (System.nanoTime() - begin) / 1e9));
    }
    System.out.println(algorithm + " " + String.join(" ", seconds));
  }
}

package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionersTest extends Loading {
  /// Four cliques-like groups of 100 vertices, joined by few edges; ids of a group are far apart.
  private void writeGroups() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      int group = random.nextInt(4);
      int other = random.nextInt(50) == 0 ? random.nextInt(4) : group;
      text.append(group + 4 * random.nextInt(100)).append(' ');
      text.append(other + 4 * random.nextInt(100)).append('\n');
    }
    file("g.txt", text.toString());
    edges.clear();
    edges.add("e=g.txt");
  }

  private PartitionReport report(PartitionerKind kind) {
    options = options.withFragments(4).withPartitioner(kind);
    LoadResult result = load();
    store.inspect(result, fragments -> assertEquals(4, fragments.size()));
    store.remove("g", result);
    return result.partition();
  }

  @Test
  void streamsFindGroupsThatRangesCut() {
    writeGroups();
    double ranges = report(PartitionerKind.RANGE).edgeCut();
    assertTrue(ranges > 0.7, () -> "ranges cut " + ranges);
    for (String name : List.of("ldg", "fennel", "ldg:edges", "fennel:edges")) {
      PartitionReport cut = report(PartitionerKind.parse(name));
      assertTrue(cut.edgeCut() < 0.6 * ranges, () -> name + " cuts " + cut.edgeCut());
      assertTrue(cut.vertexBalance() < 1.3, () -> name + " balances " + cut.vertexBalance());
      assertTrue(cut.replication() >= 1);
    }
  }

  @Test
  void edgesAreBalancedWhereAsked() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 600; i++) text.append("0 ").append(i).append('\n');
    for (int i = 600; i < 1200; i++) text.append(i).append(' ').append(i - 1).append('\n');
    file("g.txt", text.toString());
    edges.add("e=g.txt");
    double byVertices = report(PartitionerKind.LDG).vertexBalance();
    assertTrue(byVertices <= 1.06, () -> "vertices " + byVertices);
    PartitionReport byEdges = report(PartitionerKind.parse("ldg:edges"));
    assertTrue(byEdges.vertexBalance() > 1.06, () -> byEdges.toString());
  }

  @Test
  void aMetisFileSaysWhereEachVertexGoes() {
    file("g.csv", "a,b,w\n10,20,1\n20,30,2\n30,40,3\n40,10,4\n");
    var parts = file("g.part.2", "0\n1\n0\n1\n");
    edges.add("e=g.csv");
    options = options.withFragments(2).withPartitioner(PartitionerKind.parse(parts.toString()));
    LoadResult result = load();
    assertEquals(List.of("10", "30", "20", "40"), vertices(result, 0));
    assertEquals(List.of("10->20 w=1", "30->40 w=3", "20->30 w=2", "40->10 w=4"), edges(result, 0));
    assertEquals(1.0, result.partition().edgeCut());
    assertEquals(2.0, result.partition().replication());
  }

  @Test
  void metisFilesThatDoNotFitAreNamed() {
    file("g.csv", "a,b\n10,20\n20,30\n");
    edges.add("e=g.csv");
    for (String text : List.of("0\n1\n", "0\n1\n2\n", "0\n1\n0\n1\n", "0\nx\n0\n")) {
      var parts = file("p", text);
      options = options.withFragments(2).withPartitioner(PartitionerKind.parse(parts.toString()));
      String message = failure(LoadException.class);
      assertTrue(message.startsWith("p:"), message);
    }
  }
}

package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.VertexLabel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatsTest extends Loading {
  @Test
  void snapEdgeListsHaveCommentsAndBlanks() {
    file("g.txt", "# Nodes: 3 Edges: 3\n# From\tTo\n30\t10\n10\t20\n\n20 10\n");
    edges.add("e=g.txt");
    LoadResult result = load();
    assertEquals(List.of("10", "20", "30"), vertices(result, 0));
    assertEquals(List.of("10->20", "20->10", "30->10"), edges(result, 0));
    assertEquals("vertex", result.group().schema().vertexLabels().getFirst().name());
    assertEquals(Map.of("vertex", 3L), result.vertices());
    assertEquals(Map.of("e", 3L), result.edges());
  }

  @Test
  void theThirdColumnOfAnEdgeListIsItsWeight() {
    file("g.wel", "1 2 0.5\n2 1 7\n");
    edges.add("e=g.wel");
    assertEquals(List.of("1->2 weight=0.5", "2->1 weight=7.0"), edges(load(), 0));
  }

  @Test
  void graphalyticsFilesHaveWeightsAndNumberedProperties() {
    file("g.v", "1 10 a\n2 20 b\n4 40 c\n");
    file("g.e", "1 2 0.25\n2 4 3\n");
    vertices.add("v=g.v");
    edges.add("e=g.e");
    options = options.withUndirected(true);
    LoadResult result = load();
    VertexLabel label = result.group().schema().vertexLabels().getFirst();
    assertEquals(
        List.of(new Property("p1", PropertyType.INT64), new Property("p2", PropertyType.STRING)),
        label.properties());
    assertEquals(List.of("1 10 a", "2 20 b", "4 40 c"), vertices(result, 0));
    assertEquals(
        List.of("1->2 weight=0.25", "2->1 weight=0.25", "2->4 weight=3.0", "4->2 weight=3.0"),
        edges(result, 0));
    assertEquals(Map.of("e", 2L), result.edges());
  }

  @Test
  void moreColumnsOfEdgesAreNumberedAfterTheWeight() {
    file("g.e", "1 2 1.5 x 7\n");
    file("h.csv", "1,2,3,x\n");
    edges.add("e=g.e");
    edges.add("f=h.csv");
    LoadResult result = load();
    assertEquals(List.of("1->2 weight=1.5 p2=x p3=7"), edges(result, 0));
    assertEquals(List.of("1->2 p1=3 p2=x"), edges(result, 1));
  }

  @Test
  void tabsSeparateTheCellsOfTsvFiles() {
    file("v.tsv", "id\tname\nb\tBea, the \"first\"\na\t\n");
    file("e.tsv", "x\ty\na\tb\n");
    vertices.add("v=v.tsv");
    edges.add("e=e.tsv");
    LoadResult result = load();
    assertEquals(List.of("b Bea, the \"first\"", "a null"), vertices(result, 0));
    assertEquals(List.of("a->b"), edges(result, 0));
  }

  @Test
  void columnsAreChosenByNameOrPosition() {
    file("v.csv", "name,key\nAnn,7\nBob,8\n");
    file("e.csv", "w,b,a\n1.5,7,8\n");
    vertices.add("v=v.csv#id=key");
    edges.add("e=e.csv#src=2&dst=b");
    LoadResult result = load();
    assertEquals(List.of("7 Ann", "8 Bob"), vertices(result, 0));
    assertEquals(List.of("8->7 w=1.5"), edges(result, 0));
  }

  @Test
  void oneEndMayBeLeftToTheFirstOtherColumn() {
    file("e.csv", "a,b,c\n1,2,3\n");
    edges.add("e=e.csv#dst=a");
    edges.add("f=e.csv#src=b");
    LoadResult result = load();
    assertEquals(List.of("2->1 c=3"), edges(result, 0));
    assertEquals(List.of("2->1 c=3"), edges(result, 1));
  }

  @Test
  void filesOfALabelAreReadOneAfterTheOther() {
    file("a.csv", "id,x,y\n3,1,u\n1,2,v\n");
    file("b.csv", "y,id,x\nw,2,2.5\n");
    file("e.csv", "s,d\n1,2\n");
    file("f.csv", "s,d\n3,1\n1,2\n");
    vertices.addAll(List.of("v=a.csv", "v=b.csv#id=id"));
    edges.addAll(List.of("e=e.csv", "e=f.csv"));
    LoadResult result = load();
    assertEquals(List.of("3 1.0 u", "1 2.0 v", "2 2.5 w"), vertices(result, 0));
    assertEquals(List.of("3->1", "1->2", "1->2"), edges(result, 0));
  }

  @Test
  void anEdgeLabelMayJoinSeveralPairsOfVertexLabels() {
    file("person.csv", "id\n1\n2\n");
    file("city.csv", "id\nx\n");
    file("pp.csv", "a,b,since\n1,2,2001-02-03\n");
    file("pc.csv", "a,b,since\n2,x,\n");
    vertices.addAll(List.of("person=person.csv", "city=city.csv#types=id:string"));
    edges.add("likes=pp.csv#src_label=person&dst_label=person");
    edges.add("likes=pc.csv#src_label=person&dst_label=city");
    LoadResult result = load();
    EdgeLabel label = result.group().schema().edgeLabels().getFirst();
    assertEquals(
        List.of(new EdgeLabel.Relation(0, 0), new EdgeLabel.Relation(0, 1)), label.relations());
    assertEquals(List.of(new Property("since", PropertyType.DATE)), label.properties());
    assertEquals(List.of("1->2 since=2001-02-03"), edges(result, 0));
    assertEquals(List.of("2->x since="), edges(result, 1));
    assertEquals(Map.of("likes", 2L), result.edges());
  }

  @Test
  void verticesWithoutAFileComeFromEdgesInTheOrderOfTheirIds() {
    file("e.csv", "a,b\nz,ä\nb,z\n");
    edges.add("e=e.csv#src_label=left&dst_label=right");
    LoadResult result = load();
    assertEquals(List.of("b", "z"), vertices(result, 0));
    assertEquals(List.of("z", "ä"), vertices(result, 1));
  }

  @Test
  void newLabelsMayComeFromEdgesBesideOthersWithFiles() {
    file("v.csv", "id\n1\n");
    file("e.csv", "a,b\n1,x\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv#src_label=v&dst_label=tag&new_labels=true");
    LoadResult result = load();
    assertEquals(Map.of("v", 1L, "tag", 1L), result.vertices());
    assertEquals(List.of("1->x"), edges(result, 0));
  }

  @Test
  void typesCanBeGiven() {
    file("v.csv", "id,a,b\n1,1,2\n");
    file("e.txt", "1 1 5\n");
    vertices.add("v=v.csv#types=id:int32,a:uint8,b:string");
    edges.add("e=e.txt#types=weight:float");
    LoadResult result = load();
    VertexLabel label = result.group().schema().vertexLabels().getFirst();
    assertEquals(PropertyType.INT32, label.oidType());
    assertEquals(
        List.of(new Property("a", PropertyType.UINT8), new Property("b", PropertyType.STRING)),
        label.properties());
    assertEquals(
        List.of(new Property("weight", PropertyType.FLOAT)),
        result.group().schema().edgeLabels().getFirst().properties());
  }

  @Test
  void idsOfLabelsWithoutAFileCanBeGivenAtEitherEnd() {
    file("e.csv", "a,b\n1,2\n");
    edges.add("e=e.csv#types=a:int32");
    VertexLabel label = load().group().schema().vertexLabels().getFirst();
    assertEquals(PropertyType.INT32, label.oidType());
  }

  @Test
  void wholeNumbersThatTurnDecimalFurtherOnBecomeDouble() {
    StringBuilder text = new StringBuilder("a,b,x,y\n");
    for (int i = 0; i < 12_000; i++) text.append("1,2,3,4\n");
    file("e.csv", text + "1,2,0.5,1\n");
    edges.add("e=e.csv");
    LoadResult result = load();
    assertEquals(
        List.of(new Property("x", PropertyType.DOUBLE), new Property("y", PropertyType.INT64)),
        result.group().schema().edgeLabels().getFirst().properties());
    assertEquals("1->2 x=0.5 y=1", edges(result, 0).getLast());
  }

  @Test
  void sparseIdsAndNegativeOnesAreFound() {
    file("e.csv", "a,b\n-9223372036854775808,9223372036854775807\n0,-1\n123456789012,0\n");
    edges.add("e=e.csv");
    for (int fragments = 1; fragments <= 3; fragments++) {
      options = options.withFragments(fragments).withReplace(true);
      LoadResult result = load();
      assertEquals(5, vertices(result, 0).size());
      assertEquals(3, edges(result, 0).size());
    }
  }

  @Test
  void aFileWithOnlyAHeaderIsAnEmptyLabel() {
    file("v.csv", "id,name\n");
    file("e.csv", "a,b,w\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv");
    options = options.withFragments(3).withPartitioner(PartitionerKind.RANGE);
    LoadResult result = load();
    assertEquals(List.of(), vertices(result, 0));
    assertEquals(List.of(), edges(result, 0));
  }

  @Test
  void fewerVerticesThanFragmentsIsFine() {
    file("e.csv", "a,b\nx,y\n");
    edges.add("e=e.csv");
    for (PartitionerKind kind : List.of(PartitionerKind.HASH, PartitionerKind.RANGE)) {
      options = options.withFragments(4).withPartitioner(kind).withReplace(true);
      LoadResult result = load();
      assertEquals(2, vertices(result, 0).size());
      assertEquals(List.of("x->y"), edges(result, 0));
    }
  }

  @Test
  void rangesHaveEquallyManyVertices() {
    file("e.csv", "a,b\n1,2\n3,4\n5,6\n7,800\n");
    edges.add("e=e.csv");
    options = options.withFragments(4).withPartitioner(PartitionerKind.RANGE);
    LoadResult result = load();
    assertEquals(
        List.of(List.of(2L), List.of(2L), List.of(2L), List.of(2L)),
        result.group().fragments().stream().map(part -> part.vertices()).toList());
  }

  @Test
  void anUndirectedSelfLoopStandsTwice() {
    file("e.csv", "a,b,w\n1,1,5\n1,2,6\n");
    edges.add("e=e.csv");
    options = options.withUndirected(true);
    assertEquals(List.of("1->1 w=5", "1->1 w=5", "1->2 w=6", "2->1 w=6"), edges(load(), 0));
  }
}

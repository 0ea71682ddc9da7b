package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.pergola.builder.input.LoadException;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Formats of other systems, and compressed files.
class MoreFormatsTest extends Loading {
  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private void file(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  private static String randomEdges(int count) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("a,b,note\n");
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(50))
          .append(',')
          .append(random.nextInt(50))
          .append(",\"n\n")
          .append(i)
          .append("\"\n");
    }
    return text.toString();
  }

  @Test
  void compressedFilesAreReadAsTheyUnpack() throws IOException {
    String text = randomEdges(3_000);
    file("e.csv", text);
    file("e.csv.gz", gzip(text));
    file("e.csv.zst", Zstd.compress(text.getBytes(StandardCharsets.UTF_8)));
    edges.add("e=e.csv");
    LoadResult plain = load();
    List<String> expected = edges(plain, 0);
    store.remove("g", plain);
    for (String name : List.of("e.csv.gz", "e.csv.zst")) {
      edges.set(0, "e=" + name);
      LoadResult result = store.load(spec(), 700);
      assertEquals(expected, edges(result, 0), name);
      store.remove("g", result);
    }
  }

  @Test
  void membersOfAGzipFileFollowEachOther() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(gzip("a,b\n1,2\n"));
    both.writeBytes(gzip("2,3\n"));
    file("e.csv.gz", both.toByteArray());
    edges.add("e=e.csv.gz");
    assertEquals(List.of("1->2", "2->3"), edges(load(), 0));
  }

  @Test
  void badRecordsOfCompressedFilesHaveLines() throws IOException {
    file("e.csv.gz", gzip("a,b,w\n1,2,3\n2,3,4\n3,x,5\n"));
    edges.add("e=e.csv.gz#types=src:int64,dst:int64");
    assertTrue(failure(LoadException.BadRecord.class).startsWith("e.csv.gz:4: column 'b': 'x' "));
  }

  @Test
  void damagedArchivesAreNamed() throws IOException {
    byte[] packed = gzip(randomEdges(2_000));
    file("e.csv.gz", java.util.Arrays.copyOf(packed, packed.length / 2));
    edges.add("e=e.csv.gz");
    assertTrue(
        failure(LoadException.BadFile.class)
            .startsWith("e.csv.gz: is damaged, or not compressed as its name says (GZIP after "));
    file("e.csv.gz", "a,b\n1,2\n");
    assertTrue(
        failure(LoadException.BadFile.class)
            .contains(
                "is damaged, or not compressed as its name says (GZIP after 0 bytes of text)"));
  }

  @Test
  void neo4jHeadersSayRolesTypesAndLabels() {
    file(
        "nodes.csv",
        """
        id:ID(P),name,age:int,:LABEL,skip:IGNORE,tags:string[]
        1,Ann,30,Person;Admin,x,a;b
        2,Bob,,Person,x,
        7,Acme,,Company,x,
        """);
    file(
        "rels.csv",
        """
        :START_ID(P),:END_ID(P),:TYPE,since:date,w:double
        1,2,KNOWS,2001-02-03,0.5
        1,7,WORKS_AT,,1
        2,1,KNOWS,,2
        """);
    vertices.add("Person=nodes.csv");
    vertices.add("Company=nodes.csv");
    edges.add("KNOWS=rels.csv#src_label=Person&dst_label=Person");
    edges.add("WORKS_AT=rels.csv#src_label=Person&dst_label=Company");
    LoadResult result = load();
    assertEquals(
        List.of(
            new Property("name", PropertyType.STRING),
            new Property("age", PropertyType.INT32),
            new Property("tags", PropertyType.STRING)),
        result.group().schema().vertexLabels().getFirst().properties());
    assertEquals(List.of("1 Ann 30 a;b", "2 Bob null null"), vertices(result, 0));
    assertEquals(List.of("7 Acme null null"), vertices(result, 1));
    assertEquals(List.of("1->2 since=2001-02-03 w=0.5", "2->1 since= w=2.0"), edges(result, 0));
    assertEquals(List.of("1->7 since= w=1.0"), edges(result, 1));
  }

  @Test
  void headersMayBeInAFileOfTheirOwn() {
    file("head.csv", "personId:ID|name:string|zip:string\n");
    file("part1.csv", "1|Ann|1\n");
    file("part2.csv", "2|Bob|2\n");
    String options = "#delimiter=pipe&header_file=" + directory + "/head.csv";
    vertices.add("p=part1.csv" + options);
    vertices.add("p=part2.csv" + options);
    assertEquals(List.of("1 Ann 1", "2 Bob 2"), vertices(load(), 0));
  }

  @Test
  void neptuneHeadersSayRolesTypesAndLabels() {
    file("v.csv", "~id,~label,name:String,age:Int(single)\nv1,person,Ann,3\nv2,city,Rome,\n");
    file("e.csv", "~id,~from,~to,~label,since:Date\ne1,v1,v2,lives,2020-01-02T03:04:05Z\n");
    vertices.add("person=v.csv");
    vertices.add("city=v.csv");
    edges.add("lives=e.csv#src_label=person&dst_label=city");
    LoadResult result = load();
    assertEquals(List.of("v1 Ann 3"), vertices(result, 0));
    assertEquals(List.of("v2 Rome null"), vertices(result, 1));
    assertEquals(List.of("v1->v2 ~id=e1 since=2020-01-02T03:04:05"), edges(result, 0));
  }

  @Test
  void ldbcFilesHavePipesAndEqualNamesForBothEnds() {
    file(
        "person.csv",
        "id|firstName|creationDate\n10|Jan|2010-01-03T15:10:31.499+0000\n20|Eva|2010-01-04T15:10:31.499+0000\n");
    file("knows.csv", "Person.id|Person.id|creationDate\n10|20|2010-02-03T15:10:31.499+0000\n");
    vertices.add("person=person.csv");
    edges.add("knows=knows.csv");
    LoadResult result = load();
    assertEquals("10 Jan 2010-01-03T15:10:31.499", vertices(result, 0).getFirst());
    assertEquals(List.of("10->20 creationDate=2010-02-03T15:10:31.499"), edges(result, 0));
  }

  @Test
  void matricesSayWhatTheirEntriesAre() {
    file(
        "g.mtx",
        "%%MatrixMarket matrix coordinate real general\n% by hand\n3 3 3\n1 2 0.5\n2 3 1e1\n3 3 -1\n");
    edges.add("e=g.mtx");
    assertEquals(
        List.of("1->2 weight=0.5", "2->3 weight=10.0", "3->3 weight=-1.0"), edges(load(), 0));
  }

  @Test
  void symmetricMatricesAreUndirected() {
    file("g.mtx", "%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 2\n");
    edges.add("e=g.mtx");
    assertEquals(
        "g.mtx: is a symmetric matrix: each entry stands for an edge without direction; load it with --undirected",
        failure(LoadException.BadFile.class));
    options = options.withUndirected(true);
    assertEquals(List.of("1->2", "2->1", "2->3", "3->2"), edges(load(), 0));
  }

  @Test
  void matricesThatAreCutOffOrDenseAreRefused() {
    file("g.mtx", "%%MatrixMarket matrix coordinate pattern general\n3 3 3\n2 1\n3 2\n");
    edges.add("e=g.mtx");
    assertEquals(
        "g.mtx: has 2 entries, but its line of sizes says 3; it may have been cut off",
        failure(LoadException.BadFile.class));
    file("g.mtx", "%%MatrixMarket matrix array real general\n3 3\n1\n");
    assertTrue(failure(LoadException.BadFile.class).contains("is no graph with plain weights"));
    file("g.mtx", "1 2\n");
    assertTrue(failure(LoadException.BadFile.class).contains("begins with '1 2', expected"));
  }

  @Test
  void graphmlHoldsVerticesAndEdges() {
    file(
        "g.graphml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
          <key id="d0" for="node" attr.name="color" attr.type="string"/>
          <key id="d1" for="edge" attr.name="len" attr.type="double"/>
          <graph id="G" edgedefault="directed">
            <node id="a"><data key="d0">12</data></node>
            <node id="b"/>
            <edge source="a" target="b"><data key="d1">1.5</data></edge>
            <edge source="b" target="a"/>
          </graph>
        </graphml>
        """);
    vertices.add("v=g.graphml");
    edges.add("e=g.graphml");
    LoadResult result = load();
    assertEquals(List.of("a 12", "b null"), vertices(result, 0));
    assertEquals(List.of("a->b len=1.5", "b->a len="), edges(result, 0));
  }

  @Test
  void gmlAndDotAreImportedToo() {
    file(
        "g.gml",
        "graph [\n node [ id 1 label \"x\" ]\n node [ id 2 ]\n edge [ source 1 target 2 weight 2.5 ]\n]\n");
    file("g.dot", "digraph G {\n  a [color=red];\n  b;\n  a -> b [len=3];\n}\n");
    vertices.add("v=g.gml");
    edges.add("e=g.gml");
    vertices.add("w=g.dot");
    edges.set(0, "e=g.gml#src_label=v&dst_label=v");
    edges.add("f=g.dot#src_label=w&dst_label=w");
    LoadResult result = load();
    assertEquals(List.of("1 x", "2 null"), vertices(result, 0));
    assertEquals(List.of("1->2 weight=2.5"), edges(result, 0));
    assertEquals(List.of("a red", "b null"), vertices(result, 1));
    assertEquals(List.of("a->b len=3"), edges(result, 1));
  }

  @Test
  void importersCanNotReachOutsideOfTheirFile() {
    file(
        "g.graphml",
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><graphml>&e;</graphml>");
    edges.add("e=g.graphml");
    assertTrue(failure(LoadException.BadFile.class).contains("declares a document type"));
    file("g.graphml", "<graphml><graph><node id='a'>");
    assertTrue(failure(LoadException.BadFile.class).contains("is not well-formed GRAPHML"));
  }

  @Test
  void labelsMayStandInTheOptions() {
    file("e.csv", "a,b\n1,2\n");
    LoadSpec spec =
        new LoadSpec(
            "g",
            List.of(),
            List.of(EdgeInput.parse(directory + "/e.csv#label=knows&header_row=true")),
            options);
    LoadResult result = store.load(spec);
    assertEquals("knows", result.group().schema().edgeLabels().getFirst().name());
  }
}

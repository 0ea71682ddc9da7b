package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.builder.input.LoadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GraphSpecFileTest extends Loading {
  private LoadResult load(GraphSpecFile spec) {
    return store.load(
        new LoadSpec(
            "g",
            spec.vertices(),
            spec.edges(),
            options.withUndirected(!spec.directed().orElse(true))));
  }

  @Test
  void yamlNamesFilesAndHowToReadThem() {
    file("people.txt", "Ann|1\nBob|2\n");
    file("knows.csv", "to,from,w\nBob,Ann,3\n");
    GraphSpecFile spec =
        GraphSpecFile.read(
            file(
                "graph.yaml",
                """
                directed: false
                fragments: 2
                partitioner: range
                vertices:
                  - label: person
                    file: people.txt
                    format: csv
                    delimiter: "|"
                    header: false
                    id: 0
                    types: {p1: int16}
                edges:
                  - {label: knows, file: knows.csv, src: from, dst: to}
                """));
    assertEquals(Optional.of(2), spec.fragments());
    assertEquals(Optional.of(PartitionerKind.RANGE), spec.partitioner());
    LoadResult result = load(spec);
    assertEquals(List.of("Ann 1", "Bob 2"), vertices(result, 0));
    assertEquals(List.of("Ann->Bob w=3", "Bob->Ann w=3"), edges(result, 0));
  }

  @Test
  void theConfigurationOfVineyardGraphLoaderIsASpecToo() {
    file("p.csv", "id|age\n1|5\n2|6\n");
    file("k.csv", "s|d\n1|2\n");
    GraphSpecFile spec =
        GraphSpecFile.read(
            file(
                "config.json",
                """
                {"vertices": [{"data_path": "p.csv", "label": "person",
                               "options": "header_row=true&delimiter=|"}],
                 "edges": [{"data_path": "file://%s/k.csv", "label": "knows", "src_label": "person",
                            "dst_label": "person", "options": "header_row=true&delimiter=|"}],
                 "directed": 1, "generate_eid": 1, "string_oid": 1, "local_vertex_map": 0}
                """
                    .formatted(directory)));
    LoadResult result = load(spec);
    assertEquals("STRING", result.group().schema().vertexLabels().getFirst().oidType().name());
    assertEquals(List.of("1->2"), edges(result, 0));
  }

  @Test
  void mistakesAreNamed() {
    assertEquals(
        "'vertex' is no key of a spec; there are [directed, edges, fragments, partitioner, vertices]",
        mistake("vertex: []"));
    assertEquals("'edges' is no list", mistake("edges: 5"));
    assertEquals("directed: '\"x\"' is neither true nor false", mistake("directed: x"));
    assertEquals("an entry has no 'label': {\"file\":\"x\"}", mistake("edges: [{file: x}]"));
    assertEquals(
        "'lable' (x) is not an option; there are [delimiter, dst, dst_label, format, header, header_file, header_row, id, include_all_columns, label, new_labels, quote, skip, src, src_label, types]",
        mistake("edges: [{label: e, file: x, lable: x}]"));
    assertEquals("line ", mistake("edges: [\n").substring(0, 5));
  }

  private String mistake(String text) {
    var file = file("bad.yaml", text);
    return String.valueOf(
            assertThrows(LoadException.BadFile.class, () -> GraphSpecFile.read(file)).getMessage())
        .replace(file + ": ", "");
  }

  @Test
  void theSchemaNamesTheKeysThatThereAre() throws IOException {
    try (InputStream schema = GraphSpecFile.class.getResourceAsStream("graph.schema.json")) {
      JsonNode root = new JsonMapper().readTree(schema);
      assertEquals(
          new TreeSet<>(List.of("vertices", "edges", "fragments", "partitioner", "directed")),
          new TreeSet<>(root.get("properties").propertyNames()));
      assertEquals("integer", root.at("/properties/fragments/type").asString());
    }
  }
}

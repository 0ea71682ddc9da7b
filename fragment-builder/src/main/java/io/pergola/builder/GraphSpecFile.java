package io.pergola.builder;

import io.pergola.builder.input.InputOptions;
import io.pergola.builder.input.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A graph's files and how to load them, written down in YAML or JSON: `graph.yaml`, whose schema
/// is `graph.schema.json` beside this class. The JSON configuration of vineyard-graph-loader is
/// read too (`data_path`, `options`, `directed: 1`).
///
/// Files are relative to the spec.
///
/// @param vertices files of vertices
/// @param edges files of edges
/// @param fragments how many to make
/// @param partitioner how vertices are spread over them
/// @param directed whether edges have a direction
public record GraphSpecFile(
    List<VertexInput> vertices,
    List<EdgeInput> edges,
    Optional<Integer> fragments,
    Optional<PartitionerKind> partitioner,
    Optional<Boolean> directed) {
  private static final Set<String> KEYS =
      Set.of("vertices", "edges", "fragments", "partitioner", "directed");

  /// What vineyard-graph-loader knows and Pergola decides by itself.
  private static final Set<String> IGNORED =
      Set.of(
          "generate_eid",
          "retain_oid",
          "local_vertex_map",
          "oid_type",
          "print_normalized_schema",
          "dump",
          "dump_dry_run_rounds",
          "catch_leaf_exceptions",
          "progressive",
          "compact_edges",
          "use_perfect_hash");

  private static final Set<String> INPUT_KEYS =
      Set.of("label", "file", "data_path", "options", "types");

  /// Keeps the lists unmodifiable.
  public GraphSpecFile {
    vertices = List.copyOf(vertices);
    edges = List.copyOf(edges);
  }

  /// Reads a spec.
  ///
  /// @throws LoadException.BadFile if it can't be read or is no spec; the message names the key
  public static GraphSpecFile read(Path file) {
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readString(file));
      return new Reader(file).spec(root);
    } catch (IOException failure) {
      throw new LoadException.BadFile(file, "can't be read: " + failure, failure);
    } catch (JacksonException malformed) {
      String message = String.valueOf(malformed.getOriginalMessage());
      throw new LoadException.BadFile(
          file,
          "line %d: is no YAML or JSON: %s"
              .formatted(
                  malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr(),
                  message),
          malformed);
    } catch (LoadException.BadOption option) {
      throw new LoadException.BadFile(file, String.valueOf(option.getMessage()), option);
    }
  }

  private static final class Reader {
    private final Path file;
    private final Path directory;
    private boolean textIds;

    Reader(Path file) {
      this.file = file;
      this.directory = file.resolveSibling("").toAbsolutePath();
    }

    GraphSpecFile spec(JsonNode root) {
      if (root == null || !root.isObject()) throw bad("is no spec; expected keys " + KEYS);
      for (String key : root.propertyNames()) {
        if (!KEYS.contains(key) && !IGNORED.contains(key) && !key.equals("string_oid")) {
          throw bad(
              "'%s' is no key of a spec; there are %s"
                  .formatted(key, KEYS.stream().sorted().toList()));
        }
      }
      textIds = truth(root, "string_oid").orElse(false);
      return new GraphSpecFile(
          inputs(root, "vertices").stream().map(this::vertices).toList(),
          inputs(root, "edges").stream().map(this::edges).toList(),
          Optional.ofNullable(root.get("fragments")).map(this::count),
          Optional.ofNullable(root.get("partitioner"))
              .map(node -> PartitionerKind.parse(node.asString(), directory)),
          truth(root, "directed"));
    }

    private List<JsonNode> inputs(JsonNode root, String key) {
      JsonNode list = root.get(key);
      List<JsonNode> inputs = new ArrayList<>();
      if (list == null) return inputs;
      if (!list.isArray()) throw bad("'%s' is no list".formatted(key));
      for (JsonNode entry : list) {
        if (!entry.isObject())
          throw bad("an entry of '%s' is no object with label and file".formatted(key));
        inputs.add(entry);
      }
      return inputs;
    }

    private int count(JsonNode node) {
      if (!node.isInt()) throw bad("fragments: '%s' is no number".formatted(node));
      return node.intValue();
    }

    private Optional<Boolean> truth(JsonNode root, String key) {
      JsonNode node = root.get(key);
      if (node == null) return Optional.empty();
      if (node.isBoolean()) return Optional.of(node.booleanValue());
      if (node.isInt() && node.intValue() >> 1 == 0) return Optional.of(node.intValue() == 1);
      throw bad("%s: '%s' is neither true nor false".formatted(key, node));
    }

    private VertexInput vertices(JsonNode entry) {
      return new VertexInput(text(entry, "label"), path(entry), options(entry, List.of("id")));
    }

    private EdgeInput edges(JsonNode entry) {
      return new EdgeInput(
          text(entry, "label"), path(entry), options(entry, List.of("src", "dst")));
    }

    private String text(JsonNode entry, String key) {
      JsonNode node = entry.get(key);
      if (node == null || node.isContainer() || node.isNull()) {
        throw bad("an entry has no '%s': %s".formatted(key, entry));
      }
      return node.asString();
    }

    private Path path(JsonNode entry) {
      String name = text(entry, entry.has("data_path") ? "data_path" : "file");
      if (name.startsWith("file://")) name = name.substring("file://".length());
      return directory.resolve(name);
    }

    private InputOptions options(JsonNode entry, List<String> ids) {
      Map<String, String> given = new LinkedHashMap<>();
      if (entry.has("options")) given.putAll(InputOptions.split(text(entry, "options")));
      for (String key : entry.propertyNames()) {
        if (!INPUT_KEYS.contains(key)) given.put(key, text(entry, key));
      }
      given.computeIfPresent("header_file", (key, name) -> directory.resolve(name).toString());
      Map<String, String> types = new LinkedHashMap<>();
      if (textIds) ids.forEach(id -> types.put(id, "string"));
      JsonNode typed = entry.get("types");
      if (typed != null && !typed.isObject())
        throw bad("types: '%s' is no mapping of columns to types".formatted(typed));
      if (typed != null) {
        for (String column : typed.propertyNames()) types.put(column, text(typed, column));
      }
      return InputOptions.of(given, types);
    }

    private LoadException.BadFile bad(String message) {
      return new LoadException.BadFile(file, message);
    }
  }
}

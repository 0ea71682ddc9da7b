package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.graph.Column;
import io.pergola.graph.Fragment;
import io.pergola.graph.Fragments;
import io.pergola.graph.Oid;
import io.pergola.graph.Triple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// For tests that load small files written in the test: files by name, options as on the command
/// line.
abstract class Loading {
  @TempDir Path directory;

  final TestStore store = new TestStore();
  final List<String> vertices = new ArrayList<>();
  final List<String> edges = new ArrayList<>();
  LoadOptions options = LoadOptions.defaults().withThreads(2);

  /// Whatever graph a test leaves, it stays the same when it is exported and loaded again.
  @AfterEach
  void closeStore() {
    if (store.store().findName("g").filter(store.store()::exists).isPresent()) {
      new RoundTrip(store, options, Fragments.getGroup(store.store(), "g")).check();
    }
    store.close();
  }

  Path file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// `LABEL=NAME#opts`, the file being in the test's directory.
  private String located(String input) {
    int equals = input.indexOf('=');
    return input.substring(0, equals + 1) + directory + "/" + input.substring(equals + 1);
  }

  LoadSpec spec() {
    return new LoadSpec(
        "g",
        vertices.stream().map(this::located).map(VertexInput::parse).toList(),
        edges.stream().map(this::located).map(EdgeInput::parse).toList(),
        options);
  }

  LoadResult load() {
    return store.load(spec());
  }

  /// What a load that must fail says, without the directory; nothing may be left of it.
  <T extends RuntimeException> String failure(Class<T> kind) {
    T thrown = assertThrows(kind, this::load);
    store.assertEmpty();
    return String.valueOf(thrown.getMessage()).replace(directory + "/", "");
  }

  /// The edges of a triple as `source->destination` and their properties, over all fragments, in
  /// the order of fragments and lists.
  List<String> edges(LoadResult result, int triple) {
    List<String> found = new ArrayList<>();
    store.inspect(
        result,
        fragments -> {
          Triple wanted = result.group().schema().triples().get(triple);
          for (Fragment fragment : fragments) {
            for (int lid = 0; lid < fragment.innerCount(wanted.source()); lid++) {
              for (long at = fragment.out(wanted).begin(lid);
                  at < fragment.out(wanted).end(lid);
                  at++) {
                Oid source = fragment.oid(wanted.source(), lid);
                found.add(
                    source
                        + "->"
                        + target(fragments, fragment, wanted, at)
                        + row(fragment, wanted, at));
              }
            }
          }
        });
    return found;
  }

  private static Oid target(List<Fragment> fragments, Fragment fragment, Triple triple, long at) {
    int label = triple.destination();
    long gid = fragment.gid(label, fragment.out(triple).neighbor(at));
    for (Fragment owner : fragments) {
      int lid = owner.lid(gid);
      if (lid >= 0 && lid < owner.innerCount(label)) return owner.oid(label, lid);
    }
    throw new AssertionError("nobody owns " + gid);
  }

  private static String row(Fragment fragment, Triple triple, long at) {
    StringBuilder row = new StringBuilder();
    for (Column column : fragment.edges(triple).columns()) {
      row.append(' ').append(column.property().name()).append('=').append(column.text(at));
    }
    return row.toString();
  }

  /// The vertices of a label as their ids and properties.
  List<String> vertices(LoadResult result, int label) {
    List<String> found = new ArrayList<>();
    store.inspect(
        result,
        fragments -> {
          for (Fragment fragment : fragments) {
            for (int lid = 0; lid < fragment.innerCount(label); lid++) {
              List<String> cells = new ArrayList<>();
              for (Column column : fragment.table(label).columns()) {
                cells.add(column.isNull(lid) ? "null" : column.text(lid));
              }
              found.add(String.join(" ", cells));
            }
          }
        });
    return found;
  }
}

package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.arrow.ArrowGroupWriter;
import io.pergola.graph.arrow.ArrowOptions;
import io.pergola.graph.csr.CsrGroupCopy;
import io.pergola.store.ObjectStore;
import java.util.Locale;

/// The layouts that a graph can be written in.
public enum GraphFormat {
  /// Lean: what this project's engines run on.
  CSR {
    @Override
    FragmentGroup rewrite(ObjectStore store, FragmentGroup group, long memoryBytes) {
      return CsrGroupCopy.write(store, group, memoryBytes);
    }
  },
  /// Vineyard's own: what GraphScope's engines run on.
  ARROW {
    @Override
    FragmentGroup rewrite(ObjectStore store, FragmentGroup group, long memoryBytes) {
      return ArrowGroupWriter.write(store, group, ArrowOptions.DEFAULTS, memoryBytes);
    }
  };

  /// Writes a graph that stands in the store once more.
  abstract FragmentGroup rewrite(ObjectStore store, FragmentGroup group, long memoryBytes);

  /// Its name on the command line and in groups.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads `csr` or `arrow`.
  ///
  /// @throws LoadException.BadOption if it is something else
  public static GraphFormat parse(String text) {
    for (GraphFormat layout : values()) if (layout.label().equals(text)) return layout;
    throw new LoadException.BadOption("'%s' is no layout, expected csr or arrow".formatted(text));
  }
}

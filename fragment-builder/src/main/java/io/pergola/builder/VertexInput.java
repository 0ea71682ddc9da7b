package io.pergola.builder;

import io.pergola.builder.input.InputOptions;
import io.pergola.builder.input.LoadException;
import java.nio.file.Path;

/// A file with vertices of one label. Several files of a label are read one after the other.
///
/// @param label the vertex label
/// @param file where they are
/// @param options `id`, and how to read the file; all columns but the id are properties
public record VertexInput(String label, Path file, InputOptions options) {
  /// @throws LoadException.BadOption if an option is for edges
  public VertexInput {
    boolean edges = options.src().isPresent() || options.dst().isPresent();
    if (edges
        || options.srcLabel().isPresent()
        || options.dstLabel().isPresent()
        || options.newLabels().isPresent()) {
      throw new LoadException.BadOption(
          "vertices of '%s': src, dst, src_label, dst_label and new_labels are options of edges; use id"
              .formatted(label));
    }
  }

  /// The same from `FILE[#opts]`.
  ///
  /// @throws LoadException.BadOption if the options can't be read
  public VertexInput(String name, String source) {
    LabelledSource parsed = LabelledSource.of(name, source);
    this(parsed.label(), parsed.file(), parsed.options());
  }

  /// Reads `LABEL=FILE[#opts]`.
  ///
  /// @throws LoadException.BadOption if it can't be read
  public static VertexInput parse(String text) {
    LabelledSource parsed = LabelledSource.parse(text);
    return new VertexInput(parsed.label(), parsed.file(), parsed.options());
  }
}

package io.pergola.builder;

import io.pergola.builder.input.InputOptions;
import io.pergola.builder.input.LoadException;
import java.nio.file.Path;

/// A file with edges of one label between one pair of vertex labels. Several files of the same pair
/// are read one after the other; files of another pair make another triple of the label.
///
/// @param label the edge label
/// @param file where they are
/// @param options `src`, `dst`, `src_label`, `dst_label`, `new_labels`, and how to read the file;
///   all other columns are properties
public record EdgeInput(String label, Path file, InputOptions options) {
  /// @throws LoadException.BadOption if an option is for vertices
  public EdgeInput {
    if (options.id().isPresent()) {
      throw new LoadException.BadOption(
          "edges of '%s': id is an option of vertices; use src and dst".formatted(label));
    }
  }

  /// The same from `FILE[#opts]`.
  ///
  /// @throws LoadException.BadOption if the options can't be read
  public EdgeInput(String name, String source) {
    LabelledSource parsed = LabelledSource.of(name, source);
    this(parsed.label(), parsed.file(), parsed.options());
  }

  /// Reads `LABEL=FILE[#opts]`.
  ///
  /// @throws LoadException.BadOption if it can't be read
  public static EdgeInput parse(String text) {
    LabelledSource parsed = LabelledSource.parse(text);
    return new EdgeInput(parsed.label(), parsed.file(), parsed.options());
  }
}

package io.pergola.builder;

import io.pergola.builder.input.InputOptions;
import io.pergola.builder.input.LoadException;
import java.nio.file.Path;
import java.util.Optional;

/// `LABEL=FILE[#opts]`, taken apart. Label and file end at the first `=` and `#`. The label may
/// also stand in the options: `FILE#label=LABEL`.
record LabelledSource(String label, Path file, InputOptions options) {
  static LabelledSource parse(String text) {
    int equals = text.indexOf('=');
    int hash = text.indexOf('#');
    if (hash > 0 && (equals < 0 || hash < equals)) {
      Optional<String> label = InputOptions.parse(text.substring(hash + 1)).label();
      if (label.isPresent()) return of(label.get(), text);
    }
    if (equals <= 0 || (hash >= 0 && hash < equals)) {
      throw new LoadException.BadOption(
          "'%s': expected LABEL=FILE, such as person=people.csv#id=name".formatted(text));
    }
    return of(text.substring(0, equals), text.substring(equals + 1));
  }

  static LabelledSource of(String label, String source) {
    int hash = source.indexOf('#');
    String file = hash < 0 ? source : source.substring(0, hash);
    if (file.isEmpty()) {
      throw new LoadException.BadOption("label '%s' has no file".formatted(label));
    }
    if (label.isBlank()) {
      throw new LoadException.BadOption("'%s' has no label; expected LABEL=FILE".formatted(source));
    }
    return new LabelledSource(
        label, Path.of(file), InputOptions.parse(hash < 0 ? "" : source.substring(hash + 1)));
  }
}

package io.pergola.graph.csr;

import io.pergola.graph.Csr;
import java.util.Locale;
import java.util.Optional;

/// The forms of a CSR as metadata spells them: `dense`, `sparse`, `empty`.
final class FormNames {
  private FormNames() {}

  static String of(Csr.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  static Optional<Csr.Form> parse(String name) {
    for (Csr.Form form : Csr.Form.values()) if (of(form).equals(name)) return Optional.of(form);
    return Optional.empty();
  }
}

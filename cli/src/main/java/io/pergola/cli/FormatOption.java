package io.pergola.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The option that says in which form a command prints.
final class FormatOption {
  /// The forms.
  enum Format {
    /// For people.
    text,
    /// For programs; keys stand in `docs/cli.md`.
    json
  }

  @Option(
      names = {"-o", "--format"},
      paramLabel = "FORM",
      description = "What to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  boolean isJson() {
    return format == Format.json;
  }

  /// Prints JSON over several lines.
  static void print(PrintWriter out, JsonNode json) {
    out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
  }
}

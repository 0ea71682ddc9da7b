package io.pergola.rpc.protocol;

import io.pergola.store.Pattern;

/// How a [Pattern] is spelled in requests: a text and whether it is a regular expression.
final class Patterns {
  private Patterns() {}

  static Pattern read(Fields in) {
    String text = in.text("pattern");
    return in.flag("regex", false) ? new Pattern.Regex(text) : new Pattern.Wildcard(text);
  }

  static void write(Pattern pattern, Body out) {
    switch (pattern) {
      case Pattern.Wildcard(String text) -> {
        out.text("pattern", text);
        out.flag("regex", false);
      }
      case Pattern.Regex(String text) -> {
        out.text("pattern", text);
        out.flag("regex", true);
      }
    }
  }
}

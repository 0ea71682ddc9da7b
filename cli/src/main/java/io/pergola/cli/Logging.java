package io.pergola.cli;

/// How the rooms' loggers print.
final class Logging {
  private static final String FORM = "java.util.logging.SimpleFormatter.format";

  private Logging() {}

  /// One line an event, on standard error, unless the user chose another form. To be called before
  /// the first logger is made.
  static void toOneLine() {
    if (System.getProperty(FORM) == null) {
      System.setProperty(FORM, "%1$tF %1$tT %4$s %5$s%6$s%n");
    }
  }
}

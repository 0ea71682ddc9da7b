package io.pergola.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

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

  /// Keeps silent what libraries of servers tell and users do not want to know. Apart from
  /// [#toOneLine], since it starts the loggers, which takes 50 ms.
  static void hushLibraries() {
    for (Logger logger : Talkative.LIBRARIES) logger.setLevel(Level.WARNING);
  }

  /// Kept, since a forgotten logger forgets its level.
  private static final class Talkative {
    static final List<Logger> LIBRARIES =
        List.of(
            Logger.getLogger("io.grpc"),
            Logger.getLogger("io.vertx"),
            Logger.getLogger("io.netty"));
  }
}

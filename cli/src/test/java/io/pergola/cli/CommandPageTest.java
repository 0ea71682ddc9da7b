package io.pergola.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/cli.md` is part of the interface: it has every command and every option.
class CommandPageTest {
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)  ");
  private static final Pattern OPTION = Pattern.compile("(?m)^\\s+(?:-\\w, )?(--[\\w-]+)");

  static List<String> commands() {
    String help = help();
    String list = help.substring(help.indexOf("Commands:"), help.indexOf("Examples:"));
    return COMMAND.matcher(list).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void itHasEveryOption(String command) throws IOException {
    String page = Files.readString(Command.ROOT.resolve("docs/cli.md"));
    assertTrue(page.contains("\n## " + command + "\n"), "docs/cli.md has no '" + command + "'");
    for (MatchResult found : OPTION.matcher(help(command)).results().toList()) {
      String option = found.group(1);
      assertTrue(
          page.contains("`" + option + "`") || page.contains("`" + option + " "),
          "docs/cli.md has no %s of %s".formatted(option, command));
    }
  }

  private static String help(String... command) {
    StringWriter out = new StringWriter();
    Console console = new Console(new PrintWriter(out), new PrintWriter(new StringWriter()));
    String[] words = Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new);
    Pergola.run(console, words);
    return out.toString();
  }
}

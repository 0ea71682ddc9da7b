package io.pergola.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command `pergola`: what it offers, and how it starts.
@Command(
    name = "pergola",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    header = "A shared-memory store for property graphs.",
    description = {
      "",
      "Edge files go in once; every process on the machine maps the graph without a copy.",
      "The server speaks Vineyard's protocol, so its clients work unchanged.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola demo",
      "  pergola serve --socket /tmp/p.sock --size 2Gi &",
      "  pergola load g --edges knows=edges.txt --socket /tmp/p.sock",
      "  pergola run pagerank g --socket /tmp/p.sock --output ranks.txt",
      "",
      "'pergola COMMAND --help' tells more about each."
    })
public final class Pergola {
  /// In the order of the help.
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "serve",
          "load",
          "convert",
          "estimate",
          "export",
          "run",
          "check",
          "ls",
          "show",
          "rm",
          "fetch",
          "status",
          "completion");

  @Option(
      names = {"-X", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show where a failure came from.")
  private boolean verbose;

  private Pergola() {}

  /// Whether failures are to be shown with their origin.
  boolean isVerbose() {
    return verbose;
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    Logging.toOneLine();
    System.exit(run(Console.ofProcess(), args));
  }

  /// Runs one command.
  ///
  /// @return the exit code: 0 if all went well, 2 if the arguments make no sense, else 1
  static int run(Console console, String... args) {
    Pergola options = new Pergola();
    Failures failures = new Failures(options);
    CommandLine command = commandLine(console, options, failures, args);
    int code;
    try {
      code = args.length == 0 ? greet(command) : command.execute(args);
    } catch (OutOfMemoryError | StackOverflowError failure) {
      failures.report(failure, console.err());
      code = 1;
    }
    boolean lost = console.out().checkError();
    console.err().flush();
    return lost && code == 0 ? failures.lostOutput(console.err()) : code;
  }

  private static CommandLine commandLine(
      Console console, Pergola options, Failures failures, String... args) {
    CommandLine command = new CommandLine(options);
    Optional<Object> named =
        args.length == 0 ? Optional.empty() : command(args[0], console, args.length);
    if (named.isPresent() && !(named.get() instanceof CompletionCommand)) {
      command.addSubcommand(named.get()); // to read the annotations of all takes 0.1 s
    } else {
      for (String name : COMMANDS) {
        command.addSubcommand(command(name, console, args.length).orElseThrow());
      }
    }
    return command
        .setOut(console.out())
        .setErr(console.err())
        .registerConverter(ByteSize.class, ByteSize::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static Optional<Object> command(String name, Console console, int argumentCount) {
    return Optional.ofNullable(
        switch (name) {
          case "demo" -> new DemoCommand(console, argumentCount);
          case "serve" -> new ServeCommand(console);
          case "load" -> new LoadCommand(console);
          case "convert" -> new ConvertCommand(console);
          case "estimate" -> new EstimateCommand(console);
          case "export" -> new ExportCommand(console);
          case "run" -> new RunCommand(console);
          case "check" -> new CheckCommand(console);
          case "ls" -> new LsCommand(console);
          case "show" -> new ShowCommand(console);
          case "rm" -> new RmCommand(console);
          case "fetch" -> new FetchCommand(console);
          case "status" -> new StatusCommand(console);
          case "completion" -> new CompletionCommand(console);
          default -> null;
        });
  }

  private static int greet(CommandLine command) {
    PrintWriter err = command.getErr();
    command.usage(err);
    return 2;
  }
}

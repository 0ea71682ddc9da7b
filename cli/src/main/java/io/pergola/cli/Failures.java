package io.pergola.cli;

import io.pergola.builder.input.LoadException;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what went wrong into one line of plain words on standard error and an exit code: 2 for a
/// command line that makes no sense, 1 for everything else.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Pergola options;

  Failures(Pergola options) {
    this.options = options;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    report(failure, command.getErr());
    return failure instanceof LoadException.BadOption ? 2 : 1;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("pergola: " + words(failure, command));
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return 2;
  }

  private static String words(ParameterException failure, CommandLine command) {
    boolean top = command.getParent() == null;
    if (top && failure instanceof UnmatchedArgumentException unmatched) {
      return "'%s' is not a command; there are %s"
          .formatted(
              unmatched.getUnmatched().getFirst(),
              String.join(", ", command.getSubcommands().keySet()));
    }
    return String.valueOf(failure.getMessage());
  }

  /// Reports a failure that no command handled.
  void report(Throwable failure, PrintWriter err) {
    err.println("pergola: " + words(failure));
    if (options.isVerbose()) failure.printStackTrace(err);
    else if (isSurprise(failure)) err.println("This is a bug. Run it again with -X to see where.");
    err.flush();
  }

  /// Reports that what was printed did not arrive.
  ///
  /// @return the exit code of a process whose reader went away
  int lostOutput(PrintWriter err) {
    err.println("pergola: can't write to standard output");
    err.flush();
    return 1;
  }

  private static String words(Throwable failure) {
    return switch (failure) {
      case StoreException known -> String.valueOf(known.getMessage());
      case LoadException known -> String.valueOf(known.getMessage());
      case UncheckedIOException wrapped when wrapped.getCause() != null ->
          words(wrapped.getCause());
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException there -> there.getFile() + " exists already";
      case FileSystemException file -> file.getFile() + ": " + file.getReason();
      case IOException io -> String.valueOf(io.getMessage());
      case OutOfMemoryError heap ->
          "the Java heap is full (%s); give it more with PERGOLA_OPTS=-Xmx8g"
              .formatted(heap.getMessage());
      default -> failure.toString();
    };
  }

  private static boolean isSurprise(Throwable failure) {
    return switch (failure) {
      case StoreException known -> false;
      case LoadException known -> false;
      case UncheckedIOException io -> false;
      case IOException io -> false;
      case OutOfMemoryError heap -> false;
      default -> true;
    };
  }
}

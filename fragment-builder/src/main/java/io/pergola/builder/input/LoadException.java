package io.pergola.builder.input;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Why input can't be loaded. The message says what was found, where, what was expected and what to
/// do; nothing is left of the load.
public abstract sealed class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String file;

  private LoadException(@Nullable Path file, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file == null ? null : file.toString();
  }

  /// The input file, if one is to blame.
  public final Optional<Path> file() {
    return Optional.ofNullable(file).map(Path::of);
  }

  /// The line in that file, counted from 1, if one is to blame.
  public OptionalLong line() {
    return OptionalLong.empty();
  }

  /// The name of the column, if one is to blame.
  public Optional<String> column() {
    return Optional.empty();
  }

  /// An argument that makes no sense.
  public static final class BadOption extends LoadException {
    private static final long serialVersionUID = 1L;

    /// With what was given and what is possible.
    public BadOption(String message) {
      super(null, message, null);
    }
  }

  /// A file that can't be read, or not as it was meant to.
  public static final class BadFile extends LoadException {
    private static final long serialVersionUID = 1L;

    /// The message begins with the file.
    public BadFile(Path file, String message) {
      super(file, file + ": " + message, null);
    }

    /// The same, with what the system said.
    public BadFile(Path file, String message, Throwable cause) {
      super(file, file + ": " + message, cause);
    }
  }

  /// A record that can't be loaded.
  public static final class BadRecord extends LoadException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String column;

    /// The message begins with file, line and column.
    ///
    /// @param line counted from 1
    /// @param column its name; empty if it is the record as a whole
    public BadRecord(Path file, long line, String column, String message) {
      super(file, place(file, line, column) + message, null);
      this.line = line;
      this.column = column;
    }

    private static String place(Path file, long line, String column) {
      String place = file + ":" + line + ": ";
      return column.isEmpty() ? place : place + "column '" + column + "': ";
    }

    @Override
    public OptionalLong line() {
      return OptionalLong.of(line);
    }

    @Override
    public Optional<String> column() {
      return column.isEmpty() ? Optional.empty() : Optional.of(column);
    }
  }

  /// More data than the memory that the load may use.
  public static final class TooLarge extends LoadException {
    private static final long serialVersionUID = 1L;

    /// With what was needed and what there is.
    public TooLarge(String message) {
      super(null, message, null);
    }

    /// The same, with what the system said.
    public TooLarge(String message, Throwable cause) {
      super(null, message, cause);
    }
  }
}

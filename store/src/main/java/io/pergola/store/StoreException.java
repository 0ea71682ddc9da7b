package io.pergola.store;

/// What can go wrong in a store, one type for each kind of failure.
///
/// The message says what failed, what was found, what was expected and what to do. [#code] is the
/// status code of the wire protocol, so that a failure keeps its kind across processes.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  private StoreException(int code, String message) {
    super(message);
    this.code = code;
  }

  private StoreException(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// The protocol's status code, never 0.
  public final int code() {
    return code;
  }

  /// The failure that a server reported with `code`.
  public static StoreException of(int code, String message) {
    return switch (code) {
      case 1, 2, 3, 8 -> new Invalid(code, message);
      case 4 -> new IoFailed(message);
      case 6 -> new Unsupported(message);
      case 7 -> new Refused(message);
      case 11 -> new Exists(message);
      case 12, 27 -> new NotFound(code, message);
      case 13 -> new Sealed(message);
      case 14 -> new NotSealed(message);
      case 21, 22, 23, 24, 25, 26, 51 -> new BadMeta(code, message);
      case 31, 33, 34, 36 -> new Disconnected(code, message);
      case 41 -> new Full(message);
      case 42, 43, 44, 45 -> new StreamState(code, message);
      default -> new Other(code, message);
    };
  }

  /// An argument or request that makes no sense (codes 1, 2, 3, 8).
  public static final class Invalid extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 1.
    public Invalid(String message) {
      this(1, message);
    }

    /// One of codes 1, 2, 3, 8.
    public Invalid(int code, String message) {
      super(code, message);
    }
  }

  /// The operating system refused a file, socket or memory operation (code 4).
  public static final class IoFailed extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 4.
    public IoFailed(String message) {
      super(4, message);
    }

    /// Code 4, with what the system said.
    public IoFailed(String message, Throwable cause) {
      super(4, message, cause);
    }
  }

  /// An operation that this store does not offer (code 6).
  public static final class Unsupported extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 6.
    public Unsupported(String message) {
      super(6, message);
    }
  }

  /// An operation that does not apply to this kind of object (code 7).
  public static final class Refused extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 7.
    public Refused(String message) {
      super(7, message);
    }
  }

  /// Something of that id or name is there already (code 11).
  public static final class Exists extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 11.
    public Exists(String message) {
      super(11, message);
    }
  }

  /// No such object, blob or name (codes 12 and 27).
  public static final class NotFound extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 12.
    public NotFound(String message) {
      this(12, message);
    }

    /// Code 12, or 27 for a missing metadata subtree.
    public NotFound(int code, String message) {
      super(code, message);
    }
  }

  /// The blob is sealed and can't change any more (code 13).
  public static final class Sealed extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 13.
    public Sealed(String message) {
      super(13, message);
    }
  }

  /// The blob is not sealed yet and can't be read (code 14).
  public static final class NotSealed extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 14.
    public NotSealed(String message) {
      super(14, message);
    }
  }

  /// Metadata that breaks the rules of metadata trees (codes 21 to 26 and 51).
  public static final class BadMeta extends StoreException {
    private static final long serialVersionUID = 1L;

    /// One of codes 21 to 26 and 51.
    public BadMeta(int code, String message) {
      super(code, message);
    }
  }

  /// The store is closed or the server can't be reached (codes 31, 33, 34, 36).
  public static final class Disconnected extends StoreException {
    private static final long serialVersionUID = 1L;

    /// One of codes 31, 33, 34, 36.
    public Disconnected(int code, String message) {
      super(code, message);
    }

    /// The same, with what the system said.
    public Disconnected(int code, String message, Throwable cause) {
      super(code, message, cause);
    }
  }

  /// The request does not fit into the memory that is left (code 41).
  public static final class Full extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 41.
    public Full(String message) {
      super(41, message);
    }
  }

  /// A stream that has no more chunks (code 42), whose writer failed (43), or that is not in the
  /// state for the operation (44, 45).
  public static final class StreamState extends StoreException {
    private static final long serialVersionUID = 1L;

    /// One of codes 42 to 45.
    public StreamState(int code, String message) {
      super(code, message);
    }
  }

  /// Bytes or metadata that are not what their type says (code 255).
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Code 255.
    public Corrupt(String message) {
      super(255, message);
    }
  }

  /// A failure of a kind that only the other end knows.
  public static final class Other extends StoreException {
    private static final long serialVersionUID = 1L;

    /// Any code.
    public Other(int code, String message) {
      super(code, message);
    }
  }
}

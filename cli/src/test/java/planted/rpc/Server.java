package planted.rpc;

/// A room beside the builder.
public final class Server {}

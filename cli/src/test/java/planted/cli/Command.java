package planted.cli;

/// An upper room.
public final class Command {}

/// The `pergola` command: one class a command, wired to the rooms below.
///
/// Standard output is data, standard error is progress and log; the exit code is 0 only if
/// everything worked. What a command prints is part of the interface and stands in `docs/cli.md`.
@NullMarked
package io.pergola.cli;

import org.jspecify.annotations.NullMarked;

package planted.store;

import planted.cli.Command;

/// Breaks the order of the rooms.
final class LooksUp {
  final Command command = new Command();
}

package io.pergola.cli;

import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `pergola rm`: deletes objects.
@Command(
    name = "rm",
    mixinStandardHelpOptions = true,
    header = "Delete graphs or other objects.",
    description = {
      "",
      "Deletes the object, its members (of a graph: its fragments) as far as nothing else has them, and its names. Who has it open keeps reading; the memory returns when the last one lets go.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  pergola rm flights", "  pergola rm flights o0000a1b2c3d4e5f6"})
final class RmCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();

  @Parameters(arity = "1..*", paramLabel = "NAME|ID", description = "What to delete.")
  private List<String> namesOrIds = List.of();

  RmCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ObjectStore store = socket.connect()) {
      Lookup lookup = new Lookup(store);
      List<ObjectId> targets = namesOrIds.stream().map(lookup::target).toList();
      for (int i = 0; i < targets.size(); i++) remove(lookup, namesOrIds.get(i), targets.get(i));
    }
    return 0;
  }

  /// Names go last, so that what could not be deleted can still be found.
  private void remove(Lookup lookup, String nameOrId, ObjectId id) {
    ObjectStore store = lookup.store();
    List<String> names = lookup.namesOf(id);
    if (names.isEmpty()) lookup.object(nameOrId);
    store.delete(List.of(id), DeleteOption.DEEP);
    if (store.exists(id)) {
      throw new StoreException.Refused(
          "%s is part of another object and stays; delete that one".formatted(nameOrId));
    }
    names.forEach(store::dropName);
    console.say("deleted " + nameOrId);
  }
}

package io.pergola.cli;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.store.ObjectStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `pergola fetch`: brings the fragments of a graph here.
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    header = "Bring a graph of the cluster to this instance.",
    description = {
      "",
      "Copies those fragments of a graph that other instances hold, over TCP, and compares their checksums. From then on this instance reads its copies; the originals stay.",
      "Instances are a cluster if they serve with --meta etcd and the same --etcd_endpoint and --etcd_prefix; those that hold fragments need --rpc.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  pergola fetch flights"})
final class FetchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();

  @Parameters(paramLabel = "NAME|ID", description = "A graph.")
  private String nameOrId = "";

  FetchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ObjectStore store = socket.connect()) {
      FragmentGroup group = Fragments.getGroup(store, nameOrId);
      int fetched = 0;
      for (FragmentGroup.Part part : group.fragments()) {
        if (part.instanceId() == store.instanceId()) continue;
        store.migrate(part.id());
        fetched++;
      }
      console.say("fetched %d of %d fragments of %s".formatted(fetched, group.fnum(), nameOrId));
    }
    return 0;
  }
}

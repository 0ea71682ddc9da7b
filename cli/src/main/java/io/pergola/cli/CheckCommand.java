package io.pergola.cli;

import io.pergola.graph.Fragments;
import io.pergola.graph.VerifyReport;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `pergola check`: whether a graph is sound.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Check that a graph is sound.",
    description = {
      "",
      "Reads all of it and checks every rule of its layout: sizes, checksums, order, ids, mirrors. Prints each problem on a line; the exit code is 1 if there is one.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  pergola check flights", "  pergola check o0000a1b2c3d4e5f6 -o json"})
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(paramLabel = "NAME|ID", description = "A graph, or one fragment of it.")
  private String nameOrId = "";

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ObjectStore store = socket.connect()) {
      Lookup lookup = new Lookup(store);
      ObjectMeta meta = lookup.object(nameOrId);
      VerifyReport report = verify(lookup, meta);
      if (format.isJson()) FormatOption.print(console.out(), json(meta, report));
      else print(report);
      return report.sound() ? 0 : 1;
    }
  }

  private static VerifyReport verify(Lookup lookup, ObjectMeta meta) {
    return lookup.isGroup(meta)
        ? Fragments.verifyGroup(lookup.store(), meta.id())
        : Fragments.verify(lookup.store(), meta.id());
  }

  private void print(VerifyReport report) {
    report.problems().forEach(console.out()::println);
    console.say(
        "%s: %,d checks, %s"
            .formatted(
                nameOrId,
                report.checks(),
                report.sound() ? "sound" : report.problems().size() + " problems"));
  }

  private static ObjectNode json(ObjectMeta meta, VerifyReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", meta.id().toString()).put("type", meta.typeName());
    json.put("sound", report.sound()).put("checks", report.checks());
    ArrayNode problems = json.putArray("problems");
    report.problems().forEach(problems::add);
    return json;
  }
}

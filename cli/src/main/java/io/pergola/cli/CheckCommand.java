package io.pergola.cli;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.VerifyReport;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      Map<ObjectId, VerifyReport> reports = verify(new Lookup(store));
      if (format.isJson()) FormatOption.print(console.out(), json(reports));
      else print(reports);
      return reports.values().stream().allMatch(VerifyReport::sound) ? 0 : 1;
    }
  }

  private Map<ObjectId, VerifyReport> verify(Lookup lookup) {
    ObjectMeta meta = lookup.object(nameOrId);
    Optional<FragmentGroup> group = lookup.group(meta);
    List<ObjectId> fragments =
        group
            .map(found -> found.fragments().stream().map(FragmentGroup.Part::id).toList())
            .orElse(List.of(meta.id()));
    Map<ObjectId, VerifyReport> reports = new LinkedHashMap<>();
    for (ObjectId fragment : fragments) {
      reports.put(fragment, Fragments.verify(lookup.store(), fragment));
    }
    return reports;
  }

  private void print(Map<ObjectId, VerifyReport> reports) {
    long checks = reports.values().stream().mapToLong(VerifyReport::checks).sum();
    reports.forEach((id, report) ->
        report.problems().forEach(problem -> console.out().println(id + ": " + problem)));
    long problems = reports.values().stream().mapToLong(r -> r.problems().size()).sum();
    console.say(
        "%s: %d fragments, %,d checks, %d problems"
            .formatted(nameOrId, reports.size(), checks, problems));
  }

  private static ObjectNode json(Map<ObjectId, VerifyReport> reports) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sound", reports.values().stream().allMatch(VerifyReport::sound));
    ArrayNode fragments = json.putArray("fragments");
    reports.forEach((id, report) -> {
      ObjectNode fragment = fragments.addObject();
      fragment.put("id", id.toString()).put("checks", report.checks());
      ArrayNode problems = fragment.putArray("problems");
      report.problems().forEach(problems::add);
    });
    return json;
  }
}

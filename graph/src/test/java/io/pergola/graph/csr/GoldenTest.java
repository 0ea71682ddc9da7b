package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.testkit.Dump;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.ModelAgreement;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.SmallGraphs;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The graph of [SmallGraphs#people] in two fragments, byte for byte, as version 1 of the layout
/// writes it. If a change of the format is meant, raise the layout's version, keep the old file and
/// take the new one from `target/golden-found.json`.
class GoldenTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private static final Path GOLDEN = Path.of("src/test/resources/golden/people-v1.json");
  private static final Path FOUND = Path.of("target/golden-found.json");
  private static final Path FORMAT = Path.of("../docs/format.md");
  private static final Partitioner BY_HASH = new Partitioner.Hash(2);

  private final ObjectStore store = STORE.get();

  @Test
  void whatIsWrittenIsWhatVersionOneWrote() throws IOException {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), BY_HASH);
    String found =
        new JsonMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new Dump(store).dump(group.id()))
            + "\n";
    if (!found.equals(Files.readString(GOLDEN))) Files.writeString(FOUND, found);
    assertEquals(Files.readString(GOLDEN), found);
  }

  @Test
  void whatVersionOneWroteIsRead() throws IOException {
    ObjectNode golden = (ObjectNode) new JsonMapper().readTree(Files.readString(GOLDEN));
    FragmentGroup group = Fragments.getGroup(store, new Dump(store).load(golden).id());
    assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
    List<Fragment> fragments = Fragments.open(store, group);
    ModelAgreement.check(SmallGraphs.people(), BY_HASH, fragments);
    fragments.forEach(Fragment::close);
  }

  @Test
  void theWorkedExampleOfTheDocumentIsTrue() throws IOException {
    FragmentGroup group = NaiveFragments.write(store, SmallGraphs.people(), BY_HASH);
    String document = Files.readString(FORMAT);
    for (Fragment fragment : Fragments.open(store, group)) {
      try (fragment) {
        String lines = new Dump(store).lines(fragment);
        assertTrue(document.contains(lines), () -> FORMAT + " does not contain\n" + lines);
      }
    }
  }
}

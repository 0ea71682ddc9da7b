package io.pergola.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the command says about itself.
class HelpTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "load",
        "run",
        "check",
        "ls",
        "show",
        "rm",
        "status",
        "completion"
      })
  void everyCommandHasExamples(String command) {
    assertEquals(0, run(command, "--help"));
    assertTrue(out.toString().contains("Examples:\n  pergola " + command), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lod", "LOAD", ""})
  void aCommandThatIsUnknownIsAnsweredWithThoseThatAreKnown(String command) {
    assertEquals(2, run(command));
    assertTrue(err.toString().contains("'" + command + "' is not a command"), err::toString);
    assertTrue(err.toString().contains("demo, serve, load, "), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void theHelpOfServeSaysWhichFlagsOfVineyarddHaveNoEffect() {
    run("serve", "--help");
    String rest = out.toString().substring(out.toString().indexOf("have no effect:"));
    assertTrue(rest.contains("--allocator"), rest);
    assertTrue(rest.contains("--logtostderr"), rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--skip_launch_etcd=false", "--sync_crds", "--rdma_endpoint=host:1"})
  void aFlagOfVineyarddThatAsksForWhatIsMissingIsRefused(String flag) {
    assertEquals(1, run("serve", "--socket", "/nowhere/s", flag));
    assertTrue(err.toString().contains(flag.replaceAll("=host.*", "")), err::toString);
  }

  private int run(String... arguments) {
    return Pergola.run(new Console(new PrintWriter(out), new PrintWriter(err)), arguments);
  }
}

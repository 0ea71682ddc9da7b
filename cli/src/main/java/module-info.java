/// The `pergola` command and the demo.
module io.pergola.cli {
  requires info.picocli;
  requires java.logging;
  requires io.pergola.builder;
  requires io.pergola.graph;
  requires io.pergola.graphscope;
  requires io.pergola.rpc;
  requires io.pergola.store;
  requires jdk.management;
  requires tools.jackson.databind;
  requires static org.jspecify;

  opens io.pergola.cli to
      info.picocli;
}

/// Turns edge and vertex files into sealed fragments: read, partition, build.
module io.pergola.builder {
  requires transitive io.pergola.graph;
  requires it.unimi.dsi.fastutil;
  requires java.management;
  requires jdk.management;
  requires static transitive org.jspecify;

  exports io.pergola.builder;
  exports io.pergola.builder.input;
}

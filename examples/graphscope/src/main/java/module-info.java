/// Engines over `getFragment(id)`: analytics, query and learning, each small enough to read.
module io.pergola.graphscope {
  requires transitive io.pergola.graph;
  requires it.unimi.dsi.fastutil;
  requires io.pergola.rpc;
  requires static transitive org.jspecify;

  exports io.pergola.graphscope;
}

/// Property graphs laid over blobs: schema, CSR, property tables, vertex index, fragment.
module io.pergola.graph {
  requires transitive io.pergola.store;
  requires transitive org.jgrapht.core;
  requires transitive roaringbitmap;
  requires org.apache.arrow.format;
  requires flatbuffers.java;
  requires it.unimi.dsi.fastutil;
  requires static transitive org.jspecify;

  exports io.pergola.graph;
  exports io.pergola.graph.arrow;
  exports io.pergola.graph.csr;

  uses io.pergola.graph.FragmentFormat;

  provides io.pergola.graph.FragmentFormat with
      io.pergola.graph.csr.CsrFormat,
      io.pergola.graph.arrow.ArrowFormat;
}

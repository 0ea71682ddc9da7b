/// Turns edge and vertex files into sealed fragments: read, partition, build.
module io.pergola.builder {
  requires transitive io.pergola.graph;
  requires com.github.luben.zstd_jni;
  requires dev.hardwood.core;
  requires duckdb.jdbc;
  requires flatbuffers.java;
  requires it.unimi.dsi.fastutil;
  requires java.logging;
  requires java.sql;
  requires java.management;
  requires jdk.management;
  requires org.apache.arrow.format;
  requires org.jgrapht.io;
  requires org.lz4.java;
  requires tools.jackson.dataformat.yaml;
  requires static transitive org.jspecify;

  exports io.pergola.builder;
  exports io.pergola.builder.input;
  exports io.pergola.builder.output;
}

/// Messages, file descriptors and blobs between processes: the server of a store and its client.
module io.pergola.rpc {
  requires transitive io.pergola.graph;
  requires transitive io.pergola.store;
  requires bcrypt;
  requires com.github.luben.zstd_jni;
  requires com.sun.jna;
  requires io.grpc.stub;
  requires io.netty.buffer;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires jdk.httpserver;
  requires jetcd.core;
  requires jetcd.common;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports io.pergola.rpc.client;
  exports io.pergola.rpc.cluster;
  exports io.pergola.rpc.server;
}

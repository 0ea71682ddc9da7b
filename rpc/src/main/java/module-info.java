/// Messages, file descriptors and blobs between processes: the server of a store and its client.
module io.pergola.rpc {
  requires transitive io.pergola.store;
  requires bcrypt;
  requires com.github.luben.zstd_jni;
  requires com.sun.jna;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires tools.jackson.databind;
  requires static transitive org.jspecify;

  exports io.pergola.rpc.client;
  exports io.pergola.rpc.server;
}

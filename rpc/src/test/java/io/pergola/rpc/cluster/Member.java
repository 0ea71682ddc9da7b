package io.pergola.rpc.cluster;

import io.pergola.rpc.client.ObjectStores;
import io.pergola.rpc.server.RpcOptions;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// One instance of a cluster, all of it in this process.
final class Member implements AutoCloseable {
  private static final long SIZE = 64 << 20;

  final EtcdMember member;
  final EmbeddedStore store;
  final StoreServer server;

  Member(EtcdServer etcd, Path directory) {
    member =
        EtcdMember.join(
            EtcdOptions.of(etcd.endpoint(), "test").withPatience(Duration.ofSeconds(60)));
    store = EmbeddedStore.open(StoreOptions.ofSize(SIZE).withInstanceId(member.instanceId()));
    member.attach(store);
    Path socket = directory.resolve("s" + member.instanceId());
    server = StoreServer.start(store, socket, Optional.of(RpcOptions.onLoopback(0)));
    member.announce();
  }

  ObjectStore connect() {
    return ObjectStores.connect(server.socket());
  }

  @Override
  public void close() {
    server.close();
    member.close();
    store.close();
  }
}

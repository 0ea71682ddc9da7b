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
public final class Member implements AutoCloseable {
  private static final long SIZE = 64 << 20;

  final EtcdMember member;
  public final EmbeddedStore store;
  public final StoreServer server;

  public Member(EtcdServer etcd, Path directory) {
    this(etcd, directory, RpcOptions.onLoopback(0));
  }

  /// @param rpc where and for whom it listens, and how it gets at others
  Member(EtcdServer etcd, Path directory, RpcOptions rpc) {
    member =
        EtcdMember.join(
            EtcdOptions.of(etcd.endpoint(), "test").withPatience(Duration.ofSeconds(60)));
    store = EmbeddedStore.open(StoreOptions.ofSize(SIZE).withInstanceId(member.instanceId()));
    member.attach(store);
    Path socket = directory.resolve("s" + member.instanceId());
    server = StoreServer.start(store, socket, Optional.of(rpc));
    member.announce();
  }

  public ObjectStore connect() {
    return ObjectStores.connect(server.socket());
  }

  @Override
  public void close() {
    server.close();
    member.close();
    store.close();
  }
}

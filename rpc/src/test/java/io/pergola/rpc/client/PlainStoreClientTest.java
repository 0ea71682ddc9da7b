package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Capabilities;
import io.pergola.store.ObjectStore;
import java.time.Duration;
import java.util.Set;

/// With Vineyard's own messages the client behaves as with those that Pergola adds.
class PlainStoreClientTest extends StoreClientTest {
  @Override
  protected ObjectStore newConnection() {
    return new StoreClient(
        ServerLink.open(socket(), Duration.ofSeconds(10), Set.of(Capabilities.BUILD)));
  }
}

package io.pergola.rpc.client;

import io.pergola.rpc.protocol.Capabilities;
import io.pergola.store.ObjectStore;
import java.time.Duration;
import java.util.Set;

/// Without the batched messages that Pergola adds the client behaves as with them.
class PlainStoreClientTest extends StoreClientTest {
  @Override
  protected ObjectStore newConnection() {
    return new StoreClient(
        ServerLink.open(
            socket(),
            Duration.ofSeconds(10),
            Set.of(Capabilities.BUILD, Capabilities.CONNECTIONS)));
  }
}

package io.pergola.store;

import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A store of 1 MiB with two connections, and words to fill it.
abstract class TwoConnections {
  final EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(1 << 20));
  final StoreConnection store = embedded.connect();
  final StoreConnection other = embedded.connectLocal("process 4711");

  @AfterEach
  final void closeStore() {
    embedded.close();
  }

  /// Reads JSON that has ' for ".
  static ObjectNode json(String text) {
    return (ObjectNode) new JsonMapper().readTree(text.replace('\'', '"'));
  }

  final ObjectId sealed(long byteSize) {
    ObjectId id = store.blobs().allocate(byteSize).id();
    store.blobs().seal(id);
    return id;
  }

  final ObjectId object(String type) {
    return store.trees().create(json("{'typename':'%s','instance_id':0}".formatted(type))).id();
  }
}

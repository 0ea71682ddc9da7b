package io.pergola.store;

import org.jspecify.annotations.Nullable;

class EmbeddedStoreTest extends ObjectStoreContract {
  private @Nullable EmbeddedStore embedded;

  @Override
  protected void openStore(long byteSize) {
    embedded = EmbeddedStore.open(StoreOptions.ofSize(byteSize));
  }

  @Override
  protected ObjectStore newConnection() {
    return embedded().connect();
  }

  @Override
  public void kill(ObjectStore connection) {
    ((StoreConnection) connection).abandon();
  }

  @Override
  protected void closeStore() {
    embedded().close();
  }

  private EmbeddedStore embedded() {
    if (embedded == null) throw new IllegalStateException("no store is open");
    return embedded;
  }
}

package io.pergola.store;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// How every [ObjectStore] behaves. A test of an implementation extends this class and says how to
/// open a store and to connect to it.
public abstract class ObjectStoreContract
    implements BatchContract,
        BlobContract,
        MetadataContract,
        DeletionContract,
        NameContract,
        OwnershipContract,
        BuildContract {
  private final List<ObjectStore> connections = new ArrayList<>();

  /// Opens an empty store.
  protected abstract void openStore(long byteSize);

  /// Connects to it.
  protected abstract ObjectStore newConnection();

  /// Closes it.
  protected abstract void closeStore();

  @BeforeEach
  final void openStoreAndConnectTwice() {
    openStore(SIZE);
    connect();
    connect();
  }

  @AfterEach
  final void closeConnectionsAndStore() {
    connections.forEach(ObjectStore::close);
    closeStore();
  }

  @Override
  public final ObjectStore store() {
    return connections.getFirst();
  }

  @Override
  public final ObjectStore other() {
    return connections.get(1);
  }

  @Override
  public final ObjectStore connect() {
    ObjectStore connection = newConnection();
    connections.add(connection);
    return connection;
  }
}

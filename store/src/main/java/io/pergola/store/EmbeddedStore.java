package io.pergola.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A store in this process: the memory, and all objects in it.
///
/// Others reach it through connections: [#connect] gives one to this process, and a server gives
/// one to each of its clients. Other processes map its memory through [#writableDescriptor] or
/// [#readOnlyDescriptor].
///
/// ```java
/// try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(1 << 30));
///     StoreConnection connection = store.connect()) {
///   BlobWriter writer = connection.createBlob(8);
///   writer.segment().set(ValueLayout.JAVA_LONG, 0, 42);
///   Blob blob = writer.seal();
///   connection.create(ObjectMeta.draft("example::Number").blob("value", blob, 0));
/// }
/// ```
public final class EmbeddedStore implements AutoCloseable {
  private final StoreState state;
  private final Instance instance;
  private final SharedView sharedView;
  private final long sessionId;
  private final Set<StoreConnection> connections = ConcurrentHashMap.newKeySet();

  private EmbeddedStore(StoreOptions options, MemoryPool pool, long sessionId) {
    this.state = new StoreState(options, pool);
    this.instance = new Instance(options);
    this.sharedView = new SharedView(state, instance);
    this.sessionId = sessionId;
  }

  /// Creates an empty store.
  ///
  /// @throws StoreException.IoFailed if the system refuses the memory
  public static EmbeddedStore open(StoreOptions options) {
    return open(options, HeapBudget.ofProcess());
  }

  /// The same with another limit of heap.
  static EmbeddedStore open(StoreOptions options, HeapBudget heap) {
    return new EmbeddedStore(options, new MemoryPool(options, heap), 0);
  }

  /// Another, empty store in the memory of this one: with objects, names, blobs and connections of
  /// its own. Both together may hold what this one alone might.
  ///
  /// It is instance 0 of a cluster of its own. Whoever opens it closes it before this one.
  public EmbeddedStore openSession() {
    StoreOptions own = state.options.withInstanceId(0);
    return new EmbeddedStore(own, state.pool, IdSource.nextSession());
  }

  StoreState state() {
    return state;
  }

  /// The number of this session: 0 for a store that was opened by itself.
  public long sessionId() {
    return sessionId;
  }

  /// A connection for this process.
  public StoreConnection connect() {
    return connect(new Ledger("this process", false));
  }

  /// A connection for a client on this machine.
  ///
  /// @param peer who it is, for messages, such as `process 4711`
  public StoreConnection connectLocal(String peer) {
    return connect(new Ledger(peer, false));
  }

  /// A connection for a client that came over TCP.
  ///
  /// @param peer who it is, for messages, such as its address
  public StoreConnection connectRemote(String peer) {
    return connect(new Ledger(peer, true));
  }

  private StoreConnection connect(Ledger ledger) {
    state.join(ledger);
    StoreConnection connection = new StoreConnection(state, instance, ledger, connections::remove);
    connections.add(connection);
    return connection;
  }

  /// The descriptor of the memory file that can be mapped for writing. It belongs to the store.
  public int writableDescriptor() {
    return state.pool.memory.writableDescriptor();
  }

  /// The descriptor of the memory file that can only be mapped for reading. It belongs to the
  /// store.
  public int readOnlyDescriptor() {
    return state.pool.memory.readOnlyDescriptor();
  }

  /// The name of this machine, as the cluster is told.
  public String hostname() {
    return state.options.hostname();
  }

  /// How many bytes all blobs together may have.
  public long byteSize() {
    return state.options.byteSize();
  }

  /// The length of the memory file: whole pages, and much more than [#byteSize]; most of it is
  /// holes.
  public long mapSize() {
    return state.pool.memory.byteSize();
  }

  /// Where clients find this store, for [ObjectStore#clusterMeta].
  ///
  /// @param ipcSocket the path of its Unix socket
  /// @param rpcEndpoint `host:port`, with port 0 if there is none
  public void announce(String ipcSocket, String rpcEndpoint) {
    instance.announce(ipcSocket, rpcEndpoint);
  }

  /// Makes this store share what is persistent with others. To be called once, before it is used.
  public void join(SharedMetadata cluster) {
    state.shared = Optional.of(cluster);
  }

  /// Whether it shares metadata with others: then requests about metadata may take long.
  public boolean isShared() {
    return state.shared.isPresent();
  }

  /// Says how objects of other stores come here, see [ObjectStore#migrate].
  public void migrateWith(UnaryOperator<ObjectId> migration) {
    state.migration = Optional.of(migration);
  }

  /// Applies what others changed at once.
  public void apply(List<MetaChange> changes) {
    state.apply(sharedView, changes);
  }

  /// What makes others see everything of this instance that is persistent, and its names.
  public List<MetaChange> republish() {
    return state.republish();
  }

  /// Where everything is that this store believes to be shared: persistent objects, names, and
  /// other instances.
  public List<String> sharedPaths() {
    List<String> paths = new ArrayList<>(state.sharedPaths());
    instance.others().forEach(name -> paths.add(ObjectPaths.INSTANCES + name + "/hostid"));
    return paths;
  }

  /// The known objects of an instance.
  public List<ObjectId> objectsOf(long instanceId) {
    return state.locked(() -> state.sharing.objectsOf(instanceId));
  }

  /// How many objects this store knows, also those of others.
  public int objectCount() {
    return state.locked(() -> state.catalog.all().size());
  }

  /// How many blobs this session of the store has.
  public int blobCount() {
    return state.locked(() -> state.blobs.all().size());
  }

  /// What was moved to the spill file and back; nothing if this store does not spill.
  public SpillTraffic spillTraffic() {
    return state.locked(() -> state.pool.spiller().map(Spiller::traffic).orElse(SpillTraffic.NONE));
  }

  /// What this store knows of the instances of its cluster: `{"i0": {…}, …}`.
  public ObjectNode instances() {
    return instance.toJson();
  }

  /// Forgets an instance that is gone.
  public void forget(long instanceId) {
    instance.otherLeft("i" + Long.toUnsignedString(instanceId));
  }

  /// Calls `listener` after each change of metadata, names or memory, in this session or another
  /// one, from the thread that made it and outside the store's lock. It must be quick and not
  /// throw.
  public void onChange(Runnable listener) {
    state.pool.addListener(listener);
  }

  /// Stops calling `listener`.
  public void removeListener(Runnable listener) {
    state.pool.removeListener(listener);
  }

  /// Ends the store and all its connections. Whoever is reading a segment in another thread gets an
  /// [IllegalStateException] there.
  @Override
  public void close() {
    if (!state.close()) return;
    state.pool.announceChange();
    connections.forEach(StoreConnection::close);
    if (sessionId == 0) state.pool.close();
  }
}

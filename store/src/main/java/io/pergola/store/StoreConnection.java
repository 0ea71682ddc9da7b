package io.pergola.store;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// One connection to an [EmbeddedStore]. Beside [ObjectStore] it has the operations that a server
/// needs, in the terms of the wire protocol: ids, extents and JSON.
public final class StoreConnection implements ObjectStore {
  private final StoreState state;
  private final Instance instance;
  private final Ledger ledger;
  private final Blobs blobs;
  private final Trees trees;
  private final WholeObjects whole;
  private final LocalView view = new LocalView();
  private final Consumer<StoreConnection> onClose;
  private final BlobWriter.Owner owner;

  StoreConnection(
      StoreState state, Instance instance, Ledger ledger, Consumer<StoreConnection> onClose) {
    this.state = state;
    this.instance = instance;
    this.ledger = ledger;
    this.blobs = new Blobs(state, ledger);
    this.trees = new Trees(state, ledger);
    this.whole = new WholeObjects(state, ledger);
    this.owner = new WriterOwner(blobs, this::sealed);
    this.onClose = onClose;
  }

  // What a server needs.

  /// Blobs by id and place.
  public Blobs blobs() {
    return blobs;
  }

  /// Metadata as JSON.
  public Trees trees() {
    return trees;
  }

  /// Returns the pages of all free memory to the system.
  public void trim() {
    state.trim(ledger);
  }

  /// Blobs whose bytes go over a network.
  public BlobTransfers transfers() {
    return new BlobTransfers(state, ledger);
  }

  /// Objects together with their blobs.
  public WholeObjects wholeObjects() {
    return whole;
  }

  /// Takes blobs over from another session of the same store. Both sessions can read them from then
  /// on, and they are never spilled; their bytes go when both have deleted them.
  ///
  /// @param ids from their ids there to their ids here
  /// @throws StoreException.NotFound if one is not there; then none is taken
  /// @throws StoreException.Exists if an id is taken here
  public void takeOver(EmbeddedStore source, Map<ObjectId, ObjectId> ids) {
    state.change(ledger, () -> state.takeOver(source.state(), ids));
  }

  /// What this connection does with files beside the shared memory.
  public SideFiles sideFiles() {
    return new SideFiles(state, ledger);
  }

  /// What this connection does with streams.
  public Streams streams() {
    return new Streams(state, ledger);
  }

  /// What this connection asks of the spill file.
  public Spilling spilling() {
    return new Spilling(state, ledger);
  }

  // ObjectStore.

  @Override
  public long instanceId() {
    return state.options.instanceId();
  }

  @Override
  public BlobWriter createBlob(long byteSize) {
    return writer(blobs.allocate(byteSize));
  }

  @Override
  public List<BlobWriter> createBlobs(long... byteSizes) {
    return blobs.allocateAll(byteSizes).stream().map(this::writer).toList();
  }

  private BlobWriter writer(BlobExtent extent) {
    return new BlobWriter(extent.id(), view.writable(extent), owner);
  }

  private Blob sealed(ObjectId id) {
    return view.readOnly(state.change(ledger, () -> state.blobs.sealAndPin(id, ledger)));
  }

  @Override
  public Pin pin(Collection<ObjectId> ids) {
    Set<ObjectId> wanted = Set.copyOf(ids);
    return pinned(call(() -> state.blobs.pin(wanted, ledger)));
  }

  private Pin pinned(List<BlobExtent> extents) {
    Map<ObjectId, Blob> blobs = new LinkedHashMap<>();
    extents.forEach(extent -> blobs.put(extent.id(), view.readOnly(extent)));
    return new Pin(blobs, transfers()::unpin);
  }

  @Override
  public ObjectMeta create(ObjectMeta.Draft draft) {
    return createAll(List.of(draft)).getFirst();
  }

  @Override
  public List<ObjectMeta> createAll(List<ObjectMeta.Draft> drafts) {
    return publish(List.of(), drafts);
  }

  @Override
  public List<ObjectMeta> publish(List<BlobWriter> blobs, List<ObjectMeta.Draft> drafts) {
    List<ObjectNode> contents = drafts.stream().map(draft -> draft.toJson(instanceId())).toList();
    List<ObjectId> ids = blobs.stream().map(BlobWriter::retire).toList();
    return metas(whole.publishAndPin(ids, contents));
  }

  @Override
  public PinnedObjects pinObjects(Collection<ObjectId> ids) {
    ObjectsWithBlobs found = whole.pin(ids);
    Pin pin = pinned(found.blobs());
    Map<ObjectId, ObjectMeta> metas = new LinkedHashMap<>();
    metas(found.trees()).forEach(meta -> metas.put(meta.id(), meta));
    return PinnedObjects.complete(ids, metas, pin);
  }

  private static List<ObjectMeta> metas(ObjectNode trees) {
    return trees.valueStream().map(tree -> ObjectMeta.of((ObjectNode) tree)).toList();
  }

  @Override
  public Optional<ObjectMeta> find(ObjectId id) {
    catchUp();
    return metas(trees.get(List.of(id))).stream().findFirst();
  }

  @Override
  public List<ObjectMeta> list(Pattern typeName, int limit) {
    return metas(trees.list(typeName, limit));
  }

  @Override
  public boolean exists(ObjectId id) {
    catchUp();
    return call(() -> state.catalog.exists(id));
  }

  @Override
  public Set<ObjectId> delete(Collection<ObjectId> ids, DeleteOption... options) {
    Set<DeleteOption> chosen = EnumSet.noneOf(DeleteOption.class);
    chosen.addAll(List.of(options));
    Set<ObjectId> gone =
        state.share(
            ledger,
            () -> state.sharing.planDelete(ids, chosen),
            () -> state.delete(ids, chosen, ledger));
    if (chosen.contains(DeleteOption.TRIM)) trim();
    return gone;
  }

  @Override
  public void persist(ObjectId id) {
    state.share(ledger, () -> state.sharing.planPersist(id), () -> state.catalog.persist(id));
  }

  @Override
  public ObjectId migrate(ObjectId id) {
    return call(() -> state.migration)
        .orElseThrow(() -> new StoreException.Unsupported("this store is alone; it has no server"))
        .apply(id);
  }

  @Override
  public boolean isPersistent(ObjectId id) {
    return call(() -> state.catalog.isPersistent(id));
  }

  @Override
  public void label(ObjectId id, Map<String, String> labels) {
    state.share(
        ledger, () -> state.sharing.planLabel(id, labels), () -> state.catalog.label(id, labels));
  }

  @Override
  public void putName(String name, ObjectId id) {
    state.share(
        ledger, () -> state.names.planPut(name, id), () -> state.names.put(name, id, ledger));
  }

  @Override
  public Optional<ObjectId> findName(String name) {
    catchUp();
    return call(() -> state.names.find(name));
  }

  @Override
  public Map<String, ObjectId> listNames(Pattern name, int limit) {
    catchUp();
    return call(() -> state.names.list(name, limit));
  }

  @Override
  public void dropName(String name) {
    state.share(ledger, () -> state.names.planDrop(name), () -> state.names.drop(name, ledger));
  }

  @Override
  public void begin() {
    state.run(ledger, () -> state.begin(ledger));
  }

  @Override
  public void commit() {
    state.run(ledger, () -> state.commit(ledger));
  }

  @Override
  public void rollback() {
    state.change(ledger, () -> state.rollback(ledger));
  }

  @Override
  public StoreStatus status() {
    return call(state::status);
  }

  @Override
  public List<ConnectionStatus> connections() {
    return call(state::connections);
  }

  @Override
  public ObjectNode clusterMeta() {
    catchUp();
    return call(instance::toJson);
  }

  @Override
  public void clear() {
    state.share(ledger, state.sharing::planClear, () -> state.clear(ledger));
    trim();
  }

  @Override
  public void close() {
    leave(Leaving.ORDERLY);
  }

  /// Ends the connection of a client that died: also those of its sealed blobs go that no metadata
  /// links and no other connection references.
  public void abandon() {
    leave(Leaving.ABANDONED);
  }

  private void leave(Leaving how) {
    state.leave(ledger, how);
    onClose.accept(this);
    view.close();
  }

  /// Waits until this store has seen everything that the cluster shared before this call, if it is
  /// part of one that can be reached.
  public void catchUp() {
    state.shared.ifPresent(SharedMetadata::catchUp);
  }

  /// What this store shares with others, if it is part of a cluster.
  public Optional<SharedMetadata> cluster() {
    return state.shared;
  }

  private <T> T call(Supplier<T> action) {
    return state.call(ledger, action);
  }
}

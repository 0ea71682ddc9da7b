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
  private final WholeObjects whole;
  private final LocalView view = new LocalView();
  private final Consumer<StoreConnection> onClose;
  private final BlobWriter.Owner owner = new WriterOwner(this, this::sealed);

  StoreConnection(
      StoreState state, Instance instance, Ledger ledger, Consumer<StoreConnection> onClose) {
    this.state = state;
    this.instance = instance;
    this.ledger = ledger;
    this.whole = new WholeObjects(state, ledger);
    this.onClose = onClose;
  }

  // Blobs, as the wire protocol has them.

  /// Creates an unsealed blob; no reference is taken. Size 0 gives [BlobExtent#EMPTY]. Waits for
  /// room that is about to come free.
  ///
  /// @throws StoreException.Full if there is no room
  public BlobExtent allocate(long byteSize) {
    return allocateAll(byteSize).getFirst();
  }

  /// Creates unsealed blobs, all or none, in order. Waits for room that is about to come free.
  ///
  /// @throws StoreException.Full if there is no room for all
  public List<BlobExtent> allocateAll(long... byteSizes) {
    return state.await(ledger, () -> state.blobs.allocateAll(byteSizes, ledger));
  }

  /// As [#allocateAll], without waiting.
  ///
  /// @return nothing while room is about to come free; try again after the store's next change
  public Optional<List<BlobExtent>> tryAllocateAll(long... byteSizes) {
    return call(() -> state.blobs.allocateAll(byteSizes, ledger));
  }

  /// Seals a blob, if it is not sealed yet, and references it.
  ///
  /// @throws StoreException.NotFound if it is not there
  public BlobExtent seal(ObjectId id) {
    return change(() -> state.blobs.seal(id, ledger));
  }

  /// References blobs and tells where they are, in the order given; unknown ids are left out. The
  /// id 2^64−1 stands for all memory.
  ///
  /// @param unsafe whether unsealed blobs may be used too
  /// @throws StoreException.NotSealed if one is not sealed; then none is referenced
  public List<BlobExtent> extents(Collection<ObjectId> ids, boolean unsafe) {
    return call(() -> state.blobs.extents(ids, unsafe, ledger));
  }

  /// References blobs; unknown ids are ignored.
  public void reference(Collection<ObjectId> ids) {
    run(() -> state.blobs.reference(ids, ledger));
  }

  /// Gives this connection's reference to a blob back.
  ///
  /// @throws StoreException.NotFound if this connection doesn't reference it but others
  /// @throws StoreException.Invalid if this connection references nothing at all
  public void release(ObjectId id) {
    change(() -> state.blobs.release(id, ledger));
  }

  /// Deletes a blob, whatever links it.
  ///
  /// @throws StoreException.NotFound if it is not there
  public void drop(ObjectId id) {
    boolean there = change(() -> state.blobs.remove(id, ledger));
    if (!there)
      throw new StoreException.NotFound("blob %s doesn't exist in the store".formatted(id));
  }

  /// Cuts an unsealed blob to its first `byteSize` bytes.
  ///
  /// @throws StoreException.Sealed if it is sealed
  /// @throws StoreException.Invalid if it is smaller
  /// @throws StoreException.NotFound if it is not there
  public void shrink(ObjectId id, long byteSize) {
    run(() -> state.blobs.shrink(id, byteSize));
  }

  /// False for a sealed blob that was referenced and is no more; true for all others, also unknown
  /// ones.
  public boolean isInUse(ObjectId id) {
    return call(() -> state.blobs.isInUse(id));
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
    change(() -> state.takeOver(source.state(), ids));
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

  // Metadata, as the wire protocol has it.

  /// Creates an object from its tree.
  ///
  /// @throws StoreException.BadMeta if the tree breaks a rule of metadata
  /// @throws StoreException.NotFound if a member is not there
  public CreatedObject createTree(ObjectNode content) {
    return createTrees(List.of(content)).getFirst();
  }

  /// As [#createTree] for each tree, in order: all or none.
  public List<CreatedObject> createTrees(List<ObjectNode> contents) {
    return change(() -> state.catalog.create(contents, ledger)).stream()
        .map(made -> new CreatedObject(made.id(), made.signature(), made.instanceId()))
        .toList();
  }

  /// The whole trees of those objects and sealed blobs that exist, by printed id.
  public ObjectNode trees(Collection<ObjectId> ids) {
    return call(() -> state.catalog.trees(ids));
  }

  /// The whole trees of objects whose type matches, by printed id, ascending; then of sealed blobs
  /// if there is room and the pattern, read as a wildcard, matches `vineyard::Blob`.
  public ObjectNode listTrees(Pattern typeName, int limit) {
    return call(() -> state.catalog.list(typeName, limit));
  }

  /// Creates an object that shares all members of another one, and its signature.
  ///
  /// @param extra values to add or replace; no JSON arrays or objects
  public ObjectId shallowCopy(ObjectId id, ObjectNode extra) {
    StoredObject copy = call(() -> state.catalog.shallowCopy(id, extra));
    return state.share(
        ledger,
        () -> state.sharing.planCopy(copy),
        () -> {
          state.catalog.add(copy, ledger);
          return copy.id();
        });
  }

  // ObjectStore.

  @Override
  public long instanceId() {
    return state.options.instanceId();
  }

  @Override
  public BlobWriter createBlob(long byteSize) {
    return writer(allocate(byteSize));
  }

  @Override
  public List<BlobWriter> createBlobs(long... byteSizes) {
    return allocateAll(byteSizes).stream().map(this::writer).toList();
  }

  private BlobWriter writer(BlobExtent extent) {
    return new BlobWriter(extent.id(), view.writable(extent), owner);
  }

  private Blob sealed(ObjectId id) {
    return view.readOnly(change(() -> state.blobs.sealAndPin(id, ledger)));
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
    return metas(trees(List.of(id))).stream().findFirst();
  }

  @Override
  public List<ObjectMeta> list(Pattern typeName, int limit) {
    return metas(listTrees(typeName, limit));
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
    share(() -> state.sharing.planPersist(id), () -> state.catalog.persist(id));
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
    share(() -> state.sharing.planLabel(id, labels), () -> state.catalog.label(id, labels));
  }

  @Override
  public void putName(String name, ObjectId id) {
    share(() -> state.names.planPut(name, id), () -> state.names.put(name, id, ledger));
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
    share(() -> state.names.planDrop(name), () -> state.names.drop(name, ledger));
  }

  @Override
  public void begin() {
    run(() -> state.begin(ledger));
  }

  @Override
  public void commit() {
    run(() -> state.commit(ledger));
  }

  @Override
  public void rollback() {
    change(() -> state.rollback(ledger));
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
    share(state.sharing::planClear, () -> state.clear(ledger));
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

  private void share(Supplier<List<MetaChange>> plan, Runnable apply) {
    state.share(ledger, plan, asSupplier(apply));
  }

  private <T> T call(Supplier<T> action) {
    return state.call(ledger, action);
  }

  private void run(Runnable action) {
    call(asSupplier(action));
  }

  private <T> T change(Supplier<T> action) {
    return state.change(ledger, action);
  }

  private void change(Runnable action) {
    change(asSupplier(action));
  }

  private static Supplier<Boolean> asSupplier(Runnable action) {
    return () -> {
      action.run();
      return true;
    };
  }
}

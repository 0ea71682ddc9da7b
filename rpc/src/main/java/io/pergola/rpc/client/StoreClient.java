package io.pergola.rpc.client;

import io.pergola.rpc.protocol.BatchReply;
import io.pergola.rpc.protocol.BuildRequest;
import io.pergola.rpc.protocol.Capabilities;
import io.pergola.rpc.protocol.MetaReply;
import io.pergola.rpc.protocol.MetaRequest;
import io.pergola.rpc.protocol.NameReply;
import io.pergola.rpc.protocol.NameRequest;
import io.pergola.rpc.protocol.SessionReply;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.store.BlobWriter;
import io.pergola.store.ConnectionStatus;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pattern;
import io.pergola.store.Pin;
import io.pergola.store.PinnedObjects;
import io.pergola.store.StoreException;
import io.pergola.store.StoreStatus;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A store in another process. Metadata goes through the server; bytes of blobs are mapped and read
/// and written in place.
final class StoreClient implements ObjectStore {
  private final ServerLink link;
  private final ClientBlobs blobs;

  StoreClient(ServerLink link) {
    this.link = link;
    this.blobs = new ClientBlobs(link);
  }

  @Override
  public long instanceId() {
    return link.server().instanceId();
  }

  @Override
  public BlobWriter createBlob(long byteSize) {
    return blobs.create(byteSize);
  }

  @Override
  public List<BlobWriter> createBlobs(long... byteSizes) {
    return blobs.createAll(byteSizes);
  }

  @Override
  public Pin pin(Collection<ObjectId> ids) {
    return blobs.pin(ids);
  }

  @Override
  public PinnedObjects pinObjects(Collection<ObjectId> ids) {
    Set<ObjectId> wanted = new LinkedHashSet<>(ids);
    ClientBlobs.Trees found =
        link.offers(Capabilities.BATCH) ? blobs.pinObjects(wanted) : pinPlainly(wanted);
    return PinnedObjects.complete(wanted, metas(found.trees()), found.pin());
  }

  private ClientBlobs.Trees pinPlainly(Set<ObjectId> ids) {
    ObjectNode trees = content(new MetaRequest.GetData(List.copyOf(ids), true, false));
    Set<ObjectId> wanted = new LinkedHashSet<>();
    metas(trees).values().forEach(meta -> wanted.addAll(meta.blobs(instanceId())));
    try {
      return new ClientBlobs.Trees(trees, blobs.pin(wanted));
    } catch (StoreException.NotFound | StoreException.NotSealed incomplete) {
      return new ClientBlobs.Trees(trees, blobs.pin(List.of()));
    }
  }

  private static Map<ObjectId, ObjectMeta> metas(ObjectNode trees) {
    Map<ObjectId, ObjectMeta> metas = new LinkedHashMap<>();
    trees.forEachEntry((id, tree) -> metas.put(ObjectId.parse(id), ObjectMeta.of(tree.asObject())));
    return metas;
  }

  @Override
  public ObjectMeta create(ObjectMeta.Draft draft) {
    return createAll(List.of(draft)).getFirst();
  }

  @Override
  public List<ObjectMeta> createAll(List<ObjectMeta.Draft> drafts) {
    if (drafts.isEmpty()) return List.of();
    return link.offers(Capabilities.BATCH)
        ? publishAtOnce(List.of(), drafts)
        : createPlainly(drafts);
  }

  @Override
  public List<ObjectMeta> publish(List<BlobWriter> writers, List<ObjectMeta.Draft> drafts) {
    return link.offers(Capabilities.BATCH)
        ? publishAtOnce(writers, drafts)
        : publishPlainly(writers, drafts);
  }

  private List<ObjectMeta> publishAtOnce(List<BlobWriter> writers, List<ObjectMeta.Draft> drafts) {
    List<ObjectNode> trees = drafts.stream().map(draft -> draft.toJson(instanceId())).toList();
    BatchReply.Published made =
        blobs.publish(writers.stream().map(BlobWriter::retire).toList(), trees);
    return inOrder(made.ids(), made.content());
  }

  private List<ObjectMeta> publishPlainly(List<BlobWriter> writers, List<ObjectMeta.Draft> drafts) {
    List<ObjectId> sealed = writers.stream().map(writer -> writer.seal().id()).toList();
    try {
      return drafts.isEmpty() ? List.of() : createPlainly(drafts);
    } catch (StoreException refused) {
      delete(sealed, DeleteOption.FASTPATH);
      throw refused;
    }
  }

  private List<ObjectMeta> createPlainly(List<ObjectMeta.Draft> drafts) {
    List<ObjectNode> trees = drafts.stream().map(draft -> draft.toJson(instanceId())).toList();
    MetaReply.AllCreated reply =
        link.call(new MetaRequest.CreateDatas(trees), MetaReply.AllCreated.class);
    List<ObjectId> ids = reply.created().stream().map(MetaReply.Created::id).toList();
    return inOrder(ids, content(new MetaRequest.GetData(ids, true, false)));
  }

  private static List<ObjectMeta> inOrder(List<ObjectId> ids, ObjectNode content) {
    return ids.stream()
        .map(id ->
            metaIn(content, id)
                .orElseThrow(() ->
                    new StoreException.NotFound("object %s is deleted already".formatted(id))))
        .toList();
  }

  @Override
  public Optional<ObjectMeta> find(ObjectId id) {
    return metaIn(content(new MetaRequest.GetData(List.of(id), true, false)), id);
  }

  @Override
  public List<ObjectMeta> list(Pattern typeName, int limit) {
    return content(new MetaRequest.ListData(typeName, limit))
        .valueStream()
        .map(tree -> ObjectMeta.of(tree.asObject()))
        .toList();
  }

  private static Optional<ObjectMeta> metaIn(ObjectNode content, ObjectId id) {
    return content.optional(id.toString()).map(tree -> ObjectMeta.of(tree.asObject()));
  }

  private ObjectNode content(MetaRequest request) {
    return link.call(request, MetaReply.Content.class).content();
  }

  @Override
  public boolean exists(ObjectId id) {
    return link.call(new MetaRequest.Exists(id), MetaReply.Exists.class).exists();
  }

  @Override
  public Set<ObjectId> delete(Collection<ObjectId> ids, DeleteOption... options) {
    Set<DeleteOption> chosen = EnumSet.noneOf(DeleteOption.class);
    chosen.addAll(List.of(options));
    return blobs.delete(new LinkedHashSet<>(ids), chosen);
  }

  @Override
  public void persist(ObjectId id) {
    link.call(new MetaRequest.Persist(id));
  }

  @Override
  public ObjectId migrate(ObjectId id) {
    return link.call(new MetaRequest.Migrate(id), MetaReply.Migrated.class).id();
  }

  @Override
  public boolean isPersistent(ObjectId id) {
    return link.call(new MetaRequest.IfPersist(id), MetaReply.Persistent.class).persistent();
  }

  @Override
  public void label(ObjectId id, Map<String, String> labels) {
    List<String> keys = List.copyOf(labels.keySet());
    link.call(new MetaRequest.Label(id, keys, keys.stream().map(labels::get).toList()));
  }

  @Override
  public void putName(String name, ObjectId id) {
    link.call(new NameRequest.PutName(id, name));
  }

  @Override
  public Optional<ObjectId> findName(String name) {
    try {
      NameRequest request = new NameRequest.GetName(name, false);
      return Optional.of(link.call(request, NameReply.Found.class).id());
    } catch (StoreException.NotFound unknown) {
      return Optional.empty();
    }
  }

  @Override
  public Map<String, ObjectId> listNames(Pattern name, int limit) {
    return link.call(new NameRequest.ListName(name, limit), NameReply.Listed.class).names();
  }

  @Override
  public void dropName(String name) {
    link.call(new NameRequest.DropName(name));
  }

  @Override
  public void begin() {
    build(new BuildRequest.Begin());
  }

  @Override
  public void commit() {
    build(new BuildRequest.Commit());
  }

  @Override
  public void rollback() {
    blobs.clear(() -> build(new BuildRequest.Rollback()));
  }

  private void build(BuildRequest request) {
    requireOffered(Capabilities.BUILD, "builds");
    link.call(request);
  }

  private void requireOffered(String capability, String what) {
    if (link.offers(capability)) return;
    throw new StoreException.Unsupported(
        "the server at %s does not offer %s; it is none of Pergola's"
            .formatted(link.server().ipcSocket(), what));
  }

  @Override
  public StoreStatus status() {
    return link.call(new SessionRequest.InstanceStatus(), SessionReply.InstanceStatus.class)
        .status();
  }

  @Override
  public List<ConnectionStatus> connections() {
    requireOffered(Capabilities.CONNECTIONS, "to say who holds what");
    return link.call(new SessionRequest.Connections(), SessionReply.Connections.class)
        .connections();
  }

  @Override
  public ObjectNode clusterMeta() {
    return link.call(new SessionRequest.ClusterMeta(), SessionReply.ClusterMeta.class).meta();
  }

  @Override
  public void clear() {
    blobs.clear(() -> link.call(new MetaRequest.Clear()));
  }

  @Override
  public void close() {
    link.close();
  }

  /// Ends the connection as the death of this process would.
  void sever() {
    link.sever();
  }
}

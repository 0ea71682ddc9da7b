package io.pergola.rpc.server;

import io.pergola.rpc.protocol.BatchRequest;
import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.BlobRequest;
import io.pergola.rpc.protocol.BuildRequest;
import io.pergola.rpc.protocol.Capabilities;
import io.pergola.rpc.protocol.MetaReply;
import io.pergola.rpc.protocol.MetaRequest;
import io.pergola.rpc.protocol.NameReply;
import io.pergola.rpc.protocol.NameRequest;
import io.pergola.rpc.protocol.RemoteRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.Request;
import io.pergola.rpc.protocol.SessionReply;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.rpc.protocol.StoreType;
import io.pergola.store.CreatedObject;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.SharedMetadata;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import io.pergola.store.StoreStatus;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What one client may and wants to do: carries its requests out on its connection to the store.
/// Used by one thread at a time.
final class ClientSession {
  private static final String VERSION = "0.24.2";

  private final Service service;
  private final StoreConnection connection;
  private final PassedFiles files;
  private final RemoteBlobs remoteBlobs;
  private final Batches batches;
  private final Optional<Passwords> passwords;
  private @Nullable CompletableFuture<Optional<Answer>> slow;
  private volatile boolean registered;

  private ClientSession(
      Service service, StoreConnection connection, Optional<Passwords> passwords) {
    this.service = service;
    this.connection = connection;
    this.files = new PassedFiles();
    this.remoteBlobs = new RemoteBlobs(connection.transfers(), files);
    this.batches = new Batches(connection.wholeObjects(), files);
    this.passwords = passwords;
  }

  /// A client on this machine.
  ///
  /// @param peer who it is, for messages
  static ClientSession local(Service service, String peer) {
    return new ClientSession(service, service.store.connectLocal(peer), Optional.empty());
  }

  /// A client that came over TCP.
  ///
  /// @param peer who it is, for messages
  /// @param passwords what it must know
  static ClientSession remote(Service service, String peer, Optional<Passwords> passwords) {
    ClientSession session =
        new ClientSession(service, service.store.connectRemote(peer), passwords);
    session.files.never();
    return session;
  }

  /// Where to count what this client asks for, if anywhere.
  Optional<Metrics> metrics() {
    return service.metrics;
  }

  boolean isRegistered() {
    return registered;
  }

  /// Carries out a request.
  ///
  /// @return nothing if the request waits for something that is not there yet; ask again after the
  ///   store's next change
  /// @param wake to be called when another thread has carried it out
  /// @throws StoreException if it can't be carried out
  Optional<Answer> answer(Request request, Runnable wake) {
    if (!registered && !(request instanceof SessionRequest.Register)) {
      throw new StoreException.Invalid(
          "'%s' before 'register_request': register the connection first"
              .formatted(request.type()));
    }
    if (slow != null) return finished(slow);
    if (isSlow(request)) return slowly(() -> carryOut(request), wake);
    return carryOut(request);
  }

  /// Whether a request may take long: it asks for other machines, for a slow hash, or for many
  /// pages to be returned.
  private boolean isSlow(Request request) {
    boolean shared = service.store.isShared();
    return switch (request) {
      case SessionRequest.Register _ -> passwords.isPresent();
      case MetaRequest.Migrate _, SessionRequest.MemoryTrim _, MetaRequest.Clear _ -> true;
      case MetaRequest.Delete delete when delete.options().contains(DeleteOption.TRIM) -> true;
      case MetaRequest.GetData get -> shared && get.syncRemote();
      case MetaRequest.CreateData _, MetaRequest.CreateDatas _, MetaRequest.ListData _ -> false;
      case SessionRequest.ClusterMeta _,
          SessionRequest.AcquireLock _,
          SessionRequest.ReleaseLock _,
          BatchRequest.Get _,
          MetaRequest _,
          NameRequest _ ->
          shared;
      default -> false;
    };
  }

  private Optional<Answer> carryOut(Request request) {
    return switch (request) {
      case SessionRequest session -> Optional.of(new Answer(answer(session)));
      case BlobRequest blob -> Optional.of(answer(blob));
      case RemoteRequest remote -> Optional.of(remoteBlobs.answer(remote));
      case MetaRequest meta -> answer(meta).map(Answer::new);
      case NameRequest name -> answer(name).map(Answer::new);
      case BatchRequest batch -> {
        if (batch instanceof BatchRequest.Get) connection.catchUp();
        yield Optional.of(batches.answer(batch));
      }
      case BuildRequest build -> Optional.of(new Answer(answer(build)));
    };
  }

  /// Lets another thread carry a request out.
  private Optional<Answer> slowly(Supplier<Optional<Answer>> work, Runnable wake) {
    slow = CompletableFuture.supplyAsync(work, service.workers);
    var _ = slow.whenComplete((answer, failure) -> wake.run());
    return Optional.empty();
  }

  /// What the other thread's work came to, if it is done.
  private Optional<Answer> finished(CompletableFuture<Optional<Answer>> work) {
    if (!work.isDone()) return Optional.empty();
    slow = null;
    try {
      return work.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) throw cause;
      throw failed;
    }
  }

  private Reply answer(SessionRequest request) {
    return switch (request) {
      case SessionRequest.Register register -> register(register);
      case SessionRequest.Exit exit ->
          throw new IllegalArgumentException(exit.type() + " has no answer");
      case SessionRequest.InstanceStatus _ -> new SessionReply.InstanceStatus(status());
      case SessionRequest.ClusterMeta _ -> new SessionReply.ClusterMeta(connection.clusterMeta());
      case SessionRequest.Connections _ -> new SessionReply.Connections(connection.connections());
      case SessionRequest.Debug _ -> new SessionReply.Debugged();
      case SessionRequest.MemoryTrim _ -> {
        connection.trim();
        yield new SessionReply.Trimmed();
      }
      case SessionRequest.AcquireLock acquire ->
          new SessionReply.Locked(cluster(acquire).acquireLock(acquire.key()));
      case SessionRequest.ReleaseLock release -> {
        cluster(release).releaseLock(release.key());
        yield new SessionReply.Unlocked();
      }
    };
  }

  private SharedMetadata cluster(Request request) {
    return connection
        .cluster()
        .orElseThrow(() ->
            new StoreException.Unsupported(
                "'%s' needs a cluster; this store keeps its metadata to itself"
                    .formatted(request.type())));
  }

  private Reply register(SessionRequest.Register request) {
    passwords.ifPresent(users -> users.check(request.username(), request.password()));
    registered = true;
    boolean javaSdk = request.version().equals("0.0.0") && request.storeType() == StoreType.UNSAID;
    if (javaSdk) files.alwaysWritable();
    return new SessionReply.Registered(
        service.socket,
        service.rpcEndpoint(),
        connection.instanceId(),
        0,
        VERSION,
        request.storeType().isDefault(),
        service.clientsCompress(),
        Capabilities.ALL);
  }

  private StoreStatus status() {
    StoreStatus status = connection.status();
    return new StoreStatus(
        status.instanceId(),
        status.deployment(),
        status.memoryUsage(),
        status.memoryLimit(),
        status.deletedBytes(),
        service.deferrals.count(),
        status.ipcConnections(),
        status.rpcConnections());
  }

  private Answer answer(BlobRequest request) {
    return switch (request) {
      case BlobRequest.CreateBuffer create ->
          created(files.toWrite(connection.allocate(create.size())));
      case BlobRequest.CreateBuffers create ->
          allCreated(connection.allocateAll(create.sizes()).stream().map(files::toWrite).toList());
      case BlobRequest.GetBuffers get ->
          found(connection.extents(get.ids(), get.unsafe()).stream().map(files::toRead).toList());
      case BlobRequest.Seal seal -> done("seal_reply", () -> connection.seal(seal.id()));
      case BlobRequest.DropBuffer drop ->
          done("drop_buffer_reply", () -> connection.drop(drop.id()));
      case BlobRequest.ShrinkBuffer shrink ->
          done("shrink_buffer_reply", () -> connection.shrink(shrink.id(), shrink.size()));
      case BlobRequest.IncreaseReferenceCount reference ->
          done("increase_reference_count_reply", () -> connection.reference(reference.ids()));
      case BlobRequest.Release release ->
          done("release_reply", () -> connection.release(release.id()));
      case BlobRequest.IsInUse ask -> new Answer(new BlobReply.InUse(connection.isInUse(ask.id())));
      case BlobRequest.IsSpilled _ -> new Answer(new BlobReply.Spilled(false));
    };
  }

  private Answer created(PassedFiles.Place place) {
    PassedFiles.Shipment shipment = files.ship(List.of(place));
    int number = shipment.files().isEmpty() ? -1 : shipment.numbers().getFirst();
    return new Answer(new BlobReply.Created(place.payload(), number), shipment.descriptors());
  }

  private Answer allCreated(List<PassedFiles.Place> places) {
    PassedFiles.Shipment shipment = files.ship(places); // one file, so it is sorted as it must be
    return new Answer(
        new BlobReply.AllCreated(shipment.payloads(), shipment.numbers()), shipment.descriptors());
  }

  private Answer found(List<PassedFiles.Place> places) {
    PassedFiles.Shipment shipment = files.ship(places);
    return new Answer(
        new BlobReply.Found(shipment.payloads(), shipment.numbers()), shipment.descriptors());
  }

  private static Answer done(String type, Runnable action) {
    action.run();
    return new Answer(new Reply.Done(type));
  }

  private Optional<Reply> answer(MetaRequest request) {
    return switch (request) {
      case MetaRequest.GetData get -> get(get);
      case MetaRequest.ListData list ->
          Optional.of(new MetaReply.Content(connection.listTrees(list.pattern(), list.limit())));
      case MetaRequest.CreateData create ->
          Optional.of(created(connection.createTree(create.content())));
      case MetaRequest.CreateDatas create ->
          Optional.of(
              new MetaReply.AllCreated(
                  connection.createTrees(create.contents()).stream()
                      .map(ClientSession::created)
                      .toList()));
      case MetaRequest.Delete delete -> Optional.of(delete(delete));
      case MetaRequest.Exists ask -> Optional.of(new MetaReply.Exists(connection.exists(ask.id())));
      case MetaRequest.Persist persist -> {
        connection.persist(persist.id());
        yield Optional.of(new Reply.Done("persist_reply"));
      }
      case MetaRequest.IfPersist ask ->
          Optional.of(new MetaReply.Persistent(connection.isPersistent(ask.id())));
      case MetaRequest.Label label -> {
        connection.label(label.id(), labels(label));
        yield Optional.of(new Reply.Done("label_reply"));
      }
      case MetaRequest.Clear _ -> {
        connection.clear();
        yield Optional.of(new Reply.Done("clear_reply"));
      }
      case MetaRequest.Migrate migrate ->
          Optional.of(new MetaReply.Migrated(connection.migrate(migrate.id())));
      case MetaRequest.ShallowCopy copy -> Optional.of(copy(copy));
    };
  }

  private Optional<Reply> get(MetaRequest.GetData request) {
    if (request.syncRemote()) connection.catchUp();
    ObjectNode trees = connection.trees(request.ids());
    if (request.waits() && trees.size() < new HashSet<>(request.ids()).size())
      return Optional.empty();
    return Optional.of(new MetaReply.Content(trees));
  }

  private static MetaReply.Created created(CreatedObject object) {
    return new MetaReply.Created(object.id(), object.signature(), object.instanceId());
  }

  private Reply delete(MetaRequest.Delete request) {
    var blobs = connection.delete(request.ids(), request.options().toArray(DeleteOption[]::new));
    if (!request.feedback()) return new Reply.Done("del_data_reply");
    return new MetaReply.Deleted(List.copyOf(blobs));
  }

  private static Map<String, String> labels(MetaRequest.Label request) {
    List<String> keys = request.keys();
    if (keys.size() != request.values().size()) {
      throw new StoreException.Invalid(
          "label_request: %d keys but %d values; each key needs one"
              .formatted(keys.size(), request.values().size()));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) labels.put(keys.get(i), request.values().get(i));
    return labels;
  }

  private Reply copy(MetaRequest.ShallowCopy request) {
    if (!(request.extra() instanceof ObjectNode extra)) {
      throw new StoreException.Refused(
          "shallow_copy_request: field 'extra' is no JSON object, expected values by key");
    }
    return new MetaReply.Copied(connection.shallowCopy(request.id(), extra));
  }

  private Optional<Reply> answer(NameRequest request) {
    return switch (request) {
      case NameRequest.PutName put -> {
        connection.putName(put.name(), put.id());
        yield Optional.of(new Reply.Done("put_name_reply"));
      }
      case NameRequest.GetName get -> find(get);
      case NameRequest.ListName list ->
          Optional.of(new NameReply.Listed(connection.listNames(list.pattern(), list.limit())));
      case NameRequest.DropName drop -> {
        connection.dropName(drop.name());
        yield Optional.of(new Reply.Done("drop_name_reply"));
      }
    };
  }

  private Optional<Reply> find(NameRequest.GetName request) {
    Optional<ObjectId> id = connection.findName(request.name());
    if (id.isEmpty() && !request.waits()) {
      throw new StoreException.NotFound("there is no name '%s'".formatted(request.name()));
    }
    return id.map(NameReply.Found::new);
  }

  private Reply answer(BuildRequest request) {
    switch (request) {
      case BuildRequest.Begin _ -> connection.begin();
      case BuildRequest.Commit _ -> connection.commit();
      case BuildRequest.Rollback _ -> connection.rollback();
    }
    return new Reply.Done(request.type().replace("_request", "_reply"));
  }

  /// The client took its leave: what it sealed stays.
  void exit() {
    connection.close();
  }

  /// The client is gone without a word: what nobody else can reach goes too.
  void abandon() {
    connection.abandon();
  }
}

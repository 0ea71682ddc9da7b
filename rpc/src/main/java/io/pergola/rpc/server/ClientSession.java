package io.pergola.rpc.server;

import io.pergola.rpc.protocol.BatchRequest;
import io.pergola.rpc.protocol.Capabilities;
import io.pergola.rpc.protocol.FileRequest;
import io.pergola.rpc.protocol.MetaRequest;
import io.pergola.rpc.protocol.NameRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.Request;
import io.pergola.rpc.protocol.SessionReply;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.rpc.protocol.StoreType;
import io.pergola.store.DeleteOption;
import io.pergola.store.SharedMetadata;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import io.pergola.store.StoreStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one client may and wants to do: carries its requests out on its connection to the store.
/// Used by one thread at a time.
final class ClientSession {
  private static final String VERSION = "0.24.2";

  private final String peer;
  private final Optional<RemoteRules> rules;
  private final PassedFiles files = new PassedFiles();
  private final HeldLocks locks = new HeldLocks();
  private volatile Place place;
  private @Nullable CompletableFuture<Optional<Answer>> slow;
  private volatile boolean registered;

  /// What holds for clients on other machines.
  ///
  /// @param passwords what they must know
  private record RemoteRules(Optional<Passwords> passwords) {}

  private ClientSession(Service service, String peer, Optional<RemoteRules> rules) {
    this.peer = peer;
    this.rules = rules;
    if (rules.isPresent()) {
      files.never();
      service.guests.enter();
    }
    place = placeIn(service, peer, rules.isPresent(), files);
  }

  private static Place placeIn(Service service, String peer, boolean remote, PassedFiles files) {
    StoreConnection connection =
        remote ? service.store.connectRemote(peer) : service.store.connectLocal(peer);
    return new Place(service, connection, files);
  }

  /// A client on this machine.
  ///
  /// @param peer who it is, for messages
  static ClientSession local(Service service, String peer) {
    return new ClientSession(service, peer, Optional.empty());
  }

  /// A client that came over TCP.
  ///
  /// @param peer who it is, for messages
  /// @param passwords what it must know
  static ClientSession remote(Service service, String peer, Optional<Passwords> passwords) {
    return new ClientSession(service, peer, Optional.of(new RemoteRules(passwords)));
  }

  /// Where to count what this client asks for, if anywhere.
  Optional<Metrics> metrics() {
    return place.service.metrics;
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
    boolean shared = place.service.store.isShared();
    return switch (request) {
      case SessionRequest.Register _ -> rules.flatMap(RemoteRules::passwords).isPresent();
      case SessionRequest.NewSession _ -> true;
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
    place.requireKind(request);
    return switch (request) {
      case SessionRequest.NewSession create -> Optional.of(open(create));
      case SessionRequest.DeleteSession _ -> Optional.of(delete());
      case SessionRequest session -> Optional.of(new Answer(answer(session)));
      case FileRequest file -> place.answer(requireLocal(file));
      default -> place.answer(request);
    };
  }

  /// Lets another thread carry a request out.
  private Optional<Answer> slowly(Supplier<Optional<Answer>> work, Runnable wake) {
    slow = CompletableFuture.supplyAsync(work, place.service.workers);
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
      case SessionRequest.ClusterMeta _ ->
          new SessionReply.ClusterMeta(place.connection.clusterMeta());
      case SessionRequest.Connections _ ->
          new SessionReply.Connections(place.connection.connections());
      case SessionRequest.Debug _ -> new SessionReply.Debugged();
      case SessionRequest.MemoryTrim _ -> {
        place.connection.trim();
        yield new SessionReply.Trimmed();
      }
      case SessionRequest.AcquireLock acquire ->
          new SessionReply.Locked(locks.acquire(cluster(acquire), acquire.key()));
      case SessionRequest.ReleaseLock release -> {
        locks.release(cluster(release), release.key());
        yield new SessionReply.Unlocked();
      }
      case SessionRequest.NewSession _, SessionRequest.DeleteSession _ ->
          throw new IllegalArgumentException(request.type() + " is answered elsewhere");
      case SessionRequest.MoveOwnership move -> takeOver(move);
    };
  }

  private SharedMetadata cluster(Request request) {
    return place
        .connection
        .cluster()
        .orElseThrow(() ->
            new StoreException.Unsupported(
                "'%s' needs a cluster; this store keeps its metadata to itself"
                    .formatted(request.type())));
  }

  private FileRequest requireLocal(FileRequest request) {
    if (rules.isEmpty()) return request;
    throw new StoreException.Refused(
        "'%s' is for clients on this machine, which can map files".formatted(request.type()));
  }

  private Answer open(SessionRequest.NewSession request) {
    if (request.storeType() == StoreType.UNKNOWN) {
      throw new StoreException.Invalid(
          "new_session_request: 'bulk_store_type' must be 1 (default) or 2 (Plasma)");
    }
    boolean plasma = request.storeType() == StoreType.PLASMA;
    Optional<PlasmaBlobs> names = plasma ? Optional.of(new PlasmaBlobs()) : Optional.empty();
    return new Answer(
        new SessionReply.SessionOpened(place.service.sessions.open(names).toString()));
  }

  private Answer delete() {
    place.service.sessions.delete(place.service);
    return Answer.last(new Reply.Done("delete_session_reply"));
  }

  private Reply takeOver(SessionRequest.MoveOwnership request) {
    Service from = session(request.sessionId());
    if (from.plasma.isPresent()) {
      throw new StoreException.Unsupported("blobs of a Plasma session can't be taken over");
    }
    place.connection.takeOver(from.store, request.ids());
    return new Reply.Done("move_buffers_ownership_reply");
  }

  private Service session(long id) {
    return place
        .service
        .sessions
        .find(id)
        .orElseThrow(
            () -> new StoreException.Invalid("there is no session S%016x; open one".formatted(id)));
  }

  /// Over TCP a client says which session it wants; on this machine its socket does.
  private void join(long id) {
    if (rules.isEmpty() || id == place.service.store.sessionId()) return;
    Service session = session(id);
    session.guests.enter();
    Place next = placeIn(session, peer, true, files);
    leave(StoreConnection::close);
    place = next;
  }

  private Reply register(SessionRequest.Register request) {
    rules
        .flatMap(RemoteRules::passwords)
        .ifPresent(users -> users.check(request.username(), request.password()));
    join(request.sessionId());
    registered = true;
    boolean javaSdk = request.version().equals("0.0.0") && request.storeType() == StoreType.UNSAID;
    if (javaSdk) files.alwaysWritable();
    return new SessionReply.Registered(
        place.service.socket,
        place.service.rpcEndpoint(),
        place.connection.instanceId(),
        place.service.store.sessionId(),
        VERSION,
        place.isOf(request.storeType()),
        place.service.clientsCompress(),
        Capabilities.ALL);
  }

  private StoreStatus status() {
    return place.connection.status().withDeferredRequests(place.service.deferrals.count());
  }

  /// The client took its leave: what it sealed stays.
  void exit() {
    leave(StoreConnection::close);
    giveLocksBack();
  }

  /// The client is gone without a word: what nobody else can reach goes too.
  void abandon() {
    leave(StoreConnection::abandon);
    giveLocksBack();
  }

  private void leave(Consumer<StoreConnection> how) {
    place.leave(how);
    if (rules.isPresent()) place.service.guests.leave();
  }

  private void giveLocksBack() {
    place
        .connection
        .cluster()
        .ifPresent(cluster -> Thread.startVirtualThread(() -> locks.end(cluster)));
  }
}

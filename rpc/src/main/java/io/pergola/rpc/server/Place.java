package io.pergola.rpc.server;

import io.pergola.rpc.protocol.BatchRequest;
import io.pergola.rpc.protocol.BlobRequest;
import io.pergola.rpc.protocol.BuildRequest;
import io.pergola.rpc.protocol.FileRequest;
import io.pergola.rpc.protocol.MetaRequest;
import io.pergola.rpc.protocol.NameRequest;
import io.pergola.rpc.protocol.PlasmaRequest;
import io.pergola.rpc.protocol.RemoteRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.Request;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.rpc.protocol.SpillRequest;
import io.pergola.rpc.protocol.StoreType;
import io.pergola.rpc.protocol.StreamRequest;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.util.Optional;
import java.util.function.Consumer;

/// The session that a client is in, and what it does there.
final class Place {
  final Service service;
  final StoreConnection connection;
  private final BlobAnswers blobs;
  private final StreamAnswers streams;
  private final FileAnswers sideFiles;
  private final RemoteBlobs remoteBlobs;
  private final MetaAnswers metadata;
  private final Batches batches;
  private final Optional<PlasmaAnswers> plasma;

  /// @param files what the client was passed so far
  Place(Service service, StoreConnection connection, PassedFiles files) {
    this.service = service;
    this.connection = connection;
    blobs = new BlobAnswers(connection, files);
    streams = new StreamAnswers(connection.streams(), files);
    sideFiles = new FileAnswers(connection, files);
    remoteBlobs = new RemoteBlobs(connection.transfers(), files);
    metadata = new MetaAnswers(connection);
    batches = new Batches(connection.wholeObjects(), files);
    plasma = service.plasma.map(names -> new PlasmaAnswers(names, connection, files));
  }

  /// Carries a request out that is not about the connection itself.
  ///
  /// @return nothing if it waits for something that is not there yet
  /// @throws StoreException if it can't be carried out
  Optional<Answer> answer(Request request) {
    return switch (request) {
      case BlobRequest blob -> blobs.answer(blob);
      case SpillRequest spill -> blobs.answer(spill);
      case StreamRequest stream -> streams.answer(stream);
      case FileRequest file -> Optional.of(sideFiles.answer(file));
      case RemoteRequest remote -> remoteBlobs.answer(remote);
      case MetaRequest meta -> metadata.answer(meta).map(Answer::new);
      case NameRequest name -> metadata.answer(name).map(Answer::new);
      case BatchRequest batch -> {
        if (batch instanceof BatchRequest.Get) connection.catchUp();
        yield Optional.of(batches.answer(batch));
      }
      case BuildRequest build -> Optional.of(new Answer(answer(build)));
      case PlasmaRequest named -> plasma.orElseThrow().answer(named);
      case SessionRequest session ->
          throw new IllegalArgumentException(session.type() + " is answered elsewhere");
    };
  }

  /// In a Plasma session clients know blobs by name only, elsewhere by id only.
  ///
  /// @throws StoreException.Invalid for requests of the other kind
  void requireKind(Request request) {
    boolean byName = request instanceof PlasmaRequest;
    boolean byId =
        switch (request) {
          case BlobRequest _,
              RemoteRequest _,
              StreamRequest _,
              FileRequest _,
              BatchRequest _,
              SessionRequest.MoveOwnership _ ->
              true;
          default -> false;
        };
    if (plasma.isPresent() ? !byId : !byName) return;
    throw new StoreException.Invalid(
        "'%s' needs a %s session; this is a %s one"
            .formatted(
                request.type(), byName ? "Plasma" : "default", byName ? "default" : "Plasma"));
  }

  /// Whether the session is of the kind that a client asks for.
  boolean isOf(StoreType wanted) {
    return plasma.isPresent() ? wanted == StoreType.PLASMA : wanted.isDefault();
  }

  /// Ends the client's connection to the store.
  void leave(Consumer<StoreConnection> how) {
    how.accept(connection);
    plasma.ifPresent(blobs -> blobs.leave(service.store));
  }

  private Reply answer(BuildRequest request) {
    switch (request) {
      case BuildRequest.Begin _ -> connection.begin();
      case BuildRequest.Commit _ -> connection.commit();
      case BuildRequest.Rollback _ -> connection.rollback();
    }
    return new Reply.Done(request.type().replace("_request", "_reply"));
  }
}

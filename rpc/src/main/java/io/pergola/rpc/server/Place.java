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
import io.pergola.rpc.protocol.StreamRequest;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.util.Optional;

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
      case PlasmaRequest plasma ->
          throw new StoreException.Invalid(
              "'%s' needs a Plasma session; this is a default one".formatted(plasma.type()));
      case SessionRequest session ->
          throw new IllegalArgumentException(session.type() + " is answered elsewhere");
    };
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

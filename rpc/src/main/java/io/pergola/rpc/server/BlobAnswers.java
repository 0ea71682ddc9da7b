package io.pergola.rpc.server;

import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.BlobRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.SpillRequest;
import io.pergola.store.StoreConnection;
import java.util.List;
import java.util.Optional;

/// What one client does with blobs, and where they are kept.
final class BlobAnswers {
  private final StoreConnection connection;
  private final PassedFiles files;

  BlobAnswers(StoreConnection connection, PassedFiles files) {
    this.connection = connection;
    this.files = files;
  }

  /// Carries a request out.
  ///
  /// @return nothing while room is about to come free
  Optional<Answer> answer(BlobRequest request) {
    return switch (request) {
      case BlobRequest.CreateBuffer create ->
          connection
              .blobs()
              .tryAllocateAll(create.size())
              .map(made -> created(files.toWrite(made)));
      case BlobRequest.CreateBuffers create ->
          connection
              .blobs()
              .tryAllocateAll(create.sizes())
              .map(made -> allCreated(files.toWrite(made)));
      default -> Optional.of(now(request));
    };
  }

  private Answer now(BlobRequest request) {
    return switch (request) {
      case BlobRequest.CreateBuffer _, BlobRequest.CreateBuffers _ ->
          throw new IllegalArgumentException(request.type() + " is answered elsewhere");
      case BlobRequest.GetBuffers get ->
          found(files.toRead(connection.blobs().extents(get.ids(), get.unsafe())));
      case BlobRequest.Seal seal -> done("seal_reply", () -> connection.blobs().seal(seal.id()));
      case BlobRequest.DropBuffer drop ->
          done("drop_buffer_reply", () -> connection.blobs().drop(drop.id()));
      case BlobRequest.ShrinkBuffer shrink ->
          done("shrink_buffer_reply", () -> connection.blobs().shrink(shrink.id(), shrink.size()));
      case BlobRequest.IncreaseReferenceCount reference ->
          done(
              "increase_reference_count_reply",
              () -> connection.blobs().reference(reference.ids()));
      case BlobRequest.Release release ->
          done("release_reply", () -> connection.blobs().release(release.id()));
      case BlobRequest.IsInUse ask ->
          new Answer(new BlobReply.InUse(connection.blobs().isInUse(ask.id())));
      case BlobRequest.IsSpilled ask ->
          new Answer(new BlobReply.Spilled(connection.spilling().isSpilled(ask.id())));
    };
  }

  /// Carries a request out.
  ///
  /// @return nothing while blobs are on their way
  Optional<Answer> answer(SpillRequest request) {
    boolean done =
        switch (request) {
          case SpillRequest.Evict evict -> connection.spilling().evict(evict.ids());
          case SpillRequest.Load load -> load(load);
          case SpillRequest.Unpin unpin -> {
            connection.spilling().unpin(unpin.ids());
            yield true;
          }
        };
    if (!done) return Optional.empty();
    return Optional.of(new Answer(new Reply.Done(request.type().replace("_request", "_reply"))));
  }

  private boolean load(SpillRequest.Load request) {
    if (request.pin()) connection.spilling().pin(request.ids());
    return connection.spilling().load(request.ids());
  }

  private Answer created(List<PassedFiles.Place> places) {
    PassedFiles.Shipment shipment = files.ship(places);
    Reply reply = new BlobReply.Created(shipment.payloads().getFirst(), shipment.number());
    return new Answer(reply, shipment.descriptors());
  }

  private Answer allCreated(List<PassedFiles.Place> places) {
    PassedFiles.Shipment shipment = files.ship(places); // one file, so it is sorted as it must be
    Reply reply = new BlobReply.AllCreated(shipment.payloads(), shipment.numbers());
    return new Answer(reply, shipment.descriptors());
  }

  private Answer found(List<PassedFiles.Place> places) {
    PassedFiles.Shipment shipment = files.ship(places);
    Reply reply = new BlobReply.Found(shipment.payloads(), shipment.numbers());
    return new Answer(reply, shipment.descriptors());
  }

  private static Answer done(String type, Runnable action) {
    action.run();
    return new Answer(new Reply.Done(type));
  }
}

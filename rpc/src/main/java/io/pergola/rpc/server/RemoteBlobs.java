package io.pergola.rpc.server;

import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.rpc.protocol.Payload;
import io.pergola.rpc.protocol.RemoteRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.BlobExtent;
import io.pergola.store.BlobTransfers;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The requests of one client whose raw bytes go through the connection.
///
/// While they go, the blobs are pinned: whoever deletes one meanwhile does not get its bytes
/// reused. A blob that is being received is seen by nobody before all of it is there, although the
/// first reply says that it is sealed, as clients expect.
final class RemoteBlobs {
  private final BlobTransfers transfers;
  private final PassedFiles files;

  RemoteBlobs(BlobTransfers transfers, PassedFiles files) {
    this.transfers = transfers;
    this.files = files;
  }

  /// Carries a request out.
  ///
  /// @return nothing while room is about to come free
  Optional<Answer> answer(RemoteRequest request) {
    return switch (request) {
      case RemoteRequest.CreateBuffer create ->
          transfers
              .tryCreate(create.size())
              .map(made ->
                  receive(
                      made,
                      create.encoding(),
                      created -> new BlobReply.Created(created.getFirst(), -1)));
      case RemoteRequest.CreateBuffers create ->
          transfers
              .tryCreate(create.sizes())
              .map(made ->
                  receive(
                      made,
                      create.encoding(),
                      created -> new BlobReply.AllCreated(created, List.of())));
      case RemoteRequest.GetBuffers get -> Optional.of(send(get));
    };
  }

  private Answer receive(
      List<BlobExtent> made, Encoding encoding, Function<List<Payload>, Reply> reply) {
    List<ObjectId> ids = ids(made);
    Reply said = reply.apply(made.stream().map(this::sealed).toList());
    return new Answer(
        said,
        new Transfer.In(
            bytes(made),
            encoding,
            () -> {
              transfers.seal(ids);
              return new Answer(said);
            }));
  }

  private Payload sealed(BlobExtent extent) {
    return files
        .toWrite(
            new BlobExtent(
                extent.id(), extent.file(), extent.offset(), extent.byteSize(), true, true))
        .payload();
  }

  private Answer send(RemoteRequest.GetBuffers request) {
    List<BlobExtent> found = pin(request);
    List<ObjectId> ids = ids(found);
    Reply reply =
        new BlobReply.Found(
            found.stream().map(extent -> files.toRead(extent).payload()).toList(),
            List.of(),
            request.encoding());
    return new Answer(
        reply, new Transfer.Out(bytes(found), request.encoding(), () -> transfers.unpin(ids)));
  }

  /// @throws StoreException.Invalid with code 2, as clients know it, if one is not sealed
  private List<BlobExtent> pin(RemoteRequest.GetBuffers request) {
    try {
      return transfers.pin(wanted(request), request.unsafe());
    } catch (StoreException.NotSealed unsealed) {
      throw new StoreException.Invalid(2, String.valueOf(unsealed.getMessage()));
    }
  }

  /// Without the pseudo blob that spans all memory: what lies between blobs is nobody's business.
  private static List<ObjectId> wanted(RemoteRequest.GetBuffers request) {
    return request.ids().stream().filter(id -> !id.equals(ObjectId.INVALID)).toList();
  }

  private static List<ObjectId> ids(List<BlobExtent> extents) {
    return extents.stream().map(BlobExtent::id).toList();
  }

  private List<MemorySegment> bytes(List<BlobExtent> extents) {
    return extents.stream().map(transfers::bytes).toList();
  }
}

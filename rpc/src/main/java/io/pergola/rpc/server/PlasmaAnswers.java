package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Payload;
import io.pergola.rpc.protocol.PlasmaReply;
import io.pergola.rpc.protocol.PlasmaRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.BlobExtent;
import io.pergola.store.DeleteOption;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one client does in a Plasma session. A blob goes with the last reference to it.
final class PlasmaAnswers {
  private final PlasmaBlobs names;
  private final StoreConnection connection;
  private final PassedFiles files;

  PlasmaAnswers(PlasmaBlobs names, StoreConnection connection, PassedFiles files) {
    this.names = names;
    this.connection = connection;
    this.files = files;
  }

  /// Carries a request out.
  ///
  /// @return nothing while room is about to come free
  Optional<Answer> answer(PlasmaRequest request) {
    return switch (request) {
      case PlasmaRequest.Create create -> create(create);
      case PlasmaRequest.Get get -> Optional.of(get(get));
      case PlasmaRequest.Seal seal -> {
        connection.blobs().seal(names.require(seal.plasmaId()).id());
        names.hold(seal.plasmaId(), this);
        yield done("seal_reply");
      }
      case PlasmaRequest.Release release -> {
        ObjectId id = names.require(release.plasmaId()).id();
        if (names.release(release.plasmaId(), this)) delete(connection, List.of(id));
        else connection.blobs().release(id);
        yield done("plasma_release_reply");
      }
      case PlasmaRequest.Delete delete -> {
        delete(connection, List.of(names.require(delete.plasmaId()).id()));
        names.remove(delete.plasmaId());
        yield done("plasma_delete_data_reply");
      }
    };
  }

  private static Optional<Answer> done(String reply) {
    return Optional.of(new Answer(new Reply.Done(reply)));
  }

  private Optional<Answer> create(PlasmaRequest.Create request) {
    requireFree(request.plasmaId());
    return connection
        .blobs()
        .tryAllocateAll(request.size())
        .map(made -> created(request, made.getFirst()));
  }

  private void requireFree(String name) {
    if (names.find(name).isEmpty()) return;
    throw new StoreException.Exists(
        "there is a blob '%s' already; delete it or choose another name".formatted(name));
  }

  private Answer created(PlasmaRequest.Create request, BlobExtent made) {
    String name = request.plasmaId();
    if (!names.add(name, new PlasmaBlobs.Named(made.id(), request.plasmaSize()), this)) {
      delete(connection, List.of(made.id()));
      requireFree(name);
    }
    PassedFiles.Shipment shipment = files.ship(List.of(files.toWrite(made)));
    PlasmaReply.Named created = named(name, shipment.payloads().getFirst());
    return new Answer(new PlasmaReply.Created(created, shipment.number()), shipment.descriptors());
  }

  private Answer get(PlasmaRequest.Get request) {
    List<String> found = new ArrayList<>();
    List<BlobExtent> extents = new ArrayList<>();
    for (String name : request.plasmaIds()) {
      for (BlobExtent extent : extents(name, request.unsafe())) {
        extents.add(extent);
        found.add(name);
      }
    }
    PassedFiles.Shipment shipment = files.ship(files.toRead(extents));
    List<PlasmaReply.Named> blobs = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      blobs.add(named(found.get(i), shipment.payloads().get(i)));
    }
    return new Answer(new PlasmaReply.Found(blobs), shipment.descriptors());
  }

  /// Where a blob is, which the client references from now on; nothing if there is none.
  private List<BlobExtent> extents(String name, boolean unsafe) {
    Optional<PlasmaBlobs.Named> blob = names.find(name);
    if (blob.isEmpty()) return List.of();
    List<BlobExtent> extents = connection.blobs().extents(List.of(blob.get().id()), unsafe);
    names.hold(name, this);
    return extents;
  }

  private PlasmaReply.Named named(String name, Payload payload) {
    long noted = names.find(name).map(PlasmaBlobs.Named::noted).orElse(payload.dataSize());
    return new PlasmaReply.Named(name, noted, names.holders(name), payload);
  }

  /// The client is gone: so are the blobs that only it referenced.
  void leave(EmbeddedStore store) {
    List<ObjectId> unreferenced = names.leave(this);
    if (unreferenced.isEmpty()) return;
    try (StoreConnection cleaner = store.connect()) {
      delete(cleaner, unreferenced);
    }
  }

  private static void delete(StoreConnection by, List<ObjectId> blobs) {
    by.delete(blobs, DeleteOption.FASTPATH);
  }
}

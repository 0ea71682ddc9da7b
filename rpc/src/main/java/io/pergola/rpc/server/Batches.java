package io.pergola.rpc.server;

import io.pergola.rpc.protocol.BatchReply;
import io.pergola.rpc.protocol.BatchRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectsWithBlobs;
import io.pergola.store.WholeObjects;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The requests of one client that stand for several of Vineyard's.
final class Batches {
  private final WholeObjects objects;
  private final PassedFiles files;

  Batches(WholeObjects objects, PassedFiles files) {
    this.objects = objects;
    this.files = files;
  }

  Answer answer(BatchRequest request) {
    return switch (request) {
      case BatchRequest.Get get -> got(objects.get(get.ids()));
      case BatchRequest.Put put ->
          new Answer(published(objects.publish(put.blobs(), put.contents())));
      case BatchRequest.Release release -> {
        objects.release(release.ids());
        yield new Answer(new Reply.Done("pergola_release_reply"));
      }
    };
  }

  private Answer got(ObjectsWithBlobs found) {
    PassedFiles.Shipment shipment = files.ship(found.blobs().stream().map(files::toRead).toList());
    return new Answer(
        new BatchReply.Got(found.trees(), shipment.payloads(), shipment.numbers()),
        shipment.descriptors());
  }

  private static Reply published(ObjectNode trees) {
    List<ObjectId> ids = trees.propertyNames().stream().map(ObjectId::parse).toList();
    return new BatchReply.Published(ids, trees);
  }
}

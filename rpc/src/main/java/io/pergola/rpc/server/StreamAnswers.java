package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.StreamReply;
import io.pergola.rpc.protocol.StreamRequest;
import io.pergola.store.BlobExtent;
import io.pergola.store.Streams;
import java.util.List;
import java.util.Optional;

/// What one client does with streams.
final class StreamAnswers {
  private final Streams streams;
  private final PassedFiles files;

  StreamAnswers(Streams streams, PassedFiles files) {
    this.streams = streams;
    this.files = files;
  }

  /// Carries a request out.
  ///
  /// @return nothing while the client has to wait for the other end
  Optional<Answer> answer(StreamRequest request) {
    return switch (request) {
      case StreamRequest.NextChunk next ->
          streams.nextChunk(next.id(), next.size()).map(this::chunk);
      case StreamRequest.Pull pull ->
          streams.pull(pull.id()).map(StreamReply.Pulled::new).map(Answer::new);
      case StreamRequest.Create create -> done(request, () -> streams.create(create.id()));
      case StreamRequest.Open open -> done(request, () -> streams.open(open.id(), open.end()));
      case StreamRequest.Push push -> done(request, () -> streams.push(push.id(), push.chunk()));
      case StreamRequest.Stop stop -> done(request, () -> stop(stop));
      case StreamRequest.Drop drop -> done(request, () -> streams.drop(drop.id()));
    };
  }

  private void stop(StreamRequest.Stop request) {
    if (request.failed()) streams.fail(request.id());
    else streams.finish(request.id());
  }

  private Answer chunk(BlobExtent extent) {
    List<PassedFiles.Place> place = files.toWrite(List.of(extent));
    PassedFiles.Shipment shipment = files.ship(place);
    Reply reply = new StreamReply.NextChunk(shipment.payloads().getFirst(), shipment.number());
    return new Answer(reply, shipment.descriptors());
  }

  private static Optional<Answer> done(StreamRequest request, Runnable action) {
    action.run();
    return Optional.of(new Answer(new Reply.Done(request.type().replace("_request", "_reply"))));
  }
}

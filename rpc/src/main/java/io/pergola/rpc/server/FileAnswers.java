package io.pergola.rpc.server;

import io.pergola.rpc.protocol.FileReply;
import io.pergola.rpc.protocol.FileRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.BlobFile;
import io.pergola.store.StoreConnection;
import java.util.List;

/// What one client on this machine does with files of its own: blobs on disk, and arenas.
final class FileAnswers {
  private final StoreConnection connection;
  private final PassedFiles files;

  FileAnswers(StoreConnection connection, PassedFiles files) {
    this.connection = connection;
    this.files = files;
  }

  Answer answer(FileRequest request) {
    return switch (request) {
      case FileRequest.CreateDiskBuffer create -> create(create);
      case FileRequest.MakeArena make -> make(make);
      case FileRequest.FinalizeArena end -> {
        connection.sideFiles().finish(end.fd(), end.offsets(), end.sizes());
        yield new Answer(new Reply.Done("finalize_arena_reply"));
      }
    };
  }

  private Answer create(FileRequest.CreateDiskBuffer request) {
    PassedFiles.Shipment shipment =
        files.ship(
            List.of(files.toWrite(connection.sideFiles().onDisk(request.path(), request.size()))));
    Reply reply = new FileReply.CreatedOnDisk(shipment.payloads().getFirst(), shipment.number());
    return new Answer(reply, shipment.descriptors());
  }

  private Answer make(FileRequest.MakeArena request) {
    long size = connection.sideFiles().arenaSize(request.size());
    BlobFile.Handle arena = connection.sideFiles().arena(size).writable();
    files.passed(arena);
    Reply reply = new FileReply.ArenaMade(arena.number(), size);
    return new Answer(reply, List.of(arena.descriptor()));
  }
}

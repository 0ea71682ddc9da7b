package io.pergola.rpc.server;

import io.pergola.rpc.protocol.MetaReply;
import io.pergola.rpc.protocol.MetaRequest;
import io.pergola.rpc.protocol.NameReply;
import io.pergola.rpc.protocol.NameRequest;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.CreatedObject;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What one client does with metadata and names.
final class MetaAnswers {
  private final StoreConnection connection;

  MetaAnswers(StoreConnection connection) {
    this.connection = connection;
  }

  /// Carries a request out.
  ///
  /// @return nothing while the client waits for an object
  Optional<Reply> answer(MetaRequest request) {
    return switch (request) {
      case MetaRequest.GetData get -> get(get);
      case MetaRequest.ListData list ->
          Optional.of(new MetaReply.Content(connection.trees().list(list.pattern(), list.limit())));
      case MetaRequest.CreateData create ->
          Optional.of(created(connection.trees().create(create.content())));
      case MetaRequest.CreateDatas create ->
          Optional.of(
              new MetaReply.AllCreated(
                  connection.trees().createAll(create.contents()).stream()
                      .map(MetaAnswers::created)
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
    ObjectNode trees = connection.trees().get(request.ids());
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
    return new MetaReply.Copied(connection.trees().shallowCopy(request.id(), extra));
  }

  /// Carries a request out.
  ///
  /// @return nothing while the client waits for a name
  Optional<Reply> answer(NameRequest request) {
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
}

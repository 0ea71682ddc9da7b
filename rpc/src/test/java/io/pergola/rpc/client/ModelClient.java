package io.pergola.rpc.client;

import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One client of a [ProtocolModelTest]: requests in the words of the protocol, replies in the words
/// of the model.
record ModelClient(RawClient raw) implements AutoCloseable {
  private static final int MISSING_NAME = 12;

  static ModelClient of(Served served, boolean remote) {
    return new ModelClient(
        remote ? RawClient.register(served.endpoint()) : RawClient.register(served.socket()));
  }

  ObjectNode call(String json) {
    return raw.call(json);
  }

  ObjectNode call(String type, String key, ObjectId id) {
    return call("{'type':'%s','%s':%s}".formatted(type, key, number(id)));
  }

  private static String number(ObjectId id) {
    return Long.toUnsignedString(id.bits());
  }

  private static String numbers(Collection<ObjectId> ids) {
    return ids.stream().map(ModelClient::number).collect(Collectors.joining(",", "[", "]"));
  }

  private static ObjectId id(JsonNode number) {
    return new ObjectId(number.bigIntegerValue().longValue());
  }

  ObjectId createBlob(int size) {
    ObjectNode reply = call("{'type':'create_buffer_request','size':%d}".formatted(size));
    if (reply.get("fd").intValue() >= 0) RawClient.closeDescriptor(raw.receiveDescriptor());
    return id(reply.get("id"));
  }

  ObjectId createRemotely(byte[] bytes) {
    ObjectNode reply =
        call("{'type':'create_remote_buffer_request','size':%d}".formatted(bytes.length));
    raw.sendBytes(bytes);
    raw.receive();
    return id(reply.get("id"));
  }

  ObjectNode getBuffers(List<ObjectId> ids) {
    ObjectNode reply = call("{'type':'get_buffers_request','ids':%s}".formatted(numbers(ids)));
    for (int i = reply.path("fds").size(); i > 0; i--) {
      RawClient.closeDescriptor(raw.receiveDescriptor());
    }
    return reply;
  }

  byte[] getRemotely(ObjectId id, int size) {
    call("get_remote_buffers_request", "num':1,'0", id);
    return raw.receiveBytes(size);
  }

  ObjectId createObject(String typeName, Map<String, ObjectId> members) {
    StringBuilder fields = new StringBuilder();
    members.forEach((key, member) -> {
      String form =
          member.isBlob()
              ? ",'%s':{'id':'%s','typename':'vineyard::Blob','instance_id':0}"
              : ",'%s':{'id':'%s'}";
      fields.append(form.formatted(key, member));
    });
    return id(
        call("{'type':'create_data_request','content':{'typename':'%s','instance_id':0%s}}"
                .formatted(typeName, fields))
            .get("id"));
  }

  /// Deletes.
  ///
  /// @return the blobs that went
  Set<ObjectId> delete(Collection<ObjectId> ids, Set<DeleteOption> options) {
    ObjectNode reply =
        call(
            "{'type':'del_data_with_feedbacks_request','id':%s,'force':%s,'deep':%s}"
                .formatted(
                    numbers(ids),
                    options.contains(DeleteOption.FORCE),
                    options.contains(DeleteOption.DEEP)));
    Set<ObjectId> gone = new HashSet<>();
    reply.get("deleted_bids").forEach(blob -> gone.add(id(blob)));
    return gone;
  }

  /// The trees of those that are there, by id.
  JsonNode getData(List<ObjectId> ids) {
    return call("{'type':'get_data_request','id':%s}".formatted(numbers(ids))).get("content");
  }

  Set<ObjectId> list(String pattern) {
    Set<ObjectId> ids = new TreeSet<>();
    call("{'type':'list_data_request','pattern':'%s','limit':10000}".formatted(pattern))
        .get("content")
        .propertyNames()
        .forEach(key -> ids.add(ObjectId.parse(key)));
    return ids;
  }

  ObjectNode putName(String name, ObjectId id) {
    return call("put_name_request", "name':'" + name + "','object_id", id);
  }

  ObjectNode dropName(String name) {
    return call("{'type':'drop_name_request','name':'%s'}".formatted(name));
  }

  Optional<ObjectId> findName(String name) {
    ObjectNode reply = call("{'type':'get_name_request','name':'%s','wait':false}".formatted(name));
    if (reply.path("code").asInt(0) == MISSING_NAME) return Optional.empty();
    return Optional.of(id(reply.get("object_id")));
  }

  Map<String, ObjectId> names() {
    Map<String, ObjectId> names = new TreeMap<>();
    call("{'type':'list_name_request','pattern':'*','limit':10000}")
        .get("names")
        .properties()
        .forEach(entry -> names.put(entry.getKey(), id(entry.getValue())));
    return names;
  }

  /// Takes its leave, so that what it sealed stays.
  void exit() {
    raw.send("{'type':'exit_request'}");
    raw.isClosedByServer();
  }

  @Override
  public void close() {
    raw.close();
  }
}

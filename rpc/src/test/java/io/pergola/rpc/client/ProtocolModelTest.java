package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreModel;
import io.pergola.store.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Three to eight clients, on the Unix socket and on TCP, ask random things, word by word; each
/// reply must be what a [StoreModel] says. `.ci/soak models` asks a million times.
class ProtocolModelTest {
  private static final int FEWEST = 3;
  private static final int MOST = 8;
  private static final int UNKNOWN_OBJECT = 27;
  private static final int NOT_THERE = 12;
  private static final int NOT_SEALED = 14;

  private final Trial trial = Trial.ofSteps(6_000);
  private final Random random = trial.random();
  private final StoreModel model = new StoreModel();
  private final Map<Integer, ModelClient> clients = new TreeMap<>();
  private final Map<ObjectId, byte[]> written = new HashMap<>();
  private final List<ObjectId> known = new ArrayList<>();
  private int opened;
  private String where = "";

  @TempDir @Nullable Path directory;

  @Test
  void everyReplyIsWhatTheModelSays() {
    try (Served served = Served.onTcp(requireNonNull(directory), 1 << 20)) {
      for (int step = 0; step < trial.steps(); step++) {
        where = trial.at(step);
        while (clients.size() < FEWEST) open(served);
        try {
          act(pick(List.copyOf(clients.keySet())), served);
          if (step % 20 == 0) compare();
        } catch (RuntimeException failed) {
          throw new AssertionError(where, failed);
        }
      }
      clients.values().forEach(ModelClient::close);
      System.out.println(trial.steps() + " requests agreed with the model, seed " + trial.seed());
    }
  }

  private void act(int c, Served served) {
    ModelClient client = requireNonNull(clients.get(c));
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> createBlob(c, client);
      case 3 -> createRemotely(c, client);
      case 4, 5 -> seal(c, client);
      case 6 -> reference(c, client);
      case 7 -> release(c, client);
      case 8 -> getRemotely(client);
      case 9, 10, 11 -> createObject(c, client);
      case 12, 13 -> delete(c, client);
      case 14 -> drop(c, client);
      case 15 -> ask(client);
      case 16 -> read(client);
      case 17 -> persist(client);
      case 18 -> name(c, client);
      case 19 -> build(c, client);
      case 20 -> open(served);
      default -> leave(c, client, served);
    }
    forget();
  }

  // Blobs.

  private void createBlob(int c, ModelClient client) {
    int size = 1 + random.nextInt(300);
    ObjectId id = client.createBlob(size);
    known.add(id);
    model.createBlob(c, id, size);
  }

  private void createRemotely(int c, ModelClient client) {
    byte[] bytes = new byte[1 + random.nextInt(300)];
    random.nextBytes(bytes);
    ObjectId id = client.createRemotely(bytes);
    known.add(id);
    written.put(id, bytes);
    model.createBlob(c, id, bytes.length);
    requireNonNull(model.blobs.get(id)).sealed = true;
  }

  private void seal(int c, ModelClient client) {
    ObjectId id = anyBlob();
    boolean there = model.exists(id);
    expect(there ? 0 : NOT_THERE, client.call("seal_request", "object_id", id));
    if (!there) return;
    requireNonNull(model.blobs.get(id)).sealed = true;
    model.reference(c, id, 1);
  }

  private void reference(int c, ModelClient client) {
    Set<ObjectId> ids = new TreeSet<>(List.of(anyBlob(), anyBlob(), anyBlob()));
    List<ObjectId> there = ids.stream().filter(model::exists).toList();
    boolean sealed = there.stream().allMatch(id -> requireNonNull(model.blobs.get(id)).sealed);
    ObjectNode reply = client.getBuffers(List.copyOf(ids));
    expect(sealed ? 0 : NOT_SEALED, reply);
    if (!sealed) return;
    Set<ObjectId> found =
        reply
            .get("payloads")
            .valueStream()
            .map(at -> id(at.get("object_id")))
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(there), found, where);
    there.forEach(id -> model.reference(c, id, 1));
  }

  private void release(int c, ModelClient client) {
    ObjectId id = anyBlob();
    boolean any = model.blobs.keySet().stream().anyMatch(blob -> model.holds(c, blob));
    int code = model.holds(c, id) ? 0 : any ? NOT_THERE : 2;
    expect(code, client.call("release_request", "object_id", id));
    if (code == 0) model.release(c, id);
  }

  private void getRemotely(ModelClient client) {
    ObjectId id = anyBlob();
    StoreModel.Blob blob = model.blobs.get(id);
    byte[] expected = written.get(id);
    if (blob == null || !blob.sealed || !model.exists(id) || expected == null) return;
    byte[] found = client.getRemotely(id, expected.length);
    assertEquals(Arrays.toString(expected), Arrays.toString(found), where);
  }

  private void drop(int c, ModelClient client) {
    ObjectId id = anyBlob();
    boolean there = model.exists(id);
    expect(there ? 0 : NOT_THERE, client.call("drop_buffer_request", "id", id));
    if (there) model.delete(c, List.of(id), Set.of(DeleteOption.FASTPATH));
  }

  // Metadata.

  private void createObject(int c, ModelClient client) {
    Map<String, ObjectId> members = new TreeMap<>();
    List<ObjectId> live = known.stream().filter(model::exists).toList();
    for (int i = random.nextInt(4); i > 0 && !live.isEmpty(); i--) members.put("m" + i, pick(live));
    ObjectId id = client.createObject("example::T" + random.nextInt(3), members);
    known.add(id);
    model.createObject(c, id, members);
  }

  private void delete(int c, ModelClient client) {
    List<ObjectId> targets = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) targets.add(any());
    EnumSet<DeleteOption> options = EnumSet.noneOf(DeleteOption.class);
    if (random.nextInt(3) == 0) options.add(DeleteOption.FORCE);
    if (random.nextBoolean()) options.add(DeleteOption.DEEP);
    Set<ObjectId> expected = model.delete(c, targets, options);
    assertEquals(expected, client.delete(targets, options), where);
  }

  private void ask(ModelClient client) {
    ObjectId id = any();
    assertEquals(
        model.exists(id),
        client.call("exists_request", "id", id).get("exists").booleanValue(),
        where);
    StoreModel.Entity object = model.objects.get(id);
    ObjectNode reply = client.call("if_persist_request", "id", id);
    expect(object == null && !id.isBlob() ? UNKNOWN_OBJECT : 0, reply);
    if (object != null) assertEquals(object.persistent, reply.get("persist").booleanValue(), where);
  }

  private void read(ModelClient client) {
    List<ObjectId> ids = List.of(any(), any(), any());
    JsonNode content = client.getData(ids);
    Set<ObjectId> expected =
        ids.stream().filter(this::isReadable).collect(Collectors.toCollection(TreeSet::new));
    Set<ObjectId> found = new TreeSet<>();
    content.propertyNames().forEach(key -> found.add(ObjectId.parse(key)));
    assertEquals(expected, found, where);
    content.valueStream().forEach(this::compareTree);
  }

  private boolean isReadable(ObjectId id) {
    StoreModel.Blob blob = model.blobs.get(id);
    return model.objects.containsKey(id) || (blob != null && blob.sealed && !blob.deleted);
  }

  private void compareTree(JsonNode tree) {
    ObjectId id = ObjectId.parse(tree.get("id").stringValue());
    if (id.isBlob()) return;
    StoreModel.Entity entity = requireNonNull(model.objects.get(id), where);
    Map<String, ObjectId> members = new TreeMap<>();
    tree.properties().stream()
        .filter(field -> field.getValue().isObject())
        .forEach(field -> {
          members.put(field.getKey(), ObjectId.parse(field.getValue().get("id").stringValue()));
          compareTree(field.getValue());
        });
    assertEquals(entity.members, members, where);
    assertEquals(entity.persistent, !tree.get("transient").booleanValue(), where);
  }

  private void persist(ModelClient client) {
    ObjectId id = any();
    if (id.isBlob()) return;
    boolean there = model.objects.containsKey(id);
    expect(there ? 0 : UNKNOWN_OBJECT, client.call("persist_request", "id", id));
    model.persist(id);
  }

  private void name(int c, ModelClient client) {
    String name = "n" + random.nextInt(4);
    if (random.nextInt(3) == 0) {
      expect(0, client.dropName(name));
      model.name(c, name, null);
      return;
    }
    ObjectId id = any();
    StoreModel.Entity object = model.objects.get(id);
    boolean fit = object != null && object.persistent;
    int refusal = object == null && !id.isBlob() ? NOT_THERE : 1;
    expect(fit ? 0 : refusal, client.putName(name, id));
    if (fit) model.name(c, name, id);
    assertEquals(Optional.ofNullable(model.names.get(name)), client.findName(name), where);
  }

  // Connections.

  private void build(int c, ModelClient client) {
    if (!model.isBuilding(c)) {
      expect(0, client.call("{'type':'pergola_begin_request'}"));
      model.begin(c);
    } else if (random.nextBoolean()) {
      expect(0, client.call("{'type':'pergola_commit_request'}"));
      model.commit(c);
    } else {
      expect(0, client.call("{'type':'pergola_rollback_request'}"));
      model.rollback(c);
    }
  }

  private void open(Served served) {
    if (clients.size() == MOST) return;
    clients.put(opened, ModelClient.of(served, random.nextBoolean()));
    model.connections.add(opened++);
  }

  private void leave(int c, ModelClient client, Served served) {
    boolean orderly = random.nextBoolean();
    if (orderly) client.exit();
    client.close();
    clients.remove(c);
    Await.until(() -> "it is gone: " + where, () -> isGone(served));
    model.leave(c, orderly);
  }

  private boolean isGone(Served served) {
    var status = served.status();
    return status.ipcConnections() + status.rpcConnections() == clients.size();
  }

  // All together.

  /// A client has the last byte of a blob a moment before the server lets go of the blob, so memory
  /// is waited for.
  private void compare() {
    ModelClient client = clients.values().iterator().next();
    Await.until(
        () ->
            "%s of %d bytes, %d deleted: %s"
                .formatted(status(client), model.usage(), model.deletedBytes(), where),
        () -> {
          JsonNode status = status(client);
          return status.get("memory_usage").longValue() == model.usage()
              && status.get("deleted_bytes").longValue() == model.deletedBytes();
        });
    assertEquals(model.objects.keySet(), client.list("example::*"), where);
    assertEquals(model.names, client.names(), where);
  }

  private static JsonNode status(ModelClient client) {
    return client.call("{'type':'instance_status_request'}").get("meta");
  }

  /// Old ids are forgotten, so that a run does not become slower and slower.
  private void forget() {
    while (known.size() > 200) {
      ObjectId oldest = known.removeFirst();
      if (model.exists(oldest)) known.addLast(oldest);
      else written.remove(oldest);
    }
    model.blobs.values().removeIf(blob -> blob.deleted && blob.pinsOfHolders.isEmpty());
    if (model.blobs.size() + model.objects.size() <= 150) return;
    List<ObjectId> all = new ArrayList<>(model.objects.keySet());
    all.addAll(model.blobs.keySet());
    Set<DeleteOption> force = EnumSet.of(DeleteOption.FORCE);
    int c = clients.keySet().iterator().next();
    assertEquals(
        model.delete(c, all, force), requireNonNull(clients.get(c)).delete(all, force), where);
  }

  private void expect(int code, ObjectNode reply) {
    assertEquals(code, reply.path("code").asInt(0), () -> reply + " at " + where);
  }

  private ObjectId anyBlob() {
    List<ObjectId> blobs = known.stream().filter(ObjectId::isBlob).toList();
    return blobs.isEmpty() || random.nextInt(50) == 0
        ? new ObjectId(Long.MIN_VALUE + 1 + random.nextInt(3))
        : pick(blobs);
  }

  private ObjectId any() {
    return known.isEmpty() || random.nextInt(50) == 0
        ? new ObjectId(1 + random.nextInt(3))
        : pick(known);
  }

  private static ObjectId id(JsonNode number) {
    return new ObjectId(number.bigIntegerValue().longValue());
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

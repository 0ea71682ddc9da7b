package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Does random things to a store through several connections, and the same to a [StoreModel].
class StoreModelTest {
  private final Trial trial = Trial.ofSteps(20_000);
  private final Random random = trial.random();
  private final StoreModel model = new StoreModel();
  private final HeapBudget heap = new HeapBudget(1 << 30);
  private final EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(1 << 20), heap);
  private final Map<Integer, StoreConnection> connections = new LinkedHashMap<>();
  private final Map<ObjectId, BlobWriter> writers = new HashMap<>();
  private final List<HeldPin> pins = new ArrayList<>();
  private final List<ObjectId> known = new ArrayList<>();
  private int opened;
  private int compared;
  private String where = "";

  /// @param connection whose it is
  private record HeldPin(int connection, Pin pin) {}

  @Test
  void theStoreAgreesWithItsModel() {
    try (EmbeddedStore closing = embedded) {
      open();
      for (int step = 0; step < trial.steps(); step++) {
        where = trial.at(step);
        if (connections.size() < 2) open();
        try {
          act(pick(List.copyOf(connections.keySet())));
        } catch (RuntimeException failed) {
          throw new AssertionError(where, failed);
        }
        compare();
        if (step % 50 == 0) compareContent();
      }
      for (int connection : List.copyOf(connections.keySet())) leave(connection, true);
      open();
      pick(List.copyOf(connections.values())).clear();
      model.objects.clear();
      model.blobs.clear();
      compare();
      assertEquals(0, heap.used(), where);
      assertEquals(
          closing.byteSize(), closing.connect().blobs().allocate(1 << 20).byteSize(), where);
    }
  }

  private void act(int c) {
    StoreConnection store = requireNonNull(connections.get(c));
    int kind = random.nextInt(100);
    if (kind < 20) createBlob(c, store);
    else if (kind < 40) createObject(c, store);
    else if (kind < 62) delete(c, store);
    else if (kind < 72) pin(c, store);
    else if (kind < 80) unpin();
    else if (kind < 84) persistAndName(c, store);
    else if (kind < 86) dropName(c, store);
    else if (kind < 92) build(c, store);
    else if (kind < 95) finishWriter(c);
    else if (kind < 97) open();
    else leave(c, random.nextBoolean());
  }

  private void createBlob(int c, StoreConnection store) {
    long size = 1 + random.nextLong(300);
    BlobWriter writer = store.createBlob(size);
    ObjectId id = writer.id();
    known.add(id);
    model.createBlob(c, id, size);
    writer.segment().fill(mark(id));
    writers.put(id, writer);
    if (random.nextInt(4) > 0) seal(c, id);
  }

  private static byte mark(ObjectId id) {
    return (byte) id.hashCode();
  }

  private void seal(int c, ObjectId id) {
    requireNonNull(writers.remove(id)).seal();
    requireNonNull(model.blobs.get(id)).sealed = true;
    model.reference(c, id, 1);
  }

  private void finishWriter(int c) {
    List<ObjectId> mine =
        writers.keySet().stream()
            .filter(id ->
                model.exists(id)
                    && Integer.valueOf(c).equals(requireNonNull(model.blobs.get(id)).owner))
            .sorted()
            .toList();
    if (mine.isEmpty()) return;
    ObjectId id = pick(mine);
    if (random.nextBoolean()) {
      seal(c, id);
      return;
    }
    requireNonNull(writers.remove(id)).abort();
    model.delete(c, List.of(id), Set.of(DeleteOption.FASTPATH));
  }

  private void createObject(int c, StoreConnection store) {
    ObjectMeta.Draft draft = ObjectMeta.draft("example::T" + random.nextInt(3));
    Map<String, ObjectId> members = new TreeMap<>();
    List<ObjectId> live = known.stream().filter(model::exists).toList();
    for (int i = random.nextInt(4); i > 0 && !live.isEmpty(); i--) {
      ObjectId member = pick(live);
      String key = "m" + i;
      members.put(key, member);
      if (member.isBlob()) draft.blob(key, new Blob(member, MemorySegment.NULL), 0);
      else draft.member(key, member);
    }
    ObjectId id = store.create(draft).id();
    known.add(id);
    model.createObject(c, id, members);
  }

  private void delete(int c, StoreConnection store) {
    if (known.isEmpty()) return;
    List<ObjectId> targets = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) targets.add(pick(known));
    List<DeleteOption> options = new ArrayList<>();
    if (random.nextInt(3) == 0) options.add(DeleteOption.FORCE);
    if (random.nextInt(2) == 0) options.add(DeleteOption.DEEP);
    if (random.nextInt(10) == 0) options.add(DeleteOption.TRIM);
    if (random.nextInt(10) == 0 && targets.stream().allMatch(ObjectId::isBlob)) {
      options.add(DeleteOption.FASTPATH);
    }
    Set<ObjectId> expected = model.delete(c, targets, options);
    Set<ObjectId> gone = store.delete(targets, options.toArray(DeleteOption[]::new));
    assertEquals(expected, gone, where);
  }

  private void pin(int c, StoreConnection store) {
    List<ObjectId> sealed =
        model.blobs.values().stream()
            .filter(blob -> !blob.deleted && blob.sealed)
            .map(blob -> blob.id)
            .toList();
    if (sealed.isEmpty()) return;
    Set<ObjectId> wanted = Set.of(pick(sealed));
    pins.add(new HeldPin(c, store.pin(wanted)));
    wanted.forEach(id -> model.reference(c, id, 1));
  }

  private void unpin() {
    if (pins.isEmpty()) return;
    HeldPin held = pins.remove(random.nextInt(pins.size()));
    Set<ObjectId> ids = held.pin.blobs().keySet();
    held.pin.close();
    ids.forEach(id -> model.unpin(held.connection, id));
  }

  private void persistAndName(int c, StoreConnection store) {
    List<ObjectId> objects = List.copyOf(model.objects.keySet());
    if (objects.isEmpty()) return;
    ObjectId id = pick(objects);
    store.persist(id);
    model.persist(id);
    String name = "n" + random.nextInt(4);
    store.putName(name, id);
    model.name(c, name, id);
  }

  private void dropName(int c, StoreConnection store) {
    String name = "n" + random.nextInt(4);
    store.dropName(name);
    model.name(c, name, null);
  }

  private void build(int c, StoreConnection store) {
    if (!model.isBuilding(c)) {
      store.begin();
      model.begin(c);
    } else if (random.nextBoolean()) {
      store.commit();
      model.commit(c);
    } else {
      store.rollback();
      model.rollback(c);
    }
  }

  private void open() {
    if (connections.size() >= 6) return;
    connections.put(opened, embedded.connect());
    model.connections.add(opened++);
  }

  private void leave(int c, boolean orderly) {
    StoreConnection store = requireNonNull(connections.remove(c));
    if (orderly) store.close();
    else store.abandon();
    model.leave(c, orderly);
    pins.removeIf(held -> held.connection == c);
  }

  private void compare() {
    // Old ids are forgotten, so that a run does not become slower and slower.
    while (known.size() > 200) {
      ObjectId oldest = known.removeFirst();
      if (model.exists(oldest)) known.addLast(oldest);
    }
    model.blobs.values().removeIf(blob -> blob.deleted && blob.pinsOfHolders.isEmpty());
    if (model.blobs.size() + model.objects.size() > 150) clear();
    StoreConnection store = connections.values().iterator().next();
    StoreStatus status = store.status();
    assertEquals(model.usage(), status.memoryUsage(), where);
    assertEquals(model.deletedBytes(), status.deletedBytes(), where);
    assertEquals(connections.size(), status.ipcConnections(), where);
    if (compared++ % 5 > 0) return;
    for (ObjectId id : known) {
      assertEquals(model.exists(id), store.exists(id), () -> id + " at " + where);
    }
    for (HeldPin held : pins) {
      held.pin
          .blobs()
          .forEach((id, blob) -> {
            if (!model.holds(held.connection, id)) return;
            assertEquals(mark(id), blob.segment().get(JAVA_BYTE, 0), where);
            assertEquals(mark(id), blob.segment().get(JAVA_BYTE, blob.byteSize() - 1), where);
          });
    }
  }

  private void clear() {
    int c = connections.keySet().iterator().next();
    List<ObjectId> all = new ArrayList<>(model.objects.keySet());
    all.addAll(model.blobs.keySet());
    requireNonNull(connections.get(c)).delete(all, DeleteOption.FORCE);
    model.delete(c, all, Set.of(DeleteOption.FORCE));
    assertTrue(model.objects.isEmpty());
  }

  private void compareContent() {
    StoreConnection store = connections.values().iterator().next();
    List<ObjectMeta> all = store.list(new Pattern.Wildcard("example::*"), 10_000);
    assertEquals(
        List.copyOf(model.objects.keySet()), all.stream().map(ObjectMeta::id).toList(), where);
    all.forEach(this::compareTree);
    assertEquals(model.names, store.listNames(new Pattern.Wildcard("*"), 10_000), where);
  }

  private void compareTree(ObjectMeta meta) {
    StoreModel.Entity entity = requireNonNull(model.objects.get(meta.id()));
    Map<String, ObjectId> members = new TreeMap<>();
    meta.members().forEach((key, member) -> members.put(key, member.id()));
    assertEquals(entity.members, members, where);
    assertEquals(entity.persistent, !meta.flag("transient"), where);
    meta.members().values().stream()
        .filter(member -> !member.id().isBlob())
        .forEach(this::compareTree);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

package io.pergola.rpc.protocol;

import io.pergola.store.ConnectionStatus;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.Pattern;
import io.pergola.store.StoreStatus;
import io.pergola.store.StreamEnd;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One message of every kind, with random content.
final class RandomMessages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> DONE =
      List.of(
          "seal_reply",
          "drop_buffer_reply",
          "shrink_buffer_reply",
          "increase_reference_count_reply",
          "release_reply",
          "del_data_reply",
          "persist_reply",
          "label_reply",
          "clear_reply",
          "put_name_reply",
          "drop_name_reply",
          "pergola_release_reply",
          "pergola_begin_reply",
          "pergola_commit_reply",
          "pergola_rollback_reply");

  private final Random random;

  RandomMessages(Random random) {
    this.random = random;
  }

  List<Request> requests() {
    return List.of(
        new SessionRequest.Register(
            text(), pick(StoreType.values()), random.nextLong(), text(), text()),
        new SessionRequest.Exit(),
        new SessionRequest.InstanceStatus(),
        new SessionRequest.ClusterMeta(),
        new SessionRequest.Debug(tree()),
        new SessionRequest.MemoryTrim(),
        new SessionRequest.Connections(),
        new SessionRequest.AcquireLock(text()),
        new SessionRequest.ReleaseLock(text()),
        new BlobRequest.CreateBuffer(size()),
        new BlobRequest.CreateBuffers(sizes()),
        new BlobRequest.Seal(id()),
        new BlobRequest.GetBuffers(ids(), random.nextBoolean()),
        new BlobRequest.DropBuffer(id()),
        new BlobRequest.ShrinkBuffer(id(), size()),
        new BlobRequest.IncreaseReferenceCount(ids()),
        new BlobRequest.Release(id()),
        new BlobRequest.IsInUse(id()),
        new BlobRequest.IsSpilled(id()),
        new RemoteRequest.CreateBuffer(size(), pick(Encoding.values())),
        new RemoteRequest.CreateBuffers(
            random.longs(count(), 0, Long.MAX_VALUE).toArray(), pick(Encoding.values())),
        new RemoteRequest.GetBuffers(ids(), random.nextBoolean(), pick(Encoding.values())),
        new StreamRequest.Create(id()),
        new StreamRequest.Open(id(), pick(StreamEnd.values())),
        new StreamRequest.NextChunk(id(), size()),
        new StreamRequest.Push(id(), id()),
        new StreamRequest.Pull(id()),
        new StreamRequest.Stop(id(), random.nextBoolean()),
        new StreamRequest.Drop(id()),
        new SpillRequest.Evict(ids()),
        new SpillRequest.Load(ids(), random.nextBoolean()),
        new SpillRequest.Unpin(ids()),
        new FileRequest.CreateDiskBuffer(size(), text()),
        new FileRequest.MakeArena(size()),
        new FileRequest.FinalizeArena(random.nextInt(), sizes(), sizes()),
        new PlasmaRequest.Create(text(), size(), size()),
        new PlasmaRequest.Get(some(this::text), random.nextBoolean()),
        new PlasmaRequest.Seal(text()),
        new PlasmaRequest.Release(text()),
        new PlasmaRequest.Delete(text()),
        new SessionRequest.NewSession(pick(StoreType.values())),
        new SessionRequest.DeleteSession(),
        new SessionRequest.MoveOwnership(random.nextLong(), Map.of(id(), id())),
        new MetaRequest.CreateData(tree()),
        new MetaRequest.CreateDatas(some(this::tree)),
        new MetaRequest.GetData(ids(), random.nextBoolean(), random.nextBoolean()),
        new MetaRequest.ListData(pattern(), random.nextInt(Integer.MAX_VALUE)),
        new MetaRequest.Delete(ids(), options(), random.nextBoolean()),
        new MetaRequest.Exists(id()),
        new MetaRequest.Persist(id()),
        new MetaRequest.IfPersist(id()),
        new MetaRequest.Label(id(), some(this::text), some(this::text)),
        new MetaRequest.Clear(),
        new MetaRequest.Migrate(id()),
        new MetaRequest.ShallowCopy(id(), tree()),
        new NameRequest.PutName(id(), text()),
        new NameRequest.GetName(text(), random.nextBoolean()),
        new NameRequest.ListName(pattern(), random.nextInt(Integer.MAX_VALUE)),
        new NameRequest.DropName(text()),
        new BatchRequest.Get(ids()),
        new BatchRequest.Put(ids(), some(this::tree)),
        new BatchRequest.Release(ids()),
        new BuildRequest.Begin(),
        new BuildRequest.Commit(),
        new BuildRequest.Rollback());
  }

  List<Reply> replies() {
    return List.of(
        new SessionReply.Registered(
            text(),
            text(),
            random.nextLong(),
            random.nextLong(),
            text(),
            random.nextBoolean(),
            random.nextBoolean(),
            new TreeSet<>(some(this::text))),
        new SessionReply.InstanceStatus(
            new StoreStatus(
                random.nextLong(),
                text(),
                size(),
                size(),
                size(),
                size(),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(100))),
        new SessionReply.ClusterMeta(tree()),
        new SessionReply.Debugged(),
        new SessionReply.Connections(some(this::connection)),
        new SessionReply.Trimmed(),
        new BlobReply.Created(payload(), random.nextInt()),
        new BlobReply.AllCreated(some(this::payload), some(random::nextInt)),
        new BlobReply.Found(some(this::payload), some(random::nextInt), pick(Encoding.values())),
        new SessionReply.SessionOpened(text()),
        new FileReply.CreatedOnDisk(payload(), random.nextInt()),
        new FileReply.ArenaMade(random.nextInt(), size()),
        new StreamReply.NextChunk(payload(), random.nextInt()),
        new StreamReply.Pulled(id()),
        new PlasmaReply.Created(named(), random.nextInt()),
        new PlasmaReply.Found(some(this::named)),
        new BlobReply.InUse(random.nextBoolean()),
        new BlobReply.Spilled(random.nextBoolean()),
        created(),
        new MetaReply.AllCreated(some(this::created)),
        new MetaReply.Content(tree()),
        new MetaReply.Content(JSON.createObjectNode()),
        new MetaReply.Deleted(ids()),
        new MetaReply.Migrated(id()),
        new SessionReply.Locked(text()),
        new SessionReply.Unlocked(),
        new MetaReply.Exists(random.nextBoolean()),
        new MetaReply.Persistent(random.nextBoolean()),
        new MetaReply.Copied(id()),
        new BatchReply.Got(tree(), some(this::payload), some(random::nextInt)),
        new BatchReply.Published(ids(), tree()),
        new NameReply.Found(id()),
        new NameReply.Listed(names()),
        new Reply.Done(DONE.get(random.nextInt(DONE.size()))),
        new Reply.Failure(1 + random.nextInt(255), text()));
  }

  private PlasmaReply.Named named() {
    return new PlasmaReply.Named(text(), size(), random.nextInt(), payload());
  }

  private long[] sizes() {
    return random.longs(count(), 0, Long.MAX_VALUE).toArray();
  }

  private MetaReply.Created created() {
    return new MetaReply.Created(id(), random.nextLong(), random.nextLong());
  }

  private Payload payload() {
    return new Payload(
        id(), random.nextInt(), size(), size(), size(), random.nextBoolean(), random.nextBoolean());
  }

  private Pattern pattern() {
    return random.nextBoolean() ? new Pattern.Wildcard(text()) : new Pattern.Regex(text());
  }

  private Set<DeleteOption> options() {
    Set<DeleteOption> options = EnumSet.noneOf(DeleteOption.class);
    for (DeleteOption option : DeleteOption.values()) if (random.nextBoolean()) options.add(option);
    return options;
  }

  private Map<String, ObjectId> names() {
    Map<String, ObjectId> names = new LinkedHashMap<>();
    for (String name : some(this::text)) names.put(name, id());
    return names;
  }

  private ConnectionStatus connection() {
    return new ConnectionStatus(
        text(), random.nextBoolean(), count(), size(), size(), count(), size());
  }

  private List<ObjectId> ids() {
    return some(this::id);
  }

  private ObjectId id() {
    return new ObjectId(random.nextLong());
  }

  private long size() {
    return random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
  }

  private int count() {
    return random.nextInt(4);
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> some(Supplier<T> supplier) {
    List<T> values = new ArrayList<>();
    for (int i = count(); i > 0; i--) values.add(supplier.get());
    return values;
  }

  /// Any text that UTF-8 can hold, with all that JSON has to escape.
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int[] choices = {
        random.nextInt(128), random.nextInt(0xD800), 0x10000 + random.nextInt(0x10000)
      };
      text.appendCodePoint(choices[random.nextInt(choices.length)]);
    }
    return text.toString();
  }

  private ObjectNode tree() {
    ObjectNode tree =
        JSON.createObjectNode().put("typename", text()).put("big", random.nextDouble());
    tree.putArray("list").add(text()).addNull().add(random.nextBoolean());
    if (random.nextInt(3) == 0) tree.set("member", tree());
    return tree;
  }
}

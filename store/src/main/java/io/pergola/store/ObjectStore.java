package io.pergola.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// One connection to a store of objects.
///
/// A **blob** is a sealed run of bytes in shared memory. An **object** is a metadata tree whose
/// members are other objects and blobs. Both are immutable once they are there. A store in this
/// process and a connection to a server in another process behave alike.
///
/// Publish in this order: create blobs, fill, seal, then create the metadata that links them. What
/// this connection made and nobody else can reach (unsealed blobs, sealed blobs without metadata,
/// all of a build that was not committed) goes away with it when it dies.
///
/// Implementations may be used by several threads. All methods throw [StoreException] subtypes;
/// [StoreException.Disconnected] after [#close] or when the server is gone.
public interface ObjectStore extends AutoCloseable {
  /// The number of the instance that this connection leads to.
  long instanceId();

  /// Allocates an unsealed blob of exactly `byteSize` bytes at a multiple of 64; the bytes are
  /// unspecified. Size 0 gives [ObjectId#EMPTY_BLOB].
  ///
  /// @throws StoreException.Full if there is no room
  BlobWriter createBlob(long byteSize);

  /// As [#createBlob] for each size, in order: all or none.
  List<BlobWriter> createBlobs(long... byteSizes);

  /// References and maps sealed blobs in one request. What this connection has pinned already it
  /// may pin again without asking the store.
  ///
  /// @throws StoreException.NotFound if one of them is not there
  /// @throws StoreException.NotSealed if one of them is not sealed
  Pin pin(Collection<ObjectId> blobs);

  /// Creates an object; the store gives it an id, a signature and a time stamp.
  ///
  /// @throws StoreException.BadMeta if the tree breaks a rule of metadata
  /// @throws StoreException.NotFound if a member is not there
  ObjectMeta create(ObjectMeta.Draft draft);

  /// As [#create] for each draft, in order: all or none.
  List<ObjectMeta> createAll(List<ObjectMeta.Draft> drafts);

  /// Seals blobs and creates the objects that link them: all or none. If it is refused, the blobs
  /// are gone. Over a socket it is one round trip, where the server offers it.
  ///
  /// @param blobs filled and not sealed yet; their writers are of no use afterwards
  /// @param drafts what links them, see [ObjectMeta.Draft#blob(String, BlobWriter, long)]
  /// @throws StoreException.BadMeta if a tree breaks a rule of metadata
  /// @throws StoreException.NotFound if a member is not there
  List<ObjectMeta> publish(List<BlobWriter> blobs, List<ObjectMeta.Draft> drafts);

  /// The whole trees of objects, with those of their blobs pinned that are in this store. Over a
  /// socket it is one round trip, where the server offers it, and [#pin] of these blobs costs none
  /// afterwards.
  ///
  /// @throws StoreException.NotFound if one of the objects is not there
  PinnedObjects pinObjects(Collection<ObjectId> objects);

  /// The object's whole tree, or nothing if there is no such object.
  Optional<ObjectMeta> find(ObjectId id);

  /// The object's whole tree.
  ///
  /// @throws StoreException.NotFound if there is no such object
  default ObjectMeta meta(ObjectId id) {
    return find(id)
        .orElseThrow(() ->
            new StoreException.NotFound("object %s doesn't exist in the store".formatted(id)));
  }

  /// Objects whose type name matches, by ascending id, at most `limit`. If there is room left and
  /// the pattern, read as a wildcard, matches `vineyard::Blob`, sealed blobs follow.
  ///
  /// @throws StoreException.Invalid if the pattern takes too long, or the objects found are too
  ///   large for one answer
  List<ObjectMeta> list(Pattern typeName, int limit);

  /// Whether the object or blob is there.
  boolean exists(ObjectId id);

  /// Deletes objects and what only they reach; unknown ids are ignored. An object that another
  /// object has as a member stays, unless [DeleteOption#FORCE].
  ///
  /// @return the blobs that went with them
  /// @throws StoreException.Refused if the fast path is asked for anything but blobs
  Set<ObjectId> delete(Collection<ObjectId> ids, DeleteOption... options);

  /// Makes an object and all its members visible to other instances and allows it to have names.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Refused if it is a blob
  void persist(ObjectId id);

  /// The id of an object's copy on this connection's instance, which is persistent: brought over
  /// now, or earlier. An object that lives here is its own copy.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Invalid if it is a blob or global
  /// @throws StoreException.Unsupported if this store can't reach others
  /// @throws StoreException.Disconnected if the object's instance can't be reached
  ObjectId migrate(ObjectId id);

  /// Whether [#persist] was called for it.
  boolean isPersistent(ObjectId id);

  /// Adds labels (free text by key) to an object's metadata.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.BadMeta if it then has more than 1 Mi characters of labels
  void label(ObjectId id, Map<String, String> labels);

  /// Points `name` to a persistent object; an earlier meaning is replaced.
  ///
  /// @throws StoreException.NotFound if there is no such object
  /// @throws StoreException.Invalid if it is a blob or transient, or the name is longer than 64 Ki
  void putName(String name, ObjectId id);

  /// What `name` points to. The object may have been deleted since.
  Optional<ObjectId> findName(String name);

  /// Names that match, at most `limit`.
  ///
  /// @throws StoreException.Invalid if the pattern takes too long
  Map<String, ObjectId> listNames(Pattern name, int limit);

  /// Forgets a name; an unknown one is ignored.
  void dropName(String name);

  /// Opens a build: until [#commit], every object, name and blob that this connection creates
  /// vanishes if the connection closes or dies. What others put around these objects goes with
  /// them; names mean again what they meant before, unless someone else has changed them since.
  ///
  /// @throws StoreException.Invalid if a build is open already
  void begin();

  /// Ends the build and keeps what it made.
  ///
  /// @throws StoreException.Invalid if no build is open
  void commit();

  /// Ends the build and deletes what it made.
  ///
  /// @throws StoreException.Invalid if no build is open
  void rollback();

  /// Memory and connections at this moment.
  StoreStatus status();

  /// What each connection holds at this moment, also those of other sessions.
  ///
  /// @throws StoreException.Unsupported if the server is none of Pergola's
  List<ConnectionStatus> connections();

  /// What is known of the cluster's instances: a JSON object from `i0`, `i1`, … to each one's host,
  /// socket and heartbeat.
  ObjectNode clusterMeta();

  /// Deletes everything.
  void clear();

  /// Ends the connection. Sealed blobs stay; references, unsealed blobs and an uncommitted build
  /// go. Segments of this store must not be used afterwards: they throw.
  @Override
  void close();
}

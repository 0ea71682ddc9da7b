/// Keeps objects: metadata trees over sealed blobs in shared memory, with their lifetimes.
///
/// Knows no graphs and opens no sockets. Start at [io.pergola.store.ObjectStore];
/// [io.pergola.store.EmbeddedStore] is the one in this process. This page says what a store keeps
/// and by which rules, so that another implementation can behave alike.
///
/// # Memory
///
/// One anonymous file (memfd) holds all blobs, except those that were spilled, that a client wants
/// in a file on disk, or that it put into an arena of its own. Its length is fixed and sealed. It
/// is mapped whole.
///
/// ```
/// 0      64               64 + size, in whole pages     much longer    + 1 page
/// +------+----------------+------------------------------+-----------------------+
/// | free | blobs, densely | blobs in slots, each as long | slack, for code that  |
/// |      |                | as a power of two            | reads whole vectors   |
/// +------+----------------+------------------------------+-----------------------+
/// ```
///
/// Each blob is at a multiple of 64 and is not zeroed. The file is sparse: only pages that were
/// touched take memory. Blobs that find no free run among the others get a slot, so nothing that
/// fits into the store is ever refused because free bytes are scattered.
///
/// It has two descriptors: one that can be mapped for writing, for creators of blobs, and one that
/// can't, for readers. What is free is known only to the heap of the store's process. An extent is
/// taken where it fits best: first among those whose pages were touched before, then among all free
/// ones. Free pages beyond an eighth of the store (at most 1 GiB) go back to the system when nobody
/// wanted them for a second, or when blobs elsewhere need the memory, and all of them when someone
/// asks for it. Which pages are touched ahead says [io.pergola.store.Prefault].
///
/// Several **sessions** may share the memory: each has connections, blobs, objects and names of its
/// own, and all together keep to the size. Nothing of one is seen in another.
///
/// # The spill file
///
/// A store that was opened with [io.pergola.store.SpillOptions] moves blobs to one file on disk
/// when its memory runs short. It has their bytes and nothing else, no header and no index; what
/// lies where is known only to the heap of the store's process.
///
/// ```
/// 0                                                   length                    1 TiB
/// +--------+------+-----------+--------+--------------+- - - - - - - - - - - - -+
/// | blob   | hole | blob      | blob   | slack of at  | mapped, but not there   |
/// |        |      |           |        | least a page |                         |
/// +--------+------+-----------+--------+--------------+- - - - - - - - - - - - -+
/// ```
///
/// Each blob is at a multiple of 64. Whole pages that come free are punched out, which gives them
/// back to the disk. The length only grows: to the end of the last blob, in whole pages, and one
/// page more. Mappings have 1 TiB from the start, so that each client maps the file once; whoever
/// touches what is not there gets a bus error.
///
/// The file is created as `pergola-UUID.spill`, for its owner only, and loses its name as soon as
/// it is open. So it ends with the store's process and the last mapping, however they end. What a
/// store left that was killed in between is removed by the next one that uses the directory. Like
/// the memory file it has two descriptors: the store writes through one, and readers get the other,
/// which can only be read. Both have numbers of their own.
///
/// Those blobs may be moved that are sealed, in the memory file, not pinned by
/// [io.pergola.store.Spilling], and not shared with another session. When a creation makes the
/// memory in use reach the upper share, those that nobody references go, the one that was released
/// longest ago first, until the lower share is in use. If no free run is long enough, they go one
/// by one.
///
/// | the bytes are | readers are sent to | what ends it |
/// |---|---|---|
/// | in memory | memory | a move |
/// | on their way to the file | memory | a new reference (the blob stays), or the copy being done |
/// | in both: evicted while referenced | the file | the last reference's end frees memory |
/// | in the file | the file | a load, or deletion |
/// | on their way to memory | the file | the copy being done |
/// | in both: loaded while referenced | memory | the last reference's end frees room in the file |
///
/// An eviction goes on when a reference is taken meanwhile. No copy goes while someone may be
/// reading it, also when the blob is deleted. Bytes are copied by one thread without the store's
/// lock. `memoryUsage` counts what is in memory, `spilledBytes` what is in the file. If the disk
/// refuses, the blob stays in memory and the store goes on; who finds no room is told of it for a
/// second, then it is tried again.
///
/// # Ids
///
/// 64 bits, printed as `o` and 16 hex digits:
///
/// ```
/// bit   63                 62 … 22                   21 … 12             11 … 0
///       1 blob, 0 object   milliseconds since 1970   instance & 0x3ff    sequence
/// ```
///
/// Blobs have instance 0 here: their ids are unique within an instance only. `o8000000000000000` is
/// the blob of no bytes, which always exists; `offffffffffffffff` is no object.
///
/// # Objects
///
/// An object is a JSON object. Strings, numbers, truth values, null and arrays are its values; a
/// JSON object in it is a member. The store adds `id`, `signature` and `__timestamp`
/// (milliseconds), and keeps links instead of members; a reader gets whole trees again.
///
/// | key | meaning |
/// |---|---|
/// | `typename` | text, required; no dot before the first `<`; not `vineyard::Blob` |
/// | `instance_id` | number, required; 2^64−1 for a global object whose members are spread |
/// | `transient` | true (also if missing) until the object is persisted |
/// | `global` | whether members may live on several instances |
/// | `signature` | number; the same in all copies of an object; made up if missing |
/// | `__name` | the last name it was given, with `~0` for `~` and `~1` for `/` |
/// | `__labels` | text of a JSON object with all labels |
///
/// A member is `{"id": …}` of an object that exists (more keys are ignored), or a blob with `id`,
/// `typename` and `instance_id`. Members of an object that is not global live on its instance.
/// Members of a global one are not global; they are linked by signature, and a copy on the reader's
/// instance is read in place of the original. A tree is at most 128 objects high and about 64 Mi
/// characters long.
///
/// # Who owns what
///
/// Each connection has a ledger of
/// - its **references**: blobs that it sealed or asked for, until it releases them, and blobs that
///   are pinned for it. A connection counts once for each blob, however many pins it has. As long
///   as anyone references a deleted blob its bytes stay.
/// - the blobs that it **owns**: those it created, until metadata links them.
/// - the **build** that it has open: all objects, names and blobs that it made since.
///
/// | when a connection | unsealed blobs | sealed, owned | references | open build |
/// |---|---|---|---|---|
/// | closes | go | stay | end | goes |
/// | dies | go | go, or pass to a connection that references them | end | goes |
///
/// A build that goes takes with it what others put around its objects, as a forced deletion does.
/// Names that it changed mean again what they meant before, unless that is gone or someone else has
/// changed them since. What it deleted, persisted or labelled of older objects stays so.
///
/// Deleting ends metadata, listings and the count of used bytes at once, and also the references of
/// the connection that deletes. Which objects and blobs go is said at
/// [io.pergola.store.DeleteOption] and in `Deletion`. Names of deleted objects stay.
///
/// # Failures
///
/// Every failure is a [io.pergola.store.StoreException] whose code is the protocol's. A call that
/// fails changes nothing.
@NullMarked
package io.pergola.store;

import org.jspecify.annotations.NullMarked;

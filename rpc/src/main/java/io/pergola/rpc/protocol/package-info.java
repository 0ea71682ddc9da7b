/// Messages between a store's server and its clients.
///
/// The protocol is that of CNCF Vineyard (v6d) 0.24, so that each of its clients works here
/// unchanged. This page says how it looks on the wire of a Unix stream socket; what each request
/// does is said at its record: [SessionRequest], [BlobRequest], [StreamRequest], [SpillRequest],
/// [FileRequest], [MetaRequest], [NameRequest], [BuildRequest].
///
/// ### Frames
///
/// ```
/// 0          8
/// +----------+---------------------------+
/// | length   | body: one JSON object,    |   length: of the body, uint64, little endian,
/// |          | UTF-8, `length` bytes     |           at most 268,435,456
/// +----------+---------------------------+
/// ```
///
/// The client speaks first. Each request has exactly one reply, in order, except `exit_request`,
/// after which the server closes. A client may send the next request before it has read the reply;
/// the server handles it only when that reply has left. The server never speaks unasked. It closes
/// without a reply if a length is too large. A body that makes no sense gets an error, and the
/// connection goes on: no JSON object, nested deeper than [MessageCodec#MAX_DEPTH], more tokens
/// than [MessageCodec#MAX_TOKENS], half a surrogate pair, no `type`, a field that is missing or of
/// the wrong type. Fields that are not known are ignored, in both directions.
///
/// A request is `{"type": "…_request", …}`, and its reply `{"type": "…_reply", …}`. An error is
/// `{"code": N, "message": "text"}` without a type; the codes are those of
/// [io.pergola.store.StoreException#of].
///
/// ### Numbers
///
/// Ids of objects and blobs, signatures and instances are 64 bits, written as unsigned decimals;
/// readers also take the negative number of the same bits. Blobs have bit 63 set. Where a text is
/// needed (keys of `content`, `id` inside of metadata) an id is `o` and 16 hex digits. The empty
/// blob is 2^63, and "no object" 2^64 − 1. What a client may leave out: `unsafe`, `force`, `deep`,
/// `fastpath`, `memory_trim`, `sync_remote`, `wait`, `regex` are false, `session_id` is 0,
/// `version` is `0.0.0`, `extra` is `{}`. `get_buffers_request` names blobs in an array `ids` or,
/// with `num`, under the keys `"0"`, `"1"`, …; `release_request` calls its blob `object_id` or
/// `id`. Replies with several payloads have both forms.
///
/// ### Memory files
///
/// Bytes of blobs never go through the socket. A [Payload] names a memory file by a number, the
/// `store_fd`, and a range in it. Both ends keep the set of numbers whose descriptor was passed on
/// this connection, empty at first. For each payload of a reply, in order: if `data_size` > 0 and
/// `store_fd` is not in the set, it is added, and its descriptor is passed after the frame:
///
/// ```
/// | frame of the reply | 1 byte + SCM_RIGHTS: 1 descriptor | 1 byte + SCM_RIGHTS: 1 descriptor | …
/// ```
///
/// Each descriptor is a `sendmsg` of its own with exactly one byte of data, of any value. So a
/// client reads exactly the frame and then calls `recvmsg` once for each descriptor. The reply
/// announces them: `fd` is the number passed, or −1; `fds` lists the numbers passed, in order. A
/// client maps `map_size` − 8 bytes from the start of the file, once for each number, shared; the
/// blob is at `data_offset`, a multiple of 64.
///
/// A file has two numbers. Replies to creations name the one that can be mapped for writing;
/// replies to `get_buffers_request` name the one that can only be mapped for reading. A client that
/// registers with version `0.0.0` and no `store_type` (Vineyard's Java SDK, which maps everything
/// for writing) gets the first in all replies. Nearly all blobs are in the memory file of the
/// store, which all its sessions share; others are in its spill file, in files of their own, and in
/// arenas, see below.
///
/// ### The end of a connection
///
/// `exit_request` keeps all that the client sealed. If the connection ends without it, also those
/// of its sealed blobs go that no metadata links and no other connection references. Its
/// references, its unsealed blobs and an open build go in both cases. A request with `wait` is
/// forgotten when its client goes.
///
/// ### Sessions
///
/// ```
/// → {"type": "new_session_request", "bulk_store_type": 1}
/// ← {"type": "new_session_reply", "socket_path": "/run/p.sock.S68828b24aa800062"}
/// → {"type": "delete_session_request"}
/// ← {"type": "delete_session_reply"}                                      the server closes
/// → {"type": "move_buffers_ownership_request", "session_id": N, "id_to_id": [[ID, ID], …]}
/// ← {"type": "move_buffers_ownership_reply"}
/// ```
///
/// A session has connections, objects, names, blobs and streams of its own. Memory and its limit
/// belong to all sessions together: `memory_usage` counts what all of them use. The first one has
/// number 0. The socket of another one is the first one's path, `.S`, and its number in 16 hex
/// digits; it listens when the reply comes. Any connection may open a session, also one over TCP or
/// in another session. Refused are `bulk_store_type` 2, blobs that clients name themselves, with
/// code 6, and more than 1,000 sessions with code 7. On a Unix socket the path says which session a
/// client is in, and `session_id` in its register request means nothing; over TCP that number says
/// it, and code 1 says that there is none.
///
/// A deletion concerns the session of the connection that asks. Its socket is gone at once. It
/// ends, with all that is in it, when its last client on this machine has left. The first session
/// can't be deleted (code 1).
///
/// A move makes blobs of session `session_id` blobs of the session that asks: each pair has the id
/// there and the id here. From then on both sessions read the same bytes. They are sealed and never
/// spilled, and go when both blobs are deleted; no connection owns the new one. All are moved or
/// none: code 12 if one is not there, 11 if an id is taken here or stands for no blob, 1 if there
/// is no such session or a blob is on its way to or from the disk. A blob that has its id here
/// already is left alone. `pid_to_id`, `id_to_pid` and `pid_to_pid` must be missing or empty, else
/// code 6.
///
/// ### Streams
///
/// A stream is a queue of chunks, each a blob or an object, behind the id of an object that a
/// client made before; whether it did is not checked. Streams are of one session and not
/// persistent.
///
/// | request | fields | reply has |
/// |---|---|---|
/// | `create_stream_request` | `object_id` | |
/// | `open_stream_request` | `object_id`, `mode`: 1 to read, 2 to write | |
/// | `get_next_stream_chunk_request` | `id`, `size` | `buffer`: a payload, `fd` |
/// | `push_next_stream_chunk_request` | `id`, `chunk` | |
/// | `pull_next_stream_chunk_request` | `id` | `chunk` |
/// | `stop_stream_request` | `id`, `failed` | |
/// | `drop_stream_request` | `id` | |
///
/// ```
///          stop, failed: false
///  open ───────────────────────────▶ drained      pull: what is left, then code 42
///    │     stop, failed: true; or whoever wrote last dies
///    └─────────────────────────────▶ failed       pull: what is left, then code 43
///
///  any ────▶ gone (code 12)          by a drop, or by the end of a connection that has pulled
/// ```
///
/// A writer that asks for a chunk gets an unsealed blob. With its next request, or with stop, that
/// blob is sealed and queued; a push queues what is finished. A pull deletes the chunk that was
/// pulled before it, objects with their members, and the one that it answers goes with the reader's
/// connection. A drop deletes what nobody has pulled. Opening only notes that an end is taken: once
/// for each end, then code 45.
///
/// Two replies may be held. A pull waits for a chunk. A request for a chunk waits while memory in
/// use, with the chunk, would reach the share that streams may use; if the chunk alone reaches it,
/// code 41. At each end one request can wait, and a second one gets code 44, as do a stop while a
/// writer waits, a second stop, and writing after a stop. If the stream is dropped, a reader that
/// waits gets code 43 and a writer 44. A second `create_stream_request` gets code 11. A writer that
/// leaves with `exit_request` leaves the stream open.
///
/// ### Spilling
///
/// A store that has a spill file moves blobs there that nobody references when its memory runs
/// short, see `io.pergola.store`. Clients need not ask for them back: the payload of a spilled blob
/// names the spill file, whose descriptor comes like any other, with a `map_size` of 2^40 + 8. The
/// file is shorter, so beyond the blob nothing may be touched. `is_in_use_reply` says true of
/// spilled blobs. While blobs are on their way out, the reply to a creation that finds no room is
/// held; code 41 means that no more can go.
///
/// | request | fields | the reply comes when |
/// |---|---|---|
/// | `evict_request` | `ids` | all are in the file |
/// | `load_request` | `ids`, `pin` (else false) | all are in memory |
/// | `unpin_request` | `ids` | at once |
///
/// An id of an object stands for all blobs of its tree on this instance; unknown ids are ignored.
/// An eviction ends this connection's references to the blobs. What others reference is written
/// too, and its memory comes free when they let go. Pinned blobs are left where they are: those
/// that someone loaded with `pin`, until someone unpins them. An eviction gets code 1 if there is
/// no spill file and 4 if the disk refuses; a load gets 41 if there is no room.
///
/// `instance_status_reply` has `spilled_bytes` in its `meta`: how many bytes are in the file.
///
/// ### Blobs on disk and arenas
///
/// ```
/// → {"type": "create_disk_buffer_request", "size": 100, "path": "/data/x"}
/// ← {"type": "create_disk_buffer_reply", "id": ID, "created": PAYLOAD, "fd": 20}      + descriptor
/// → {"type": "make_arena_request", "size": 1048576}
/// ← {"type": "make_arena_reply", "fd": 24, "size": 1048576, "base": 0}                + descriptor
/// → {"type": "finalize_arena_request", "fd": 24, "offsets": [64], "sizes": [100]}
/// ← {"type": "finalize_arena_reply"}
/// ```
///
/// Both are files beside the memory: they don't count against the limit and are never spilled. They
/// are for clients on this machine; over TCP each of these requests gets code 7.
///
/// A blob on disk is the start of an ordinary file, at `data_offset` 0. The file is made if it is
/// not there and made longer if it is shorter than the blob; what it has is not touched, and it
/// stays when the blob goes. With the path `""` the file is a temporary one that goes with the
/// blob. The blob is unsealed at first, like any other. With a size of 0 it is the empty blob, or
/// code 1 if there is no path either. What is no ordinary file gets code 1, and what can't be
/// opened code 4.
///
/// An arena is a fresh memory file in which a client allocates by itself. A `size` of 2^64 − 1
/// means as much as the store's limit, and more than that is never made. The end makes an unsealed
/// blob of each range that has bytes; the reply does not say their ids. The file stays as long as
/// one of them does. An arena that its connection does not finish goes with it. Code 12 says that
/// this connection has no such arena, 8 that there are not as many sizes as offsets, 1 that a range
/// is outside. Ranges start where the client says, so their `data_offset` need not be a multiple of
/// 64.
///
/// ### What Pergola adds
///
/// The register reply has a key more, an array of strings: what this server offers beyond
/// Vineyard's protocol. Clients that don't know it ignore it, and a client asks for nothing that is
/// not in it.
///
/// ```
/// ← {"type": "register_reply", …, "pergola": ["batch", "build", "connections"]}
/// ```
///
/// `build`: the requests `pergola_begin_request`, `pergola_commit_request` and
/// `pergola_rollback_request` have no fields, and their replies, `pergola_begin_reply` and so on,
/// have none either. Between begin and commit all objects, names and blobs that this connection
/// creates vanish if it ends, however it ends; a rollback deletes them at once. Begin is refused
/// with code 1 while a build is open, the other two while none is.
///
/// `batch`: what takes several of Vineyard's requests goes in one.
///
/// ```
/// → {"type": "pergola_get_request", "ids": [ID, …]}
/// ← {"type": "pergola_get_reply", "content": {"oHEX": TREE, …}, "payloads": [PAYLOAD, …], "fds": […]}
/// → {"type": "pergola_put_request", "blobs": [ID, …], "contents": [TREE, …]}
/// ← {"type": "pergola_put_reply", "ids": [ID, …], "content": {"oHEX": TREE, …}}
/// → {"type": "pergola_release_request", "ids": [ID, …]}
/// ← {"type": "pergola_release_reply"}
/// ```
///
/// A get answers as `get_data_request` and then `get_buffers_request` for all blobs in the trees
/// that are on this instance, at one moment: the blobs are referenced, and descriptors follow. If
/// one of the blobs is gone or not sealed, `payloads` is empty and nothing is referenced. Objects
/// that are not there are missing from `content`.
///
/// A put answers as `seal_request` for each of `blobs`, `create_datas_request` with `contents`, and
/// `get_data_request` for what that made: all or nothing. If it is refused, those of the blobs that
/// were not sealed before are deleted. With `create_buffers_request` before it, any number of
/// objects with their blobs takes two round trips.
///
/// A release answers as `release_request` for each of `ids`, except that ids which this connection
/// does not reference are ignored.
///
/// `connections`: who holds what.
///
/// ```
/// → {"type": "pergola_connections_request"}
/// ← {"type": "pergola_connections_reply", "connections": [{"peer": "process 4711 (python3)",
///    "remote": false, "references": 2, "referenced_bytes": 800, "deleted_bytes": 0,
///    "own_blobs": 1, "own_bytes": 400}, …]}
/// ```
///
/// It answers with all connections of all sessions: the blobs that each references, how much of
/// that is deleted already, and the blobs that it created and no metadata links.
///
/// ### TCP
///
/// The same frames go over TCP, for clients on other machines. There no descriptor is passed: `fd`
/// is −1 and `fds` is empty, and the bytes of blobs go through the connection, see
/// `io.pergola.rpc.transfer`:
///
/// ```
/// → create_remote_buffer_request       ← get_remote_buffers_request
/// ← create_buffer_reply  (go ahead)    → get_buffers_reply
/// → raw bytes                          → raw bytes
/// ← create_buffer_reply  (the same)
/// ```
///
/// An error instead of the first reply means that no raw bytes follow. If raw bytes make no sense,
/// the server sends an error and closes, since nobody knows where the next frame would begin. These
/// requests work on a Unix socket too.
///
/// `instance_status_reply` has `deleted_bytes` in its `meta`: the bytes of deleted blobs that some
/// connection still references.
@NullMarked
package io.pergola.rpc.protocol;

import org.jspecify.annotations.NullMarked;

/// Messages between a store's server and its clients.
///
/// The protocol is that of CNCF Vineyard (v6d) 0.24, so that each of its clients works here
/// unchanged. This page says how it looks on the wire of a Unix stream socket; what each request
/// does is said at its record: [SessionRequest], [BlobRequest], [MetaRequest], [NameRequest],
/// [BuildRequest].
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
/// A store has one memory file under two numbers. Replies to creations name the one that can be
/// mapped for writing; replies to `get_buffers_request` name the one that can only be mapped for
/// reading. A client that registers with version `0.0.0` and no `store_type` (Vineyard's Java SDK,
/// which maps everything for writing) gets the first in all replies.
///
/// ### The end of a connection
///
/// `exit_request` keeps all that the client sealed. If the connection ends without it, also those
/// of its sealed blobs go that no metadata links and no other connection references. Its
/// references, its unsealed blobs and an open build go in both cases. A request with `wait` is
/// forgotten when its client goes.
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

/// Raw bytes of blobs on a connection, for ends that can't map the same memory.
///
/// Raw bytes follow the frame of a message that announces them: those of all its blobs, one after
/// the other, in its order. They are not framed. A blob without bytes adds nothing.
///
/// ### Plain
///
/// ```
/// | blob 0, all its bytes | blob 1 | …
/// ```
///
/// ### Zstd
///
/// ```
/// | blob 0: chunk, chunk, … | blob 1: chunk, … | …        chunk:  0        8
///                                                                +--------+-----------------+
///                                                                | length | `length` bytes  |
///                                                                +--------+-----------------+
/// ```
///
/// A chunk's length is a uint64, little endian, 1 to 131,591. The chunks of all blobs of a message
/// are one zstd frame, which never ends; it is flushed at the end of each blob, so that no chunk
/// holds bytes of two blobs. The window of the frame is at most 8 MiB: enough for every usual
/// level, and a bound on what a reader must keep.
///
/// [io.pergola.rpc.transfer.ZstdDecoder] reads and [io.pergola.rpc.transfer.ZstdEncoder] writes
/// chunks; [io.pergola.rpc.transfer.BlobCursor] says where in the blobs the next bytes belong.
@NullMarked
package io.pergola.rpc.transfer;

import org.jspecify.annotations.NullMarked;

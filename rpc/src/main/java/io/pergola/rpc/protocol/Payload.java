package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Where a blob's bytes are: a range of a shared file that the client maps.
///
/// @param id the blob's id
/// @param storeFd the number that names the file on this connection; −1 if there are no bytes
/// @param dataOffset where in the file the bytes start, a multiple of 64
/// @param dataSize how many bytes there are
/// @param mapSize the size of the file plus 8; clients map `mapSize` − 8 bytes from its start
/// @param sealed whether the bytes are final
/// @param owner whether the bytes end with the blob; false once another session took them over
public record Payload(
    ObjectId id,
    int storeFd,
    long dataOffset,
    long dataSize,
    long mapSize,
    boolean sealed,
    boolean owner) {
  /// What clients take off the map size to get the length of a mapping.
  public static final int MAP_SLACK = 8;

  /// The payload of the blob without bytes.
  public static final Payload EMPTY = new Payload(ObjectId.EMPTY_BLOB, -1, 0, 0, 0, false, true);

  /// How many bytes of the file to map.
  public long mappedSize() {
    return mapSize - MAP_SLACK;
  }

  static Payload read(Fields in) {
    return new Payload(
        in.id("object_id"),
        in.small("store_fd"),
        in.size("data_offset"),
        in.size("data_size"),
        in.size("map_size"),
        in.flag("is_sealed", true),
        in.flag("is_owner", true));
  }

  /// The payloads of a reply: an array, or one key for each.
  static List<Payload> readAll(Fields in) {
    List<Payload> payloads = new ArrayList<>();
    if (in.has("payloads")) {
      for (ObjectNode payload : in.objects("payloads")) payloads.add(read(in.inside(payload)));
    } else {
      long count = in.size("num");
      for (long i = 0; i < count; i++) {
        payloads.add(read(in.inside(in.object(Long.toString(i)))));
      }
    }
    return payloads;
  }

  /// The numbers of the files whose descriptors follow a reply.
  static List<Integer> readFiles(Fields in) {
    List<Integer> fds = new ArrayList<>();
    if (in.has("fds")) in.array("fds").forEach(fd -> fds.add(fd.asInt(-1)));
    return fds;
  }

  void write(Body out) {
    out.flag("is_gpu", false);
    writeWithoutGpu(out);
  }

  void writeWithoutGpu(Body out) {
    out.number("data_offset", dataOffset);
    out.number("data_size", dataSize);
    out.flag("is_owner", owner);
    out.flag("is_sealed", sealed);
    out.number("map_size", mapSize);
    out.id("object_id", id);
    // An address in the server, which no local client uses, but C++ clients insist on the key.
    out.number("pointer", 0);
    out.number("store_fd", storeFd);
  }
}

package io.pergola.graph;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.LargeUtf8;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/// How property types are spelled in Vineyard's arrays and in Arrow's schema message.
///
/// Arrow's *encapsulated schema message* is `0xFFFFFFFF`, the int32 length of what follows, a
/// flatbuffer `Message` with a `Schema` header, and zeros up to a multiple of 8 (Arrow columnar
/// format, "Serialization and Interprocess Communication").
final class ArrowTypes {
  private static final int CONTINUATION = -1;

  private ArrowTypes() {}

  /// The schema message as Vineyard stores it: `{"bytes":[255,255,…]}`.
  static String schemaJson(List<Property> properties, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{\"bytes\":[");
    for (byte octet : schemaMessage(properties, metadata)) {
      if (json.charAt(json.length() - 1) != '[') json.append(',');
      json.append(octet & 0xff);
    }
    return json.append("]}").toString();
  }

  static byte[] schemaMessage(List<Property> properties, Map<String, String> metadata) {
    FlatBufferBuilder buffer = new FlatBufferBuilder();
    int[] fields = properties.stream().mapToInt(property -> field(buffer, property)).toArray();
    int schema =
        Schema.createSchema(
            buffer,
            org.apache.arrow.flatbuf.Endianness.Little,
            Schema.createFieldsVector(buffer, fields),
            keyValues(buffer, metadata),
            0);
    buffer.finish(
        Message.createMessage(buffer, MetadataVersion.V5, MessageHeader.Schema, schema, 0L, 0));
    byte[] body = buffer.sizedByteArray();
    int padded = (body.length + 7) & -8;
    return ByteBuffer.allocate(8 + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(CONTINUATION)
        .putInt(padded)
        .put(body)
        .array();
  }

  private static int keyValues(FlatBufferBuilder buffer, Map<String, String> metadata) {
    if (metadata.isEmpty()) return 0;
    int[] pairs =
        metadata.entrySet().stream()
            .mapToInt(entry -> {
              int key = buffer.createString(entry.getKey());
              return KeyValue.createKeyValue(buffer, key, buffer.createString(entry.getValue()));
            })
            .toArray();
    return Schema.createCustomMetadataVector(buffer, pairs);
  }

  private static int field(FlatBufferBuilder buffer, Property property) {
    int name = buffer.createString(property.name());
    int type = type(buffer, property.type());
    int children = Field.createChildrenVector(buffer, new int[0]);
    return Field.createField(buffer, name, true, typeTag(property.type()), type, 0, children, 0);
  }

  private static byte typeTag(PropertyType type) {
    return switch (type) {
      case BOOL -> Type.Bool;
      case FLOAT, DOUBLE -> Type.FloatingPoint;
      case STRING -> Type.LargeUtf8;
      case DATE -> Type.Date;
      case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS -> Type.Timestamp;
      default -> Type.Int;
    };
  }

  private static int type(FlatBufferBuilder buffer, PropertyType type) {
    return switch (type) {
      case BOOL -> {
        Bool.startBool(buffer);
        yield Bool.endBool(buffer);
      }
      case STRING -> {
        LargeUtf8.startLargeUtf8(buffer);
        yield LargeUtf8.endLargeUtf8(buffer);
      }
      case FLOAT -> FloatingPoint.createFloatingPoint(buffer, Precision.SINGLE);
      case DOUBLE -> FloatingPoint.createFloatingPoint(buffer, Precision.DOUBLE);
      case DATE -> Date.createDate(buffer, DateUnit.DAY);
      case TIMESTAMP_S -> Timestamp.createTimestamp(buffer, TimeUnit.SECOND, 0);
      case TIMESTAMP_MS -> Timestamp.createTimestamp(buffer, TimeUnit.MILLISECOND, 0);
      case TIMESTAMP_US -> Timestamp.createTimestamp(buffer, TimeUnit.MICROSECOND, 0);
      case TIMESTAMP_NS -> Timestamp.createTimestamp(buffer, TimeUnit.NANOSECOND, 0);
      default -> Int.createInt(buffer, type.byteWidth() * 8, !type.isUnsigned());
    };
  }
}

package io.pergola.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what [ArrowTypes] writes. Garbage makes it throw any [RuntimeException].
final class ArrowSchemas {
  private ArrowSchemas() {}

  /// The fields of a schema message in Vineyard's form, `{"bytes":[255,255,…]}`.
  static List<Property> read(String json) {
    JsonNode octets = JsonMapper.shared().readTree(json).path("bytes");
    ByteBuffer message = ByteBuffer.allocate(octets.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode octet : octets) message.put((byte) octet.intValue());
    message.position(8); // the continuation mark and the length
    Message root = Message.getRootAsMessage(message);
    if (root.headerType() != MessageHeader.Schema) {
      throw new IllegalArgumentException("header type " + root.headerType());
    }
    Schema schema = (Schema) root.header(new Schema());
    if (schema == null) throw new IllegalArgumentException("no header");
    List<Property> properties = new ArrayList<>();
    for (int i = 0; i < schema.fieldsLength(); i++) {
      Field field = schema.fields(i);
      properties.add(new Property(String.valueOf(field.name()), type(field)));
    }
    return properties;
  }

  private static PropertyType type(Field field) {
    return switch (field.typeType()) {
      case Type.Bool -> PropertyType.BOOL;
      case Type.LargeUtf8 -> PropertyType.STRING;
      case Type.Int -> integer((Int) type(field, new Int()));
      case Type.FloatingPoint -> floating((FloatingPoint) type(field, new FloatingPoint()));
      case Type.Date -> date((Date) type(field, new Date()));
      case Type.Timestamp -> timestamp((Timestamp) type(field, new Timestamp()));
      default -> throw new IllegalArgumentException("type " + field.typeType());
    };
  }

  private static com.google.flatbuffers.Table type(Field field, com.google.flatbuffers.Table type) {
    com.google.flatbuffers.Table found = field.type(type);
    if (found == null) throw new IllegalArgumentException("no type of field " + field.name());
    return found;
  }

  private static PropertyType integer(Int type) {
    return PropertyType.parse((type.isSigned() ? "int" : "uint") + type.bitWidth());
  }

  private static PropertyType floating(FloatingPoint type) {
    return switch (type.precision()) {
      case Precision.SINGLE -> PropertyType.FLOAT;
      case Precision.DOUBLE -> PropertyType.DOUBLE;
      default -> throw new IllegalArgumentException("precision " + type.precision());
    };
  }

  private static PropertyType date(Date type) {
    if (type.unit() == DateUnit.DAY) return PropertyType.DATE;
    throw new IllegalArgumentException("date unit " + type.unit());
  }

  private static PropertyType timestamp(Timestamp type) {
    return switch (type.unit()) {
      case TimeUnit.SECOND -> PropertyType.TIMESTAMP_S;
      case TimeUnit.MILLISECOND -> PropertyType.TIMESTAMP_MS;
      case TimeUnit.MICROSECOND -> PropertyType.TIMESTAMP_US;
      case TimeUnit.NANOSECOND -> PropertyType.TIMESTAMP_NS;
      default -> throw new IllegalArgumentException("time unit " + type.unit());
    };
  }
}

package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/// Arrow's IPC format, file or stream: messages one after the other, of which each is
///
/// ```
/// 0xFFFFFFFF | int32 length of the metadata | metadata (flatbuffer Message) | body
/// ```
///
/// A file begins with `ARROW1` and two zeros and has a footer, which is not needed: like a stream,
/// it is read from message to message up to the mark of the end, length 0. A slice is a record
/// batch, with the dictionaries that were there when it came. Columns are read straight from the
/// body; nested types are refused.
final class ArrowColumns {
  private static final byte[] MAGIC = "ARROW1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int MAX_METADATA = 1 << 28;

  private final Path path;
  private final List<ColumnHead> columns = new ArrayList<>();
  private final List<ArrowBatch.Place> batches = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final Map<Long, List<ArrowBatch.Place>> dictionaries = new HashMap<>();
  private final List<Long> slices = new ArrayList<>(List.of(0L));

  private ArrowColumns(TextFile file) {
    this.path = file.path();
    byte[] begin = new byte[8];
    int length = file.read(0, begin, 0, 8);
    boolean magic = length == 8 && java.util.Arrays.equals(MAGIC, 0, 6, begin, 0, 6);
    boolean ended = false;
    for (long at = magic ? 8 : 0; !ended; ) {
      Found found = message(file, at);
      ended = found.message().isEmpty();
      found.message().ifPresent(message -> take(message, found.body()));
      at = found.next();
    }
    if (fields.isEmpty() && columns.isEmpty()) throw damaged("it has no schema");
  }

  static ColumnFile open(Path path) {
    try (TextFile file = TextFile.open(path)) {
      return new ArrowColumns(file).file();
    } catch (LoadException known) {
      throw known;
    } catch (RuntimeException garbage) {
      throw new LoadException.BadFile(
          path, "is damaged or no Arrow IPC file: %s; write it again".formatted(garbage), garbage);
    }
  }

  /// @param message nothing at the end
  /// @param body where the body begins
  private record Found(Optional<Message> message, long body, long next) {}

  private Found message(TextFile file, long at) {
    ByteBuffer head = read(file, at, 8);
    if (head.remaining() == 0 && !batches.isEmpty()) return new Found(Optional.empty(), at, at);
    if (head.remaining() < 8 || head.getInt(0) != -1) throw damaged("there is no message at " + at);
    int length = head.getInt(4);
    if (length == 0) return new Found(Optional.empty(), at, at);
    if (length < 0 || length > MAX_METADATA)
      throw damaged("a message of %d bytes".formatted(length));
    ByteBuffer metadata = read(file, at + 8, length);
    if (metadata.remaining() < length) throw damaged("it is cut off");
    Message message = Message.getRootAsMessage(metadata);
    long body = at + 8 + length;
    if (message.bodyLength() < 0 || message.bodyLength() > file.size() - body) {
      throw damaged("it is cut off in a body of %d bytes".formatted(message.bodyLength()));
    }
    return new Found(Optional.of(message), body, body + message.bodyLength());
  }

  private static ByteBuffer read(TextFile file, long at, int length) {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(length, file.size() - at))];
    file.read(at, bytes, 0, bytes.length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private LoadException damaged(String why) {
    return new LoadException.BadFile(
        path, "is damaged or no Arrow IPC file: %s; write it again".formatted(why));
  }

  private void take(Message message, long body) {
    switch (message.headerType()) {
      case MessageHeader.Schema -> {
        Schema schema = (Schema) message.header(new Schema());
        for (int i = 0; i < schema.fieldsLength(); i++) fields.add(schema.fields(i));
        for (Field field : fields) columns.add(head(field));
      }
      case MessageHeader.RecordBatch -> {
        RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
        if (batch.length() < 0) throw damaged("a batch of %d rows".formatted(batch.length()));
        slices.add(slices.getLast() + batch.length());
        batches.add(new ArrowBatch.Place(batch, body, message.bodyLength(), used()));
      }
      case MessageHeader.DictionaryBatch -> {
        DictionaryBatch batch = (DictionaryBatch) message.header(new DictionaryBatch());
        List<ArrowBatch.Place> parts = new ArrayList<>();
        if (batch.isDelta()) parts.addAll(dictionaries.getOrDefault(batch.id(), List.of()));
        parts.add(new ArrowBatch.Place(batch.data(), body, message.bodyLength(), List.of()));
        dictionaries.put(batch.id(), List.copyOf(parts));
      }
      default -> throw damaged("a message of kind %d".formatted(message.headerType()));
    }
  }

  /// The dictionary of each column; of no parts where a column has none.
  private List<List<ArrowBatch.Place>> used() {
    return fields.stream()
        .map(field ->
            field.dictionary() == null
                ? List.<ArrowBatch.Place>of()
                : dictionaries.getOrDefault(field.dictionary().id(), List.of()))
        .toList();
  }

  private ColumnHead head(Field field) {
    String name = String.valueOf(field.name());
    return ColumnHead.typed(
        name,
        type(field)
            .orElseThrow(() ->
                new LoadException.BadFile(
                    path,
                    "column '%s' has Arrow's type %s, which can't be loaded; leave it out or cast it"
                        .formatted(name, Type.name(field.typeType())))));
  }

  private static Optional<PropertyType> type(Field field) {
    return switch (field.typeType()) {
      case Type.Bool -> Optional.of(PropertyType.BOOL);
      case Type.Utf8, Type.LargeUtf8 -> Optional.of(PropertyType.STRING);
      case Type.Int -> {
        Int type = (Int) field.type(new Int());
        yield Optional.of(PropertyType.parse((type.isSigned() ? "int" : "uint") + type.bitWidth()));
      }
      case Type.FloatingPoint ->
          switch (((FloatingPoint) field.type(new FloatingPoint())).precision()) {
            case Precision.SINGLE -> Optional.of(PropertyType.FLOAT);
            case Precision.DOUBLE -> Optional.of(PropertyType.DOUBLE);
            default -> Optional.empty();
          };
      case Type.Date ->
          ((org.apache.arrow.flatbuf.Date) field.type(new org.apache.arrow.flatbuf.Date())).unit()
                  == DateUnit.DAY
              ? Optional.of(PropertyType.DATE)
              : Optional.of(PropertyType.TIMESTAMP_MS);
      case Type.Timestamp ->
          switch (((Timestamp) field.type(new Timestamp())).unit()) {
            case TimeUnit.SECOND -> Optional.of(PropertyType.TIMESTAMP_S);
            case TimeUnit.MILLISECOND -> Optional.of(PropertyType.TIMESTAMP_MS);
            case TimeUnit.MICROSECOND -> Optional.of(PropertyType.TIMESTAMP_US);
            default -> Optional.of(PropertyType.TIMESTAMP_NS);
          };
      default -> Optional.empty();
    };
  }

  private ColumnFile file() {
    long[] starts = slices.stream().mapToLong(Long::longValue).toArray();
    return new ColumnFile(path, columns, starts, this::open);
  }

  private ColumnFile.Cursor open(int slice, List<Integer> positions) {
    List<ArrowBatch.Kind> kinds = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      boolean large = fields.get(i).typeType() == Type.LargeUtf8;
      kinds.add(
          new ArrowBatch.Kind(columns.get(i).type().orElseThrow(), large, indexes(fields.get(i))));
    }
    return new ArrowBatch(path, batches.get(slice), kinds, positions);
  }

  /// The type of the numbers that stand for a dictionary's values.
  private static Optional<PropertyType> indexes(Field field) {
    if (field.dictionary() == null) return Optional.empty();
    Int type = field.dictionary().indexType();
    if (type == null) return Optional.of(PropertyType.INT32);
    return Optional.of(PropertyType.parse((type.isSigned() ? "int" : "uint") + type.bitWidth()));
  }
}

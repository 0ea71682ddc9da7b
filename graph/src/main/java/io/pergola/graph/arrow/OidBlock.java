package io.pergola.graph.arrow;

import io.pergola.graph.Column;
import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TextColumn;
import io.pergola.graph.WyHash;
import io.pergola.store.Blob;
import io.pergola.store.BlobWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Ids that were written as an array, to be the keys of hash maps.
///
/// @param type INT64, INT32 or STRING
/// @param array the object
/// @param values numbers, or the bytes of strings
/// @param offsets int64: where strings begin; no bytes for numbers
record OidBlock(PropertyType type, int count, ObjectMeta array, Blob values, Blob offsets) {
  /// Copies a column.
  static OidBlock of(ObjectStore store, Column column) {
    int count = Math.toIntExact(column.length());
    if (column instanceof TextColumn text) return texts(store, text, count);
    PropertyType type = column.property().type();
    BlobWriter blob = store.createBlob((long) count * type.byteWidth());
    blob.segment().copyFrom(column.values().asSlice(0, blob.segment().byteSize()));
    return numbers(store, type, count, blob.seal());
  }

  private static OidBlock numbers(ObjectStore store, PropertyType type, int count, Blob values) {
    ObjectMeta array = new ArrayWriter(store).numbers(type, count, values);
    return new OidBlock(type, count, array, values, ArrayWriter.NO_BYTES);
  }

  private static OidBlock texts(ObjectStore store, TextColumn text, int count) {
    long first = text.beginAt(0);
    BlobWriter offsets = store.createBlob(8L * (count + 1));
    for (int row = 0; row <= count; row++) {
      offsets.segment().setAtIndex(Layouts.LONG, row, text.beginAt(row) - first);
    }
    BlobWriter values = store.createBlob(text.beginAt(count) - first);
    values.segment().copyFrom(text.values().asSlice(first, values.segment().byteSize()));
    return texts(store, count, offsets.seal(), values.seal());
  }

  private static OidBlock texts(ObjectStore store, int count, Blob offsets, Blob values) {
    ObjectMeta array = new ArrayWriter(store).strings(count, offsets, values);
    return new OidBlock(PropertyType.STRING, count, array, values, offsets);
  }

  /// Writes some ids.
  static OidBlock of(ObjectStore store, PropertyType type, List<Oid> oids) {
    if (type == PropertyType.STRING) return texts(store, oids);
    BlobWriter blob = store.createBlob((long) oids.size() * type.byteWidth());
    for (int i = 0; i < oids.size(); i++) {
      long value = ((Oid.Numeric) oids.get(i)).value();
      HashEntries.setNumber(blob.segment(), (long) i * type.byteWidth(), type, value);
    }
    return numbers(store, type, oids.size(), blob.seal());
  }

  private static OidBlock texts(ObjectStore store, List<Oid> oids) {
    List<byte[]> texts =
        oids.stream().map(oid -> oid.toString().getBytes(StandardCharsets.UTF_8)).toList();
    BlobWriter offsets = store.createBlob(8L * (texts.size() + 1));
    BlobWriter values = store.createBlob(texts.stream().mapToLong(text -> text.length).sum());
    long at = 0;
    for (int i = 0; i < texts.size(); i++) {
      offsets.segment().setAtIndex(Layouts.LONG, i, at);
      MemorySegment.copy(
          MemorySegment.ofArray(texts.get(i)), 0, values.segment(), at, texts.get(i).length);
      at += texts.get(i).length;
    }
    offsets.segment().setAtIndex(Layouts.LONG, texts.size(), at);
    return texts(store, texts.size(), offsets.seal(), values.seal());
  }

  /// A hash map from these ids.
  ///
  /// @param value the type of values
  /// @param values the value of each id
  ObjectMeta map(ObjectStore store, PropertyType value, IntToLongFunction values) {
    HashEntries layout = new HashEntries(type, value);
    Blob text = type == PropertyType.STRING ? this.values : ArrayWriter.NO_BYTES;
    return HashMapWriter.write(store, layout, new Keys(layout, values), text);
  }

  long number(int i) {
    return HashEntries.number(values.segment(), (long) i * type.byteWidth(), type);
  }

  private final class Keys implements HashMapWriter.Pairs {
    private final HashEntries layout;
    private final IntToLongFunction valueOf;

    Keys(HashEntries layout, IntToLongFunction valueOf) {
      this.layout = layout;
      this.valueOf = valueOf;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public long hash(int i) {
      if (type != PropertyType.STRING) return layout.hash(number(i));
      return WyHash.hash(values.segment(), begin(i), begin(i + 1) - begin(i));
    }

    private long begin(int i) {
      return offsets.segment().getAtIndex(Layouts.LONG, i);
    }

    @Override
    public void write(int i, MemorySegment entries, long position) {
      if (type == PropertyType.STRING) {
        entries.set(Layouts.LONG, position + layout.keyAt(), begin(i + 1) - begin(i));
        entries.set(Layouts.LONG, position + layout.keyAt() + 8, begin(i));
      } else {
        HashEntries.setNumber(entries, position + layout.keyAt(), type, number(i));
      }
      HashEntries.setNumber(
          entries, position + layout.valueAt(), layout.value(), valueOf.applyAsLong(i));
    }
  }
}

package io.pergola.store;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.util.List;

/// What the contracts of [ObjectStore] test: a fresh store with two connections to it.
public interface StoreHarness {
  /// The size of the store.
  long SIZE = 1 << 20;

  /// One connection.
  ObjectStore store();

  /// Another one to the same store.
  ObjectStore other();

  /// One more, which the test closes.
  ObjectStore connect();

  /// Ends a connection as the death of its process would.
  void kill(ObjectStore connection);

  /// A sealed blob of 8 bytes with `value` in them.
  static Blob number(ObjectStore store, long value) {
    BlobWriter writer = store.createBlob(8);
    writer.segment().set(JAVA_LONG_UNALIGNED, 0, value);
    return writer.seal();
  }

  /// The number in a blob of [#number].
  static long number(Blob blob) {
    return blob.segment().get(JAVA_LONG_UNALIGNED, 0);
  }

  /// An object without members.
  static ObjectMeta object(ObjectStore store, String typeName) {
    return store.create(ObjectMeta.draft(typeName));
  }

  /// An object with one object as member `m`.
  static ObjectMeta around(ObjectStore store, String typeName, ObjectMeta member) {
    return store.create(ObjectMeta.draft(typeName).member("m", member));
  }

  /// An object with one blob as member `b`.
  static ObjectMeta around(ObjectStore store, String typeName, Blob blob) {
    return store.create(ObjectMeta.draft(typeName).blob("b", blob, store.instanceId()));
  }

  /// Which of `ids` are there.
  static List<Boolean> there(ObjectStore store, ObjectId... ids) {
    return List.of(ids).stream().map(store::exists).toList();
  }
}

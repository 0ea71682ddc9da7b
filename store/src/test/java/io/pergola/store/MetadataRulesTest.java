package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The rules of metadata trees, in the protocol's JSON.
class MetadataRulesTest extends TwoConnections {
  @Test
  void aCreatedObjectHasAnIdASignatureAndAPlace() {
    CreatedObject made =
        store.trees().create(json("{'typename':'t','instance_id':0,'x':[1,null]}"));
    ObjectNode tree = (ObjectNode) store.trees().get(List.of(made.id())).get(made.id().toString());
    assertEquals(made.signature(), tree.get("signature").longValue());
    assertTrue(tree.get("transient").booleanValue());
    assertEquals(0, made.instanceId());
    assertEquals("[1,null]", tree.get("x").toString());
    assertFalse(tree.has("global"));
    assertFalse(tree.has("nbytes"));
  }

  @Test
  void givenSignaturesAndTransienceAreKeptAndGivenIdsAreNot() {
    CreatedObject made =
        store
            .trees()
            .create(
                json(
                    "{'typename':'t','instance_id':7,'signature':12345,'id':'o00000000000000ff','transient':false}"));
    assertEquals(12345, made.signature());
    assertEquals(7, made.instanceId());
    assertNotEquals("o00000000000000ff", made.id().toString());
    assertTrue(store.isPersistent(made.id()));
  }

  @Test
  void numbersOf64BitsStayWhatTheyAre() {
    ObjectNode content =
        json("{'typename':'t','instance_id':0,'big':18446744073709551615,'neg':-1,'d':0.1}");
    ObjectId id = store.trees().create(content).id();
    ObjectNode tree = (ObjectNode) store.trees().get(List.of(id)).get(id.toString());
    for (String key : List.of("big", "neg", "d")) assertEquals(content.get(key), tree.get(key));
  }

  /// `{a}` stands for an object on this instance, `{g}` for a global one, `{b}` for a blob.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'instance_id':0}|21|metadata has no 'typename' that is a string",
        "{'typename':5,'instance_id':0}|21|metadata has no 'typename' that is a string",
        "{'typename':{'id':'{a}'},'instance_id':0}|21|metadata has no 'typename' that is a string",
        "{'typename':'vineyard::Blob','instance_id':0}|7|a blob has no metadata of its own; link it as a member",
        "{'typename':'t'}|7|metadata of type 't' has no 'instance_id' that is an integer",
        "{'typename':'t','instance_id':'0'}|7|metadata of type 't' has no 'instance_id' that is an integer",
        "{'typename':'a.b','instance_id':0}|26|type name 'a.b' has a dot, which links between objects can't carry; use '::'",
        "{'typename':'t','instance_id':0,'transient':1}|22|'transient' of type 't' is 1, which is the wrong kind of value for this key",
        "{'typename':'t','instance_id':0,'global':'no'}|22|'global' of type 't' is \"no\", which is the wrong kind of value for this key",
        "{'typename':'t','instance_id':0,'signature':'s1'}|22|'signature' of type 't' is \"s1\", which is the wrong kind of value for this key",
        "{'typename':'t','instance_id':0,'signature':{'id':'{a}'}}|22|'signature' of type 't' is {\"id\":\"{a}\"}, which is the wrong kind of value for this key",
        "{'typename':'t','instance_id':0,'m':{}}|25|member 'm' has no 'id'; create it first, then link it",
        "{'typename':'t','instance_id':0,'m':{'typename':'x'}}|25|member 'm' has no 'id'; create it first, then link it",
        "{'typename':'t','instance_id':0,'m':{'id':5}}|26|member 'm': 5 is not an object id",
        "{'typename':'t','instance_id':0,'m':{'id':'x'}}|26|member 'm': \"x\" is not an object id",
        "{'typename':'t','instance_id':0,'m':{'id':'o0000000000000123'}}|27|member 'm': object o0000000000000123 doesn't exist in the store",
        "{'typename':'t','instance_id':0,'m':{'id':'{b}'}}|21|member 'm': blob {b} can't be linked by its id alone; add 'typename' and 'instance_id'",
        "{'typename':'t','instance_id':0,'m':{'id':'{b}','typename':'vineyard::Blob'}}|21|member 'm': blob {b} can't be linked by its id alone; add 'typename' and 'instance_id'",
        "{'typename':'t','instance_id':1,'m':{'id':'{a}'}}|51|member 'm' is on instance 0, the object on 1; only a global object may be spread",
        "{'typename':'t','instance_id':0,'global':true,'m':{'id':'{g}'}}|51|member 'm': object {g} is global; a global object can't be part of another global one",
      })
  void badMetadataIsRefusedAndSaysWhy(String content, int code, String message) {
    ObjectId plain = object("a");
    ObjectId global =
        store.trees().create(json("{'typename':'g','instance_id':0,'global':true}")).id();
    ObjectId blob = sealed(1);
    String filled = fill(content, plain, global, blob);
    StoreException failure =
        assertThrows(StoreException.class, () -> store.trees().create(json(filled)));
    assertEquals(fill(message, plain, global, blob), failure.getMessage());
    assertEquals(code, failure.code());
    assertEquals(3, store.list(new Pattern.Wildcard("*"), 10).size());
  }

  private static String fill(String text, ObjectId plain, ObjectId global, ObjectId blob) {
    return text.replace("{a}", plain.toString())
        .replace("{g}", global.toString())
        .replace("{b}", blob.toString());
  }

  @Test
  void aMemberIsWhatTheStoreHasNotWhatTheRequestSays() {
    ObjectId inner = object("inner");
    ObjectId outer =
        store
            .trees()
            .create(
                json(
                    "{'typename':'outer','instance_id':0,'m':{'id':'%s','typename':'lie','instance_id':9}}"
                        .formatted(inner)))
            .id();
    assertEquals("inner", store.meta(outer).member("m").typeName());
  }

  @Test
  void aSpreadGlobalObjectHasNoPlace() {
    ObjectId elsewhere = store.trees().create(json("{'typename':'x','instance_id':7}")).id();
    ObjectId here = object("x");
    CreatedObject global =
        store
            .trees()
            .create(
                json(
                    "{'typename':'g','instance_id':0,'global':true,'m':{'id':'%s'},'n':{'id':'%s'}}"
                        .formatted(elsewhere, here)));
    assertEquals(-1, global.instanceId());
    ObjectNode tree = store.trees().get(List.of(global.id()));
    assertTrue(tree.toString().contains("\"instance_id\":18446744073709551615"), tree.toString());
    assertEquals(7, store.meta(global.id()).member("m").instanceId());
  }

  @Test
  void aCopyOnThisInstanceStandsInForTheMemberOfAGlobalObject() {
    String tree = "{'typename':'x','instance_id':%d,'signature':99}";
    ObjectId original = store.trees().create(json(tree.formatted(7))).id();
    ObjectId global =
        store
            .trees()
            .create(
                json(
                    "{'typename':'g','instance_id':7,'global':true,'m':{'id':'%s'}}"
                        .formatted(original)))
            .id();
    assertEquals(original, store.meta(global).member("m").id());

    ObjectId copy = store.trees().create(json(tree.formatted(0))).id();
    assertEquals(copy, store.meta(global).member("m").id());

    // The original can go now, since the copy is equivalent; then the copy is the last one.
    store.delete(List.of(original));
    assertFalse(store.exists(original));
    assertEquals(copy, store.meta(global).member("m").id());
    store.delete(List.of(copy));
    assertTrue(store.exists(copy));
    store.delete(List.of(global));
    store.delete(List.of(copy));
    assertFalse(store.exists(copy));
  }

  @Test
  void noSignatureMakesATreeEndless() {
    ObjectId member =
        store.trees().create(json("{'typename':'x','instance_id':3,'signature':99}")).id();
    store.trees().create(json("{'typename':'x','instance_id':5,'signature':99}"));
    ObjectId global =
        store
            .trees()
            .create(
                json(
                    "{'typename':'g','instance_id':3,'global':true,'m':{'id':'%s'}}"
                        .formatted(member)))
            .id();
    store.delete(List.of(member));
    ObjectId around =
        store
            .trees()
            .create(
                json(
                    "{'typename':'x','instance_id':3,'signature':99,'g':{'id':'%s'}}"
                        .formatted(global)))
            .id();
    assertEquals(2, store.trees().get(List.of(global, around)).size());
    store.delete(List.of(global), DeleteOption.FORCE, DeleteOption.DEEP);
    assertFalse(store.exists(around));
  }

  @Test
  void aShallowCopySharesMembersAndSignature() {
    ObjectId inner = object("inner");
    CreatedObject outer =
        store
            .trees()
            .create(
                json(
                    "{'typename':'outer','instance_id':0,'x':1,'m':{'id':'%s'}}".formatted(inner)));
    ObjectId copy = store.trees().shallowCopy(outer.id(), json("{'x':2,'y':null}"));
    ObjectMeta meta = store.meta(copy);
    assertEquals(2, meta.integer("x"));
    assertTrue(meta.has("y"));
    assertEquals(inner, meta.member("m").id());
    assertEquals(outer.signature(), meta.integer("signature"));
    assertEquals(copy, meta.id());
    assertEquals(1, store.meta(outer.id()).integer("x"));

    store.delete(List.of(outer.id()), DeleteOption.DEEP);
    assertTrue(store.exists(inner));
    store.delete(List.of(copy), DeleteOption.DEEP);
    assertFalse(store.exists(inner));
  }

  @Test
  void aShallowCopyTakesOnlyPlainValues() {
    ObjectId source = object("t");
    assertEquals(
        "'x' of a copy must be a number, text, truth value or null",
        assertThrows(
                StoreException.Refused.class,
                () -> store.trees().shallowCopy(source, json("{'x':[]}")))
            .getMessage());
    ObjectId blob = sealed(1);
    assertThrows(StoreException.Refused.class, () -> store.trees().shallowCopy(blob, json("{}")));
    assertEquals(
        27,
        assertThrows(
                StoreException.NotFound.class,
                () -> store.trees().shallowCopy(ObjectId.parse("o0000000000000123"), json("{}")))
            .code());
  }

  @Test
  void aTreeOfObjectsCannotBeTooHigh() {
    ObjectId top = object("t");
    String around = "{'typename':'t','instance_id':0,'m':{'id':'%s'}}";
    for (int height = 2; height <= 128; height++) {
      top = store.trees().create(json(around.formatted(top))).id();
    }
    String tooHigh = around.formatted(top);
    StoreException failure =
        assertThrows(StoreException.BadMeta.class, () -> store.trees().create(json(tooHigh)));
    assertEquals("metadata nests deeper than 128 objects; flatten it", failure.getMessage());
    assertTrue(store.meta(top).toString().length() > 128 * 50);
    store.persist(top);
    assertEquals(128, store.list(new Pattern.Wildcard("t"), 1000).size());
    store.delete(List.of(top), DeleteOption.DEEP);
    assertTrue(store.list(new Pattern.Wildcard("t"), 1000).isEmpty());
  }

  @Test
  void aTreeThatDoublesAtEachLevelIsRefusedBeforeItIsTooLarge() {
    ObjectId top = object("t");
    int level = 0;
    StoreException failure = null;
    while (failure == null && level++ < 100) {
      String twice =
          "{'typename':'t','instance_id':0,'x':{'id':'%s'},'y':{'id':'%s'}}".formatted(top, top);
      try {
        top = store.trees().create(json(twice)).id();
      } catch (StoreException.BadMeta tooLarge) {
        failure = tooLarge;
      }
    }
    assertTrue(level > 10 && level < 30, "refused at level " + level);
    assertTrue(
        String.valueOf(failure)
            .contains("characters with all members, more than 67108864; put data into blobs"),
        String.valueOf(failure));
  }

  @Test
  void aDeepValueIsRefused() {
    String deep = "[".repeat(200) + "]".repeat(200);
    StoreException failure =
        assertThrows(
            StoreException.BadMeta.class,
            () ->
                store
                    .trees()
                    .create(json("{'typename':'t','instance_id':0,'x':%s}".formatted(deep))));
    assertEquals("metadata nests deeper than 128 levels; flatten it", failure.getMessage());
    assertThrows(
        StoreException.BadMeta.class,
        () -> ObjectMeta.draft("t").put("x", new JsonMapper().readTree(deep)));
  }
}

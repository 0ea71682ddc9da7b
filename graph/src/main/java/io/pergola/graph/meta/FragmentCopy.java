package io.pergola.graph.meta;

import io.pergola.store.ObjectMeta;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A fragment object like another one, with some members of its own. What both have in common is in
/// the store once.
public final class FragmentCopy {
  /// What metadata has besides what a layout puts there.
  private static final Set<String> OF_THE_STORE =
      Set.of("id", "typename", "instance_id", "signature", "transient", "nbytes", "timestamp");

  private FragmentCopy() {}

  /// Everything that the old fragment has, but other members under some of its keys.
  ///
  /// @param replaced by key; the old fragment has a member under each
  public static ObjectMeta.Draft of(ObjectMeta old, Map<String, ObjectMeta> replaced) {
    ObjectMeta.Draft draft = ObjectMeta.draft(old.typeName());
    Map<String, ObjectMeta> members = old.members();
    for (Map.Entry<String, JsonNode> value : old.toJson().properties()) {
      String key = value.getKey();
      if (!OF_THE_STORE.contains(key) && !members.containsKey(key)) {
        draft.put(key, value.getValue());
      }
    }
    long byteSize = old.integer("nbytes");
    for (Map.Entry<String, ObjectMeta> member : replaced.entrySet()) {
      ObjectMeta before = old.member(member.getKey());
      byteSize += member.getValue().integer("nbytes") - before.integer("nbytes");
    }
    members.putAll(replaced);
    members.forEach(draft::member);
    return draft.byteSize(byteSize);
  }
}

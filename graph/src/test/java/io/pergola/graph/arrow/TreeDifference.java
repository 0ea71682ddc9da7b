package io.pergola.graph.arrow;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Where two dumped objects differ, by the path with all numbers of lists as `#`; the values are an
/// example. Allocators pad blobs, so one may be longer than the other.
final class TreeDifference {
  private final Map<String, String> found = new LinkedHashMap<>();

  /// The differences between what another system wrote and what this project did.
  static Map<String, String> between(ObjectNode theirs, ObjectNode ours) {
    TreeDifference difference = new TreeDifference();
    difference.compare("", theirs, ours);
    return difference.found;
  }

  private void compare(String path, ObjectNode theirs, ObjectNode ours) {
    if (HashMapText.isMap(theirs) && HashMapText.isMap(ours)) {
      require(
          path + "/pairs",
          HashMapText.pairs(theirs).toString(),
          HashMapText.pairs(ours).toString());
    }
    for (Map.Entry<String, JsonNode> entry : theirs.properties()) {
      String key = entry.getKey();
      String here = path + "/" + key.replaceAll("\\d+", "#");
      boolean inMap = HashMapText.isMap(theirs) && key.equals("entries_");
      if (!ours.has(key)) require(here, shown(entry.getValue()), "missing");
      else if (!inMap) compareValues(here, entry.getValue(), ours.get(key));
    }
    for (Map.Entry<String, JsonNode> entry : ours.properties()) {
      String here = path + "/" + entry.getKey().replaceAll("\\d+", "#");
      if (!theirs.has(entry.getKey())) require(here, "missing", shown(entry.getValue()));
    }
  }

  private void compareValues(String path, JsonNode theirs, JsonNode ours) {
    if (theirs.has("hex") && ours.has("hex")) {
      String left = theirs.get("hex").stringValue();
      String right = ours.get("hex").stringValue();
      int length = Math.min(left.length(), right.length());
      require(path, left.substring(0, length), right.substring(0, length));
    } else if (theirs instanceof ObjectNode left && ours instanceof ObjectNode right) {
      compare(path, left, right);
    } else {
      if (!parsed(theirs).equals(parsed(ours))) require(path, theirs.toString(), ours.toString());
    }
  }

  /// Texts that are JSON are compared as such: without regard to spaces and the order of keys. Time
  /// zones are not kept.
  private static JsonNode parsed(JsonNode value) {
    String text = value.isString() ? value.stringValue() : "";
    return text.startsWith("{") || text.startsWith("[")
        ? new JsonMapper().readTree(text.replaceAll("(TIMESTAMP\\[..?])\\[\\w+]", "$1[]"))
        : value;
  }

  private static String shown(JsonNode value) {
    return value instanceof ObjectNode member
        ? member.get("typename").toString()
        : value.toString();
  }

  private void require(String path, String theirs, String ours) {
    if (!theirs.equals(ours)) found.putIfAbsent(path, theirs + " -> " + ours);
  }
}

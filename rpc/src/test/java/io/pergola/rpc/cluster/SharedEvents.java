package io.pergola.rpc.cluster;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.pergola.rpc.client.Await;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What instances wrote to etcd about objects and names, in a form that two clusters have in common
/// if they did the same: ids become numbers in the order in which they appear, times are gone, and
/// the order within one change too.
public final class SharedEvents {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ByteSequence ALL = ByteSequence.from(new byte[] {0});
  private static final Pattern PATH = Pattern.compile("[^/]+/S0+/((data|names|signatures)/.*)");
  private static final Pattern ID = Pattern.compile("[os]([0-9a-f]{16})|\\b([0-9]{19,20})\\b");

  private final Map<Long, Map<String, JsonNode>> puts = new TreeMap<>();
  private final Map<Long, List<String>> deletions = new TreeMap<>();
  private final Map<Long, Integer> numbers = new HashMap<>();

  /// Notes one event.
  ///
  /// @param value JSON; empty if the key was deleted
  public void add(long revision, String key, String value) {
    var path = PATH.matcher(key);
    if (!path.matches()) return;
    if (value.isEmpty()) {
      // Keys below an object are deleted here and forgotten there.
      if (!path.group(1).matches("data/[^/]+/.*")) {
        deletions.computeIfAbsent(revision, _ -> new ArrayList<>()).add(path.group(1));
      }
      return;
    }
    puts.computeIfAbsent(revision, _ -> new TreeMap<>()).put(path.group(1), JSON.readTree(value));
  }

  /// A copy is written whole here, and there key by key in one change.
  private static Map<String, JsonNode> whole(Map<String, JsonNode> change) {
    Map<String, JsonNode> result = new TreeMap<>();
    change.forEach((path, value) -> {
      int slash = path.lastIndexOf('/');
      String object = path.substring(0, slash);
      if (change.containsKey(object + "/typename")) {
        JsonNode parts = result.computeIfAbsent(object, _ -> JSON.createObjectNode());
        ((ObjectNode) parts).set(path.substring(slash + 1), value);
      } else {
        result.put(path, value);
      }
    });
    return result;
  }

  /// All events so far, a line each.
  public List<String> lines() {
    Map<Long, List<String>> lines = new TreeMap<>();
    puts.forEach((revision, change) ->
        whole(change)
            .forEach((path, value) ->
                lines
                    .computeIfAbsent(revision, _ -> new ArrayList<>())
                    .add("put " + path + " " + sorted(value))));
    deletions.forEach((revision, paths) ->
        paths.forEach(
            path -> lines.computeIfAbsent(revision, _ -> new ArrayList<>()).add("delete " + path)));
    return lines.values().stream().flatMap(List::stream).map(this::anonymous).toList();
  }

  private static String sorted(JsonNode value) {
    if (!(value instanceof ObjectNode object)) return value.toString();
    Map<String, JsonNode> fields = new TreeMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    fields.remove("__timestamp");
    return fields.toString();
  }

  private String anonymous(String line) {
    return ID.matcher(line).replaceAll(this::number);
  }

  private String number(MatchResult id) {
    long bits =
        id.group(1) != null
            ? Long.parseUnsignedLong(id.group(1), 16)
            : Long.parseUnsignedLong(id.group(2));
    return "#" + numbers.computeIfAbsent(bits, _ -> numbers.size());
  }

  /// Everything that was written to an etcd until now.
  public static SharedEvents of(EtcdServer etcd) {
    SharedEvents events = new SharedEvents();
    try (Client client = Client.builder().endpoints(etcd.endpoint()).build()) {
      long head = client.getKVClient().get(ALL).join().getHeader().getRevision();
      AtomicLong seen = new AtomicLong();
      List<WatchEvent> all = new CopyOnWriteArrayList<>();
      WatchOption option = WatchOption.builder().withRange(ALL).withRevision(1).build();
      try (Watch.Watcher _ =
          client
              .getWatchClient()
              .watch(
                  ALL,
                  option,
                  response -> {
                    all.addAll(response.getEvents());
                    seen.set(
                        response.getEvents().isEmpty()
                            ? seen.get()
                            : response.getEvents().getLast().getKeyValue().getModRevision());
                  })) {
        Await.until(() -> "revision " + head + " after " + seen, () -> seen.get() >= head);
      }
      for (WatchEvent event : all) {
        events.add(
            event.getKeyValue().getModRevision(),
            event.getKeyValue().getKey().toString(StandardCharsets.UTF_8),
            event.getKeyValue().getValue().toString(StandardCharsets.UTF_8));
      }
    }
    return events;
  }
}

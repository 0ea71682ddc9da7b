package io.pergola.rpc.client;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.rpc.cluster.EtcdServer;
import io.pergola.rpc.cluster.Member;
import io.pergola.rpc.cluster.SharedEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What clients of two of Vineyard's servers in one cluster said and heard goes the same way with
/// two of ours.
class ClusterTraceTest {
  /// Which instance's recording goes on until which line, by turns: there is one for each, without
  /// times.
  private static final List<Turn> TURNS =
      List.of(
          new Turn(0, 10), // an object, transient
          new Turn(1, 9), // is not seen
          new Turn(0, 12), // persistent
          new Turn(1, 13), // is seen
          new Turn(0, 14), // has a name
          new Turn(1, 30), // comes over
          new Turn(0, 24),
          new Turn(1, 48), // a global object with a member on each
          new Turn(0, 46), // brings the other member here, and deletes the original
          new Turn(1, 56),
          new Turn(0, 59), // a lock
          new Turn(1, 66), // the same lock, then a name that is not there yet
          new Turn(0, 67),
          new Turn(1, 73), // an object that is not seen yet
          new Turn(0, 69),
          new Turn(1, 76),
          new Turn(0, 72), // clears everything
          new Turn(1, 82));

  /// Until here the recording of what went to etcd goes too.
  private static final Turn LAST_WATCHED = new Turn(1, 56);

  private record Turn(int instance, int last) {}

  @TempDir @Nullable Path directory;

  @Test
  void aRecordedConversationWithTwoServersGoesTheSameWayHere() throws IOException {
    Optional<String> binary = EtcdServer.binary();
    Assumptions.assumeTrue(binary.isPresent(), "etcd can't be installed here");
    Path dir = requireNonNull(directory);
    TraceIds ids = new TraceIds();
    try (EtcdServer etcd = new EtcdServer(binary.get(), dir);
        Member zero = new Member(etcd, dir);
        Member one = new Member(etcd, dir);
        TraceReplay first = replay("etcd_ipc_instance0", zero, ids);
        TraceReplay second = replay("etcd_ipc_instance1", one, ids)) {
      List<TraceReplay> replays = List.of(first, second);
      List<List<String>> lines =
          List.of(
              TraceReplayTest.lines("etcd_ipc_instance0"),
              TraceReplayTest.lines("etcd_ipc_instance1"));
      int[] next = new int[2];
      for (Turn turn : TURNS) {
        while (next[turn.instance] < turn.last) {
          String line = lines.get(turn.instance).get(next[turn.instance]++);
          replays.get(turn.instance).step(next[turn.instance], line);
        }
        if (turn.equals(LAST_WATCHED)) assertEquals(watched(), SharedEvents.of(etcd).lines());
      }
      for (TraceReplay replay : replays) {
        assertEquals("", String.join("\n", replay.differences()));
        assertEquals(Set.of(), replay.unusedTolerances());
      }
      assertEquals(33 + 37, first.compared() + second.compared());
    }
  }

  /// What the recorded servers wrote to etcd.
  private static List<String> watched() throws IOException {
    SharedEvents events = new SharedEvents();
    for (String line : TraceReplayTest.lines("etcd_watch")) {
      JsonNode event = RawClient.JSON.readTree(line);
      events.add(
          event.get("rev").longValue(),
          event.get("key").stringValue(),
          event.get("value").stringValue());
    }
    return events.lines();
  }

  private static TraceReplay replay(String name, Member member, TraceIds ids) {
    return new TraceReplay(name, TraceReplay.Partner.of(member.server, member.store), ids);
  }
}

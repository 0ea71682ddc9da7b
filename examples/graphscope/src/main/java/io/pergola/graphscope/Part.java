package io.pergola.graphscope;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/// One fragment in a run of a [Program].
public final class Part {
  /// What is done at a vertex.
  public interface VertexTask {
    /// Works at an inner vertex of this part.
    void run(Vertex vertex);
  }

  private final ProgramState state;
  private final Team team;
  private final int fid;
  private final Chunk[] chunks;
  private final int[] spare;
  private final int[] queue;
  private final AtomicInteger tail = new AtomicInteger();
  private final Found[] found;
  private final Vertex[] cursors;
  private int[] sent = new int[0];
  private int sentCount;
  private boolean again;

  Part(ProgramState state, Team team, int fid) {
    this.state = state;
    this.team = team;
    this.fid = fid;
    this.chunks =
        Arrays.stream(state.graph.innerChunks)
            .filter(chunk -> chunk.span().fid() == fid)
            .toArray(Chunk[]::new);
    int size =
        state.graph.spans.stream()
            .filter(s -> s.fid() == fid)
            .mapToInt(s -> s.inner() + s.outer())
            .sum();
    this.queue = new int[size];
    this.spare = new int[size];
    this.found = new Found[team.size()];
    this.cursors = new Vertex[team.size()];
    Arrays.setAll(found, worker -> new Found(queue, tail));
    Arrays.setAll(cursors, worker -> new Vertex(state, found[worker]));
  }

  /// The fragment's number.
  public int fid() {
    return fid;
  }

  /// Numbers of vertices, of this part and of others, are below this.
  public int numberLimit() {
    return state.graph.size;
  }

  /// How many vertices there are in all parts together.
  public long vertexCount() {
    return state.graph.vertexCount;
  }

  /// The inner vertex that a user means by `OID` or `LABEL:OID`; nothing if another part owns it.
  ///
  /// @throws io.pergola.store.StoreException.NotFound if no part has it
  public OptionalInt find(String oid) {
    int flat = SourceVertex.find(state.graph, oid);
    return state.graph.span(flat).fid() == fid ? OptionalInt.of(flat) : OptionalInt.empty();
  }

  /// Offers a number to a vertex of this part, as [Vertex#offer] does.
  public void offer(int vertex, double value) {
    cursors[0].offer(vertex, value);
  }

  /// Asks for another evaluation of this part, whatever changes.
  public void again() {
    again = true;
  }

  /// Does something at each inner vertex, with all threads, and waits.
  public void forEachVertex(VertexTask task) {
    team.forEach(
        chunks.length,
        (item, worker) -> {
          Chunk chunk = chunks[item];
          for (int v = chunk.from(); v < chunk.to(); v++) {
            if (state.graph.vertices.has(v)) task.run(cursors[worker].at(v));
          }
        });
  }

  /// Does something at each active vertex, which then rests, and at those that thereby become
  /// active, until none is left; with all threads.
  public void whileActive(VertexTask task) {
    for (int count = take(); count > 0; count = take()) {
      team.forEachPiece(
          0,
          count,
          (from, to, worker) -> {
            for (int i = from; i < to; i++) {
              state.rest(spare[i]);
              task.run(cursors[worker].at(spare[i]));
            }
          });
    }
  }

  /// Moves the active inner vertices out of the queue, and the outer ones to what is sent.
  private int take() {
    for (Found each : found) each.flush();
    int count = 0;
    int size = tail.getAndSet(0);
    for (int i = 0; i < size; i++) {
      int v = queue[i];
      if (v < state.graph.span(v).innerEnd()) spare[count++] = v;
      else send(v);
    }
    return count;
  }

  private void send(int v) {
    if (sentCount == sent.length) sent = Arrays.copyOf(sent, Math.max(64, 2 * sentCount));
    sent[sentCount++] = v;
  }

  /// Takes the outer vertices that got better numbers home: to the parts that own them.
  void deliver(Part[] parts) {
    int kept = take();
    for (int i = 0; i < sentCount; i++) {
      int v = sent[i];
      state.rest(v);
      int home = state.graph.home(state.graph.span(v), v);
      parts[state.graph.span(home).fid()].offer(home, state.values[v]);
    }
    sentCount = 0;
    for (int i = 0; i < kept; i++) queue[i] = spare[i];
    tail.set(kept);
  }

  /// Whether there is something to evaluate.
  boolean isWanted() {
    for (Found each : found) each.flush();
    return again || tail.get() > 0;
  }

  /// Forgets that [#again] was called.
  void begin() {
    again = false;
  }
}

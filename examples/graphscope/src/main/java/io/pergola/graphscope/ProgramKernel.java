package io.pergola.graphscope;

import java.util.Arrays;

/// Runs a [Program]: evaluations of the parts, and between them the messages.
final class ProgramKernel implements Kernel {
  private final FlatGraph graph;
  private final Team team;
  private final Program program;
  private final Weights[][] weights;
  private ProgramState state;
  private int rounds;

  ProgramKernel(FlatGraph graph, Team team, Program program, Weights[][] weights) {
    this.graph = graph;
    this.team = team;
    this.program = program;
    this.weights = weights;
    this.state = new ProgramState(graph, weights, program.combine());
  }

  @Override
  public int rounds() {
    return rounds;
  }

  @Override
  public Values values(Names names) {
    return new Values.Numbers(state.values);
  }

  @Override
  public void run() {
    state = new ProgramState(graph, weights, program.combine());
    Arrays.fill(state.values, program.initial());
    Part[] parts = parts();
    for (Part part : parts) program.partial(part);
    boolean more = exchange(parts);
    for (rounds = 1; more; rounds++) {
      team.step(rounds, 0);
      more = evaluate(parts);
    }
  }

  private Part[] parts() {
    int fnum = graph.spans.stream().mapToInt(Span::fid).max().orElse(-1) + 1;
    Part[] parts = new Part[fnum];
    Arrays.setAll(parts, fid -> new Part(state, team, fid));
    return parts;
  }

  private boolean evaluate(Part[] parts) {
    for (Part part : parts) {
      if (!part.isWanted()) continue;
      part.begin();
      program.incremental(part);
    }
    return exchange(parts);
  }

  /// Takes messages home, then tells all copies what their vertices have.
  private boolean exchange(Part[] parts) {
    for (Part part : parts) part.deliver(parts);
    team.forEach(
        graph.outerChunks.length,
        (item, worker) -> {
          Chunk chunk = graph.outerChunks[item];
          graph.outer(chunk).copy(state.values, chunk.from(), chunk.to());
        });
    boolean more = false;
    for (Part part : parts) more |= part.isWanted();
    return more;
  }
}

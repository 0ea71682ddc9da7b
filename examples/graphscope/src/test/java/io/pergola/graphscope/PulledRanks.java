package io.pergola.graphscope;

/// [PageRank] without dangling vertices, as a program that pulls: a vertex's number is what it
/// gives to each neighbor.
final class PulledRanks implements Program {
  private static final double DAMPING = 0.85;

  private final int iterations;
  private int[] rounds = {};
  private double[] ranks = {};

  PulledRanks(int iterations) {
    this.iterations = iterations;
  }

  @Override
  public String name() {
    return "pulled-ranks";
  }

  @Override
  public double initial() {
    return 0;
  }

  @Override
  public Combine combine() {
    return Combine.OWNER;
  }

  @Override
  public void partial(Part part) {
    if (ranks.length == 0) {
      ranks = new double[part.numberLimit()];
      rounds = new int[64];
    }
    part.forEachVertex(vertex -> give(vertex, 1.0 / part.vertexCount()));
    if (iterations > 0) part.again();
  }

  @Override
  public void incremental(Part part) {
    double base = (1 - DAMPING) / part.vertexCount();
    part.forEachVertex(vertex -> {
      double[] sum = {0};
      vertex.forEachIn((neighbor, weight) -> sum[0] += vertex.value(neighbor));
      ranks[vertex.number()] = base + DAMPING * sum[0];
    });
    boolean last = ++rounds[part.fid()] == iterations;
    part.forEachVertex(vertex -> {
      double rank = ranks[vertex.number()];
      if (last) vertex.set(rank);
      else give(vertex, rank);
    });
    if (!last) part.again();
  }

  private static void give(Vertex vertex, double rank) {
    vertex.set(rank / vertex.degree());
  }
}

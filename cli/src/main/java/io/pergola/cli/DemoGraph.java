package io.pergola.cli;

import io.pergola.cli.picture.Airport;
import io.pergola.cli.picture.FlightMap;
import io.pergola.cli.picture.Route;
import io.pergola.graph.Csr;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Table;
import io.pergola.graph.Triple;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the demo itself reads of the flights, mapped like everyone else's: the airports with their
/// ranks, the routes, and where each fragment's arrays lie.
///
/// @param airports inner vertices of all fragments
/// @param routes out-edges of all fragments
/// @param places the blobs of each fragment
record DemoGraph(List<Airport> airports, List<Route> routes, Map<Integer, List<Place>> places) {
  private static final int AIRPORT = 0;

  /// Maps the graph.
  ///
  /// @param ranks lines `oid rank`
  static DemoGraph read(Path socket, Path ranks) throws IOException {
    DemoGraph graph = new DemoGraph(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    Map<String, Double> rankOf = parse(ranks);
    try (ObjectStore store = ObjectStores.connect(socket)) {
      FragmentGroup group = Fragments.getGroup(store, "flights");
      Map<Long, String> codes = new HashMap<>();
      List<Fragment> fragments = Fragments.open(store, group);
      try {
        fragments.forEach(fragment -> graph.addAirports(fragment, rankOf, codes));
        fragments.forEach(fragment -> graph.addRoutes(fragment, codes));
      } finally {
        fragments.forEach(Fragment::close);
      }
      for (FragmentGroup.Part part : group.fragments()) {
        Footprint footprint = Footprint.of(store.meta(part.id()));
        graph.places.put(part.fid(), Place.of(store, footprint));
      }
    }
    return graph;
  }

  private static Map<String, Double> parse(Path ranks) throws IOException {
    Map<String, Double> rankOf = new HashMap<>();
    try (Stream<String> lines = Files.lines(ranks)) {
      lines.forEach(line -> {
        int blank = line.lastIndexOf(' ');
        rankOf.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
      });
    }
    return rankOf;
  }

  private void addAirports(Fragment fragment, Map<String, Double> rankOf, Map<Long, String> codes) {
    Table table = fragment.table(AIRPORT);
    NumberColumn longitude = (NumberColumn) table.column("longitude");
    NumberColumn latitude = (NumberColumn) table.column("latitude");
    for (int v = 0; v < fragment.innerCount(AIRPORT); v++) {
      String code = fragment.oid(AIRPORT, v).toString();
      codes.put(fragment.gid(AIRPORT, v), code);
      airports.add(
          new Airport(
              code,
              table.column("name").text(v),
              longitude.doubleAt(v),
              latitude.doubleAt(v),
              rankOf.getOrDefault(code, 0.0),
              fragment.fid()));
    }
  }

  private void addRoutes(Fragment fragment, Map<Long, String> codes) {
    for (Triple triple : fragment.outTriples(AIRPORT)) {
      Csr out = fragment.out(triple);
      NumberColumn count = (NumberColumn) fragment.edges(triple).column("count");
      for (int v = 0; v < fragment.innerCount(AIRPORT); v++) {
        String from = fragment.oid(AIRPORT, v).toString();
        for (long at = out.begin(v); at < out.end(v); at++) {
          String to = codes.getOrDefault(fragment.gid(AIRPORT, out.neighbor(at)), "");
          routes.add(new Route(from, to, count.longAt(at)));
        }
      }
    }
  }

  /// The airports with the greatest ranks.
  List<Airport> topTen() {
    return airports.stream()
        .sorted(Comparator.comparingDouble(Airport::rank).reversed())
        .limit(10)
        .toList();
  }

  /// Draws the map.
  void drawTo(Appendable out) throws IOException {
    out.append(FlightMap.draw(airports, routes));
  }
}

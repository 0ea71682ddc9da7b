"""A graph that Pergola built, computed on by GraphScope's engine.

  usage: $(.ci/graphscope-client) examples/graphscope/graphscope/example.py"""

import tempfile

import engine
from pergola import ROOT, Pergola

FLIGHTS = ROOT / "examples/graphscope/data/flights"


def top(values, names, count=5):
    return ", ".join(f"{names[vertex]} {value:.4g}" for vertex, value in
                     sorted(values.items(), key=lambda pair: -pair[1])[:count])


def numbered(directory):
    """GraphScope's Python client takes graphs whose ids are numbers: airports get theirs by position."""
    airports = [line.split(",") for line in open(FLIGHTS / "airports.csv")]
    header, rows = airports[0], airports[1:]
    iata = header.index("iata")
    names = dict(enumerate(row[iata].strip('"') for row in rows))
    numbers = {name: number for number, name in names.items()}
    with open(f"{directory}/airports.csv", "w") as file:
        file.write("id,iata\n")
        file.writelines(f"{number},{name}\n" for number, name in names.items())
    with open(FLIGHTS / "flights-airport.csv") as source, open(f"{directory}/flights.csv", "w") as file:
        columns = next(source).strip().split(",")
        origin, destination, count = (columns.index(name) for name in ("origin", "destination", "count"))
        file.write("origin,destination,count\n")
        for line in source:
            cells = [cell.strip('"') for cell in line.strip().split(",")]
            if cells[origin] in numbers and cells[destination] in numbers:
                file.write(f"{numbers[cells[origin]]},{numbers[cells[destination]]},{cells[count]}\n")
    return names


def main():
    with tempfile.TemporaryDirectory(prefix="pergola-") as directory, Pergola(directory) as pergola:
        names = numbered(directory)
        print(pergola("load", "flights", "--layout", "arrow", "--fragments", 2, "--undirected",
                      "--vertices", f"airport={directory}/airports.csv",
                      "--edges", f"flight={directory}/flights.csv#src=origin&dst=destination"), flush=True)
        group = pergola.json("show", "flights")["id"]
        with engine.session(pergola.socket, workers=2) as session:
            graph = engine.open_graph(session, group)
            atlanta = next(number for number, name in names.items() if name == "ATL")
            ranks = engine.run(graph, "pagerank", "airport", "flight")
            hops = engine.run(graph, "bfs", "airport", "flight", source=atlanta)
            clustering = engine.run(graph, "lcc", "airport", "flight")
            components = engine.run(graph, "wcc", "airport", "flight")
        print("GraphScope, 2 workers, on that graph:")
        print("  highest ranks       ", top(ranks, names))
        reached = [hop for hop in hops.values() if hop < 1000]
        print("  reached from ATL    ", len(reached), "airports in at most", max(reached), "flights")
        print("  mean clustering     ", f"{sum(clustering.values()) / len(clustering):.4f}")
        print("  components          ", len(set(components.values())))
        print("Pergola, on the same fragments:")
        ours = pergola.run("pagerank", "flights", "airport", "flight")
        print("  highest ranks       ", top({vertex: float(rank) for vertex, rank in ours.items()}, names))


if __name__ == "__main__":
    main()

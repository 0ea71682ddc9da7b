"""Runs the unmodified GraphScope 0.29 on graphs that Pergola built, and Pergola on graphs that GraphScope built, and
compares all results. Prints one line for each comparison; exits with 1 at the first difference.

  usage: $(.ci/graphscope-client) examples/graphscope/graphscope/acceptance.py [WORKERS]...      (default: 1 2)"""

import collections, math, sys, tempfile, time

import engine, graphs
from pergola import Pergola

# GraphScope's client refuses components on directed graphs, and its clustering means something else there.
DIRECTED = ["bfs", "sssp", "cdlp", "pagerank"]
UNDIRECTED = ["bfs", "sssp", "cdlp", "pagerank", "wcc", "lcc"]


def say(text):
    print(f"{time.monotonic() - START:6.1f} s  {text}", flush=True)


def number(text):
    return math.inf if text == "infinity" else float(text)


def same(algorithm, theirs, ours):
    """Whether two results are one: by value, components as sets of vertices."""
    assert theirs.keys() == ours.keys(), f"{len(theirs)} and {len(ours)} vertices"
    if algorithm == "wcc":
        parts = [{}, {}]
        for part, result in zip(parts, (theirs, ours)):
            for vertex, component in result.items():
                part.setdefault(str(component), set()).add(vertex)
        left, right = (sorted(map(sorted, part.values())) for part in parts)
        assert left == right, "other components"
        return
    tolerance = 1e-9 if algorithm in ("pagerank", "lcc", "sssp") else 0
    for vertex, value in theirs.items():
        expected = number(ours[vertex])
        found = math.inf if value == engine.INFINITE else value
        fits = found == expected or abs(found - expected) <= tolerance * max(1, abs(expected))
        assert fits, f"vertex {vertex}: GraphScope says {value}, Pergola {ours[vertex]}"


def compare(pergola, graph, name, algorithms, source, what, workers=1):
    """GraphScope's PageRank on several workers takes the values of outer vertices by position, of those that its
    projection leaves out too: where other edge labels cut edges, it is wrong on graphs of any loader. That is shown,
    and compared on a graph of one edge label by `on_one_label`."""
    for algorithm in algorithms:
        if algorithm == "pagerank" and workers > 1:
            ours = pergola.run(algorithm, name, "person", "knows")
            theirs = engine.run(graph, algorithm, "person", "knows")
            apart = max(abs(theirs[vertex] - float(value)) for vertex, value in ours.items())
            say(f"{what}: pagerank apart by {apart:.1e}, sum {sum(theirs.values()):.6f} (several edge labels)")
            continue
        begin = source if algorithm in ("bfs", "sssp") else None
        weight = "weight" if algorithm == "sssp" else None
        along = algorithm == "cdlp" and graph.is_directed()
        ours = labels_along_edges(pergola.directory) if along else (
            pergola.run(algorithm, name, "person", "knows", begin, weight))
        theirs = engine.run(graph, algorithm, "person", "knows", begin, weight)
        try:
            same(algorithm, theirs, ours)
        except AssertionError as difference:
            raise SystemExit(f"{what}: {algorithm}: {difference}")
        say(f"{what}: {algorithm} equal on {len(ours)} vertices")


def labels_along_edges(files, rounds=10):
    """What GraphScope's label propagation is on directed graphs: a vertex hears in-edges only, where ours and
    that of LDBC look both ways."""
    knows = collections.defaultdict(list)
    for line in open(f"{files}/knows.csv").readlines()[1:]:
        source, target = line.split(",")[:2]
        knows[int(target)].append(int(source))
    people = [int(line.split(",")[0]) for line in open(f"{files}/person.csv").readlines()[1:]]
    labels = {person: person for person in people}
    for _ in range(rounds):
        votes = {person: collections.Counter(labels[other] for other in knows[person]) for person in people}
        labels = {person: min((-count, label) for label, count in found.items())[1] if found else labels[person]
                  for person, found in votes.items()}
    return {person: str(label) for person, label in labels.items()}


def on_our_graph(pergola, files, workers, directed, source):
    """GraphScope opens, computes on and extends a graph that Pergola loaded."""
    kind = "directed" if directed else "undirected"
    name = f"{kind}{workers}"
    more = [] if directed else ["--undirected"]
    pergola("load", name, "--layout", "arrow", "--fragments", workers, *more, *graphs.load_arguments(files))
    group = pergola.json("show", name)["id"]
    what = f"ours, {kind}, {workers} worker{'s' if workers > 1 else ''}"
    with engine.session(pergola.socket, workers) as session:
        graph = engine.open_graph(session, group)
        compare(pergola, graph, name, DIRECTED if directed else UNDIRECTED, source, what, workers)
        extend(pergola, graph, files, what)
    pergola("check", name)
    say(f"{what}: sound after the session has ended")
    pergola("convert", name, "--layout", "csr", "--as", name + "-csr")
    pergola("check", name + "-csr")
    for algorithm in ("bfs", "wcc", "cdlp"):
        begin = source if algorithm == "bfs" else None
        left, right = (pergola.run(algorithm, graph, "person", "knows", begin) for graph in (name, name + "-csr"))
        assert left == right, f"{what}: {algorithm} differs between layouts"
    say(f"{what}: converted to csr, equal")
    pergola("rm", name, name + "-csr")


def on_one_label(pergola, files, workers, source):
    """All algorithms on a graph of one vertex and one edge label."""
    pergola("load", "plain", "--layout", "arrow", "--fragments", workers, "--undirected", *graphs.load_arguments(files)[:2],
            "--edges", f"knows={files}/knows.csv")
    with engine.session(pergola.socket, workers) as session:
        graph = engine.open_graph(session, pergola.json("show", "plain")["id"])
        compare(pergola, graph, "plain", UNDIRECTED, source, f"ours, one label, {workers} workers")
    pergola("rm", "plain")


def extend(pergola, graph, files, what):
    """GraphScope adds a vertex and an edge label; Pergola reads the result."""
    import vineyard
    from graphscope.framework.loader import Loader

    rows = graphs.rows
    people = [int(line.split(",")[0]) for line in open(f"{files}/person.csv").readlines()[1:41]]
    rows(f"{files}/city.csv", ["id", "name"], [[500_000 + i, f"city {i}"] for i in range(10)])
    rows(f"{files}/lives.csv", ["src", "dst", "years"],
         [[person, 500_000 + k % 10, k] for k, person in enumerate(people)])
    larger = graph.add_vertices(Loader(f"{files}/city.csv", delimiter=",", header_row=True), label="city",
                                properties=[("name", "string")], vid_field="id")
    larger = larger.add_edges(Loader(f"{files}/lives.csv", delimiter=",", header_row=True), label="lives",
                              properties=[("years", "int64")], src_label="person", dst_label="city",
                              src_field="src", dst_field="dst")
    group = repr(vineyard.ObjectID(larger.vineyard_id)).strip("'")
    pergola("check", group)
    reached = pergola.run_all("bfs", group, people[0])
    assert reached["city:500000"] == "1", f"{what}: the new vertex is {reached['city:500000']} away"
    say(f"{what}: extended by GraphScope with {len(people)} edges to 10 vertices, read")


def on_their_graph(pergola, files, workers, source):
    """GraphScope loads the files into Pergola's server; Pergola computes on that, in both layouts."""
    import vineyard

    for directed in (True, False):
        kind = "directed" if directed else "undirected"
        what = f"GraphScope's, {kind}, {workers} worker{'s' if workers > 1 else ''}"
        with engine.session(pergola.socket, workers) as session:
            graph = session.load_from(*graphs.graphscope_sources(files), directed=directed)
            group = repr(vineyard.ObjectID(graph.vineyard_id)).strip("'")
            pergola("check", group)
            compare(pergola, graph, group, DIRECTED if directed else UNDIRECTED, source, what, workers)
            pergola("convert", group, "--layout", "csr", "--as", "theirs")
        pergola("check", "theirs")
        compare_with_ours(pergola, files, directed, source, what)
        pergola("rm", "theirs")


def compare_with_ours(pergola, files, directed, source, what):
    """What became of their graph is the graph that Pergola loads itself."""
    more = [] if directed else ["--undirected"]
    pergola("load", "own", *more, *graphs.load_arguments(files))
    for algorithm in ("bfs", "sssp", "wcc", "cdlp"):
        begin = source if algorithm in ("bfs", "sssp") else None
        weight = "weight" if algorithm == "sssp" else None
        left, right = (pergola.run(algorithm, graph, "person", "knows", begin, weight) for graph in ("theirs", "own"))
        assert left == right, f"{what}: {algorithm} differs from a graph that Pergola loaded"
    pergola("rm", "own")
    say(f"{what}: converted to csr, equal to what Pergola loads itself")


def main():
    workers = [int(count) for count in sys.argv[1:]] or [1, 2]
    with tempfile.TemporaryDirectory(prefix="pergola-") as directory, Pergola(directory) as pergola:
        ids = graphs.write(directory)
        for count in workers:
            for directed in (True, False):
                on_our_graph(pergola, directory, count, directed, ids[0])
            on_one_label(pergola, directory, count, ids[0])
            on_their_graph(pergola, directory, count, ids[0])
    say("all equal")


START = time.monotonic()
if __name__ == "__main__":
    main()

"""Runs the unmodified GraphScope 0.29 on graphs that Pergola built, and Pergola on graphs that GraphScope built, and
compares all results. Prints one line for each comparison; exits with 1 at the first difference that is not expected.

  usage: $(.ci/graphscope-client) examples/graphscope/graphscope/acceptance.py [WORKERS]...      (default: 1 2)"""

import collections, math, sys, tempfile, time

import engine, graphs, naive
from pergola import Pergola

# GraphScope's client refuses components on directed graphs, and its clustering means something else there.
DIRECTED = ["bfs", "sssp", "pagerank", "cdlp"]
UNDIRECTED = ["bfs", "sssp", "pagerank", "cdlp", "wcc", "lcc"]

# A graph in the server: how it is named there, the session's handle, its files, and where searches begin.
Case = collections.namedtuple("Case", "what pergola name graph files source workers")


def say(text):
    print(f"{time.monotonic() - START:6.1f} s  {text}", file=sys.__stdout__, flush=True)


def number(value):
    return math.inf if value in ("infinity", engine.INFINITE) else float(value)


def difference(algorithm, theirs, ours):
    """The largest one; components are compared as sets of vertices."""
    assert theirs.keys() == ours.keys(), f"{len(theirs)} and {len(ours)} vertices"
    if algorithm == "wcc":
        return 0 if parts(theirs) == parts(ours) else math.inf
    pairs = ((number(theirs[vertex]), number(ours[vertex])) for vertex in theirs)
    return max(0 if a == b else abs(a - b) / max(1, abs(b)) for a, b in pairs)


def parts(components):
    found = collections.defaultdict(set)
    for vertex, component in components.items():
        found[str(component)].add(vertex)
    return sorted(map(sorted, found.values()))


def require_same(what, algorithm, theirs, ours):
    apart = difference(algorithm, theirs, ours)
    exact = algorithm in ("bfs", "cdlp", "wcc")
    assert apart <= (0 if exact else 1e-9), f"{what}: {algorithm} apart by {apart}"
    say(f"{what}: {algorithm} equal on {len(ours)} vertices" + ("" if exact else f", apart by at most {apart:.0e}"))


def ours(case, algorithm):
    source = case.source if algorithm in ("bfs", "sssp") else None
    return case.pergola.run(algorithm, case.name, "person", "knows", source, "weight" if algorithm == "sssp" else None)


def theirs(case, algorithm):
    source = case.source if algorithm in ("bfs", "sssp") else None
    return engine.run(case.graph, algorithm, "person", "knows", source, "weight" if algorithm == "sssp" else None)


def compare(case, algorithms):
    """GraphScope's results and Pergola's on one graph; gives GraphScope's."""
    found = {algorithm: theirs(case, algorithm) for algorithm in algorithms}
    for algorithm in algorithms:
        if algorithm == "cdlp" and case.graph.is_directed():
            directed_labels(case, found[algorithm])
        else:
            require_same(case.what, algorithm, found[algorithm], ours(case, algorithm))
    return found


def directed_labels(case, found):
    """Where edges have a direction, Pergola counts the votes of both ends of an edge, as LDBC Graphalytics defines;
    GraphScope's app (grape's cdlp.h) reads out-edges only. It also sends changed labels along out-edges, away from the
    vertices that count them, so that its result depends on the workers: with two, how far it is off is shown."""
    require_same(f"{case.what}, LDBC's definition", "cdlp", naive.label_propagation(case.files, "both"),
                 ours(case, "cdlp"))
    along = naive.label_propagation(case.files, "out")
    wrong = sum(found[vertex] != label for vertex, label in along.items())
    assert case.workers > 1 or wrong == 0, f"{case.what}: {wrong} labels are not those of votes along out-edges"
    say(f"{case.what}: GraphScope's cdlp is not LDBC's; {wrong} of {len(along)} labels differ from votes along out-edges")


def saved_column(case, session):
    """Pergola saves a result as a column; GraphScope opens that graph, reads the column and computes on it."""
    case.pergola("run", "pagerank", case.name, "--vertex-label", "person", "--edge-label", "knows", "--save", "rank",
                 "--as", "ranked")
    ranked = case._replace(what=f"{case.what}, with a saved column", name="ranked",
                           graph=engine.open_graph(session, case.pergola.json("show", "ranked")["id"]))
    frame = ranked.graph.to_dataframe({"id": "v:person.id", "rank": "v:person.rank"})
    require_same(f"{ranked.what}, as GraphScope reads it", "pagerank", dict(zip(frame["id"], frame["rank"])),
                 ours(case, "pagerank"))
    require_same(ranked.what, "bfs", theirs(ranked, "bfs"), ours(ranked, "bfs"))
    case.pergola("rm", "ranked")


def extend(case):
    """GraphScope adds a vertex and an edge label; Pergola checks, converts and computes on the result."""
    files, pergola = case.files, case.pergola
    people = [int(person["id"]) for person in graphs.read(f"{files}/person.csv")[:40]]
    graphs.rows(f"{files}/city.csv", ["id", "name"], [[500_000 + i, f"city {i}"] for i in range(10)])
    graphs.rows(f"{files}/lives.csv", ["src", "dst", "years"],
                [[person, 500_000 + k % 10, k] for k, person in enumerate(people)])
    larger = case.graph.add_vertices(graphs.file(files, "city"), label="city", properties=[("name", "string")],
                                     vid_field="id")
    larger = larger.add_edges(graphs.file(files, "lives"), label="lives", properties=[("years", "int64")],
                              src_label="person", dst_label="city", src_field="src", dst_field="dst")
    group = engine.group(larger)
    pergola("check", group)
    reached = pergola.run_all("bfs", group, people[0])
    assert reached["city:500000"] == "1", f"{case.what}: the new vertex is {reached['city:500000']} away"
    require_same(f"{case.what}, extended", "bfs", engine.run(larger, "bfs", "person", "knows", case.source),
                 pergola.run("bfs", group, "person", "knows", case.source))
    same_as_csr(case._replace(name=group, what=f"{case.what}, extended"))
    say(f"{case.what}: extended by GraphScope with {len(people)} edges to 10 vertices, sound")


def same_as_csr(case):
    """The graph converts to `csr`, and gives the same there on all labels."""
    pergola = case.pergola
    pergola("convert", case.name, "--layout", "csr", "--as", "other")
    pergola("check", "other")
    for algorithm in ("bfs", "wcc", "cdlp"):
        left, right = (pergola.run_all(algorithm, name, case.source) for name in (case.name, "other"))
        assert left == right, f"{case.what}: {algorithm} differs between layouts"
    pergola("rm", "other")
    say(f"{case.what}: converted to csr, bfs, wcc and cdlp on all labels equal")


def same_as_loaded(case, kind):
    """What became of GraphScope's graph is the graph that Pergola loads itself."""
    pergola = case.pergola
    pergola("load", "own", *kind, *graphs.load_arguments(case.files))
    for algorithm in ("bfs", "sssp", "wcc", "cdlp"):
        left, right = (ours(case._replace(name=name), algorithm) for name in (case.name, "own"))
        assert left == right, f"{case.what}: {algorithm} differs from a graph that Pergola loaded"
    pergola("rm", "own")
    say(f"{case.what}: bfs, sssp, wcc and cdlp as on a graph that Pergola loaded")


def one_session(pergola, files, workers, directed, source):
    """GraphScope opens, computes on and extends a graph that Pergola loaded, and loads the same files itself."""
    kind = [] if directed else ["--undirected"]
    algorithms = DIRECTED if directed else UNDIRECTED
    tail = f"{'directed' if directed else 'undirected'}, {workers} worker{'s' if workers > 1 else ''}"
    name = f"g{workers}{'' if directed else 'u'}"
    pergola("load", name, "--layout", "arrow", "--fragments", workers, *kind, *graphs.load_arguments(files))
    with engine.session(pergola.socket, workers) as session:
        graph = engine.open_graph(session, pergola.json("show", name)["id"])
        case = Case(f"ours, {tail}", pergola, name, graph, files, source, workers)
        on_ours = compare(case, algorithms)
        if not directed:
            both_ways(case)
        saved_column(case, session)
        extend(case)
        graph = session.load_from(*graphs.graphscope_sources(files), directed=directed)
        loaded = Case(f"GraphScope's, {tail}", pergola, engine.group(graph), graph, files, source, workers)
        pergola("check", loaded.name)
        on_theirs = compare(loaded, algorithms)
        for algorithm in algorithms:
            apart = difference(algorithm, on_theirs[algorithm], on_ours[algorithm])
            assert apart <= 1e-9, f"{tail}: GraphScope's {algorithm} on ours and on its own are {apart} apart"
        say(f"GraphScope on ours and on its own, {tail}: {', '.join(algorithms)} the same")
        same_as_csr(loaded)
        same_as_loaded(loaded, kind)
    pergola("check", name)
    say(f"{case.what}: in place and sound after the session has ended")
    same_as_csr(case)
    pergola("rm", name)


def both_ways(case):
    """Label propagation on directed edges, as LDBC defines it, is that on the same edges without direction: so
    GraphScope gives our directed result on an undirected graph."""
    case.pergola("load", "directed", *graphs.load_arguments(case.files))
    require_same(f"{case.what}, with ours on directed edges", "cdlp", theirs(case, "cdlp"),
                 ours(case._replace(name="directed"), "cdlp"))
    case.pergola("rm", "directed")


def several_labels(pergola, files, source):
    """Where another edge label cuts between the same vertices, GraphScope's PageRank on two workers is wrong, whoever
    loaded the graph: it receives ranks in place, for all outer vertices of the label, but sends only those that edges
    of the projection touch (ArrowProjectedFragment::initMirrorInfo). Shown with a graph of its own loader."""
    crossing = graphs.write(f"{files}/crossing", apart=1)[0]
    folder = f"{files}/crossing"
    found = {}
    for workers in (1, 2):
        with engine.session(pergola.socket, workers) as session:
            graph = session.load_from(*graphs.graphscope_sources(folder), directed=False)
            found[workers] = engine.run(graph, "pagerank", "person", "knows")
            group = engine.group(graph)
            if workers == 1:
                right = pergola.run("pagerank", group, "person", "knows")
                require_same("GraphScope's, crossing labels, 1 worker", "pagerank", found[1], right)
                continue
            require_same("GraphScope's, crossing labels, 2 workers: ours against its one worker", "pagerank", found[1],
                         pergola.run("pagerank", group, "person", "knows"))
    apart = difference("pagerank", found[2], found[1])
    say(f"GraphScope's, crossing labels: its pagerank on 2 workers is {apart:.0e} apart from its own on 1 worker; "
        f"ranks add up to {sum(found[2].values()):.4f} and {sum(found[1].values()):.4f}")


def string_ids(pergola, files, workers):
    """A graph whose ids are texts, which GraphScope's client opens if it is told so."""
    folder = f"{files}/names"
    ids = graphs.write(folder)
    for name, columns in (("person", ["id"]), ("software", ["id"]), ("knows", ["src", "dst"]),
                          ("created", ["src", "dst"]), ("needs", ["src", "dst"])):
        table = graphs.read(f"{folder}/{name}.csv")
        for row in table:
            row.update({column: f"v{row[column]}" for column in columns})
        graphs.rows(f"{folder}/{name}.csv", list(table[0]), [row.values() for row in table])
    pergola("load", "names", "--layout", "arrow", "--fragments", workers, *graphs.load_arguments(folder))
    with engine.session(pergola.socket, workers) as session:
        graph = engine.open_graph(session, pergola.json("show", "names")["id"], "string")
        case = Case(f"ours, ids of text, {workers} worker{'s' if workers > 1 else ''}", pergola, "names", graph, folder,
                    f"v{ids[0]}", workers)
        require_same(case.what, "sssp", theirs(case, "sssp"), ours(case, "sssp"))
    pergola("rm", "names")


def main():
    workers = [int(count) for count in sys.argv[1:]] or [1, 2]
    with tempfile.TemporaryDirectory(prefix="pergola-") as directory, Pergola(directory) as pergola:
        ids = graphs.write(directory)
        for count in workers:
            for directed in (True, False):
                one_session(pergola, directory, count, directed, ids[0])
            string_ids(pergola, directory, count)
        if 2 in workers:
            several_labels(pergola, directory, ids[0])
    say("all as expected")


START = time.monotonic()
if __name__ == "__main__":
    main()

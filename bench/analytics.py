#!/usr/bin/env python3
"""Graph algorithms side by side on the same graphs: Pergola on mapped fragments, the GAP Benchmark Suite (the fastest
C++ known), NetworKit, JGraphT, GraphScope's engine and others.

    bench/analytics.py [--part rmat20,cold,…] [--prepare] [--gapbs DIR] [--page docs/benchmarks/analytics.md]

parts, each made to end within some 8 minutes once it is prepared:
    rmat20, rmat22, uniform20, grid20, flights   bfs, wcc, pagerank and sssp against GAP and NetworKit
    rmat20-more                                  cdlp, lcc, triangles and kcore
    rmat16                                       everything, against JGraphT, whose objects are too large for more
    cold                                         processes of their own, as users start them
    open                                         from getFragment to the first neighbor of 100 million edges
    graphscope                                   GraphScope's engine on the layout arrow, by bench/graphscope.py
    others                                       python-graphblas, igraph and Spark's GraphX

Each system loads a graph once and runs each algorithm in one process, with two threads where it has threads; loading
is not counted. What counts is the best of 5 after 2 runs for warming up (of 48 on graphs so small that a run takes a
millisecond, and of 1 for the slow ones of rmat20-more); our first run in its process stands beside.
In the columns of others is their best and, in brackets, how often ours goes into it (above 1: ours is faster).

Graphs and peers come into .cache/analytics by themselves; --prepare does only that. GAP is built from its sources on
GitHub, or from --gapbs DIR where there is no way to there. A part that fails is named, and the others go on. --page
puts the last results of all parts into a page, with date, commit and command.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import analytics_peers
import peers
from analytics_peers import CACHE, best

FAST = "bfs,wcc,pagerank,sssp"
MORE = "cdlp,lcc,triangles,kcore"
FRAGMENTS = 4
WORTH_IT = 0.01  # seconds
SECTIONS = CACHE / "sections"
BEGIN, END = "<!-- results of bench/analytics.py -->", "<!-- end of results -->"
GOALS = {  # how often ours may go into the peer's at least: 1.2 × the C++ is 1 / 1.2
    ("GAP", "bfs"): 1 / 1.2, ("GAP", "wcc"): 1 / 1.2, ("GAP double", "pagerank"): 1 / 1.2, ("GAP", "sssp"): 1 / 1.5,
    ("GAP", "triangles"): 1 / 0.3, ("NetworKit", "pagerank"): 5,
    **{("JGraphT", algorithm): 20 for algorithm in f"{FAST},{MORE}".split(",")},
    **{("GraphX", algorithm): 50 for algorithm in FAST.split(",")},
}


class Run:
    """Pergola's commands on one server."""

    def __init__(self, socket):
        self.socket = socket

    def json(self, *words):
        command = [peers.ROOT / "pergola", *words, "--socket", self.socket, "-o", "json"]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr[-500:]}")
        return json.loads(done.stdout)

    def load(self, name, file, *options):
        """Weights become int32, as GAP's are; by themselves they would be int64."""
        types = "" if file.suffix == ".parquet" else "#types=weight:int32"
        self.json("load", name, "--edges", f"e={file}{types}", *options)

    def algorithm(self, algorithm, graph, source, *options):
        if algorithm in ("bfs", "sssp"):
            options += ("--source", source)
        if algorithm == "sssp":
            options += ("--weight", "weight")
        return self.json("run", algorithm, graph, *options)

    def seconds(self, algorithm, graph, source, threads, repeat):
        return self.algorithm(algorithm, graph, source, "--threads", threads, "--repeat", repeat)["seconds"]


def graph_part(name, algorithms, repeat, systems):
    """One graph; `systems` gives the peers' seconds by algorithm."""
    file = analytics_peers.graph_file(name)
    source = analytics_peers.source(file)
    with peers.serving("pergola", size="8Gi") as sockets:
        run = Run(sockets["pergola"])
        run.load("one", file, "--undirected")
        run.load("cut", file, "--undirected", "--fragments", FRAGMENTS)
        edges = run.json("show", "one")["graph"]["fragments"][0]
        ours = {a: (run.seconds(a, "one", source, 2, repeat), run.seconds(a, "one", source, 1, repeat),
                    run.seconds(a, "cut", source, 2, repeat)) for a in algorithms.split(",")}
    others = {system: measure(file, source, algorithms) for system, measure in systems.items()}
    missed = []
    rows = [row(algorithm, times, others, missed) for algorithm, times in ours.items()]
    head = ["algorithm", "first", "best", "1 thread", f"{FRAGMENTS} fragments", *others]
    text = f"{name}: {size(edges)}\n\n" + table(head, rows)
    if "pagerank" in ours and name.endswith(("20", "22")):
        text += f"\n{bandwidth(edges, best(ours['pagerank'][0]))}\n"
    return text + "\n" + verdict(missed)


def size(fragment):
    return f"{fragment['vertices']:,} vertices, {fragment['entries']:,} entries of lists"


def row(algorithm, times, others, missed):
    """A line of the table. Nothing is asked of runs that take no longer than waking a thread."""
    ours, one, cut = map(best, times)
    cells = []
    for system, seconds in others.items():
        found = seconds.get(algorithm)
        cells.append(f"{found:.4f} ({found / ours:.2f})" if found else "–")
        goal = GOALS.get((system, algorithm))
        if found and goal and found > WORTH_IT and found / ours < goal:
            missed.append(f"{algorithm} against {system}: {found / ours:.2f}, goal {goal:.2f}")
    if one > WORTH_IT and one / ours < 1.7:
        missed.append(f"{algorithm}, one thread to two: {one / ours:.2f}, goal 1.7")
    if one > WORTH_IT and cut / ours > 1.3:
        missed.append(f"{algorithm}, {FRAGMENTS} fragments to one: {cut / ours:.2f}, goal at most 1.3")
    return [algorithm, f"{times[0][0]:.4f}", f"**{ours:.4f}**", f"{one:.4f} ({one / ours:.2f})",
            f"{cut:.4f} ({cut / ours:.2f})", *cells]


def table(head, rows):
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ["---"] * len(head), *rows])


def verdict(missed):
    return "Goals missed: " + ("; ".join(missed) if missed else "none") + ".\n"


def bandwidth(fragment, seconds):
    """What ten iterations of pagerank have to move at least: neighbors, offsets, and ranks in and out."""
    vertices, entries = fragment["vertices"], fragment["entries"]
    moved = 10 * (4 * entries + 8 * vertices + 16 * vertices) / seconds
    copied = analytics_peers.copy_rate()
    return (f"pagerank moves {moved / 1e9:.1f} GB/s, {100 * moved / copied:.0f} % of the {copied / 1e9:.1f} GB/s of a "
            "plain copy with two threads (bytes read and written).")


def cold_part():
    file = analytics_peers.graph_file("rmat20")
    source = analytics_peers.source(file)
    missed, rows = [], []
    with peers.serving("pergola", size="2Gi") as sockets:
        run = Run(sockets["pergola"])
        run.load("one", file, "--undirected")
        for algorithm in FAST.split(","):
            walls, inside = [], []
            for _ in range(5):
                begin = time.perf_counter()
                inside += run.algorithm(algorithm, "one", source)["seconds"]
                walls.append(time.perf_counter() - begin)
            rows.append([algorithm, f"{min(walls):.2f}", f"{statistics.median(walls):.2f}", f"{min(inside):.3f}"])
            if algorithm != "sssp" and min(walls) > 1:
                missed.append(f"{algorithm} {min(walls):.2f} s, goal 1.0 s")
    head = ["algorithm", "best of 5 processes, s", "median", "of which the algorithm"]
    return "rmat20, wall time of `pergola run ALGORITHM one -o json`\n\n" + table(head, rows) + "\n" + verdict(missed)


def open_part():
    file = analytics_peers.graph_file("many24")
    with peers.serving("pergola", size="8Gi") as sockets:
        run = Run(sockets["pergola"])
        run.load("one", file)
        run.load("cut", file, "--fragments", FRAGMENTS)
        edges = size(run.json("show", "one")["graph"]["fragments"][0])
        lines = analytics_peers.first_neighbor(run.socket, "one", "cut")
    missed = [line for line in lines if "warm" in line and float(line.split()[-2]) > 10]
    return f"{edges}, directed\n\n" + "".join(f"* {line}\n" for line in lines) + "\n" + verdict(missed)


def graphscope_part():
    python = subprocess.run([peers.ROOT / ".ci/graphscope-client"], check=True, capture_output=True, text=True)
    command = [python.stdout.strip(), peers.ROOT / "bench/graphscope.py", "--scale", "20", "--repeat", "3"]
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
    return f"seconds, by `bench/graphscope.py --scale 20 --repeat 3`\n\n```\n{done.stdout.strip()}\n```\n"


def parts(gapbs, others):
    """What makes the section of each part, and of other graphs, such as rmat12."""
    gap = lambda *arguments: analytics_peers.gap(gapbs, *arguments)
    double = lambda *arguments: analytics_peers.gap_double(gapbs, *arguments)
    plain = {"GAP": gap, "GAP double": double, "NetworKit": analytics_peers.networkit}
    graph = lambda name, algorithms, repeat, systems: lambda: graph_part(name, algorithms, repeat, systems)
    return {
        **{name: graph(name, FAST, 7, plain) for name in ("rmat20", "rmat22", "uniform20", "grid20", *others)},
        "flights": graph("flights", FAST, 50, plain),
        "rmat20-more": graph("rmat20", MORE, 3, {"GAP": gap, "NetworKit": analytics_peers.networkit}),
        "rmat16": graph("rmat16", f"{FAST},{MORE}", 50, {"NetworKit": analytics_peers.networkit,
                                                       "JGraphT": analytics_peers.jgrapht}),
        "cold": cold_part, "open": open_part, "graphscope": graphscope_part,
        "others": graph("rmat16", FAST, 50, analytics_peers.OTHERS),
    }


def page(file):
    """Puts the last results of all parts between the marks of a page."""
    sections = sorted(SECTIONS.glob("*.md"), key=lambda path: path.stat().st_mtime)
    before, _, rest = pathlib.Path(file).read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    pathlib.Path(file).write_text(before + "\n".join([BEGIN, *(path.read_text() for path in sections), END]) + after)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", help="some, joined by commas; all if not given")
    parser.add_argument("--prepare", action="store_true")
    parser.add_argument("--gapbs", help="a directory with the suite's sources")
    parser.add_argument("--page")
    options = parser.parse_args()
    known = parts(options.gapbs, [])
    wanted = options.part.split(",") if options.part else list(known)
    known = parts(options.gapbs, [name for name in wanted if name not in known])
    SECTIONS.mkdir(parents=True, exist_ok=True)
    analytics_peers.prepare(wanted, options.gapbs)
    failed = []
    for name in [] if options.prepare else wanted:
        begin = time.monotonic()
        try:
            text = known[name]()
        except (RuntimeError, subprocess.SubprocessError, OSError) as failure:
            print(f"part {name} failed: {failure} {getattr(failure, 'stderr', None) or ''}", file=sys.stderr, flush=True)
            failed.append(name)
            continue
        seconds = time.monotonic() - begin
        head = f"## {name}\n\n{peers.machine()}; `bench/analytics.py --part {name}`, {seconds:.0f} s\n\n"
        print(head + text, flush=True)
        (SECTIONS / f"{name}.md").write_text(head + text)
    if options.page:
        page(options.page)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()

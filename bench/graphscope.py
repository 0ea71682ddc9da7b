#!/usr/bin/env python3
"""GraphScope's engine and Pergola's own on one RMAT graph in one sitting: on the layout `arrow` both, and ours on `csr`.

  usage: $(.ci/graphscope-client) bench/graphscope.py [--scale 20] [--edges 16777216] [--rounds 2] [--repeat 3]
                                                      [--directory DIR] [--page docs/benchmarks/graphscope.md]

The graph is undirected, with an int64 weight of 1 to 255; searches start at vertex 1. In each round GraphScope and then
Pergola run every algorithm `repeat` times, Pergola in a process of its own for each, GraphScope in one session. Printed
are the first run and the best of all, and the peak of resident memory, in which the graph that is mapped counts on both
sides. If GraphScope fails or takes longer than 5 minutes in a round, its figures are left out and that is said. Takes
4 to 8 minutes on 2 cores."""

import argparse, datetime, json, os, pathlib, platform, subprocess, sys, tempfile, time

import numpy as np
import pyarrow as pa
import pyarrow.csv

ROOT = pathlib.Path(__file__).resolve().parents[1]
# Not this script's own folder: there, `graphscope` is this script.
sys.path[0] = str(ROOT / "examples/graphscope/graphscope")
from pergola import Pergola  # noqa: E402

GOALS = {"bfs": 5, "wcc": 5, "pagerank": 5, "sssp": 5, "cdlp": 2}
LIMIT = 300


def rmat(directory, scale, count, seed=1):
    """Writes v.csv and e.csv, once."""
    if (directory / "e.csv").exists():
        return
    chance = np.random.default_rng(seed)
    source = np.zeros(count, np.int64)
    target = np.zeros(count, np.int64)
    for _ in range(scale):
        draw = chance.random(count)
        source = source * 2 + (draw >= 0.76)
        target = target * 2 + (((draw >= 0.57) & (draw < 0.76)) | (draw >= 0.95))
    order = chance.permutation(1 << scale)
    columns = {"src": order[source], "dst": order[target], "weight": chance.integers(1, 256, count)}
    write({"id": np.arange(1 << scale)}, directory / "v.csv")
    write(columns, directory / "e.csv")


def write(columns, file):
    """As CSV whose header is not quoted: GraphScope takes quotes for a part of names."""
    with open(file, "wb") as out:
        out.write((",".join(columns) + "\n").encode())
        pa.csv.write_csv(pa.table(columns), out, pa.csv.WriteOptions(include_header=False))


def timed(task):
    begin = time.monotonic()
    made = task()
    return time.monotonic() - begin, made


def ours(pergola, graph, repeat):
    """Seconds of each run, and the process's peak in MB, by algorithm."""
    found = {}
    for algorithm in GOALS:
        command = [ROOT / "pergola", "run", algorithm, graph, "--socket", pergola.socket, "--repeat", repeat,
                   "-o", "json"]
        command += ["--source", 1] if algorithm in ("bfs", "sssp") else []
        command += ["--weight", "weight"] if algorithm == "sssp" else []
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
        report = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        found[algorithm] = {"seconds": report["seconds"], "peak": usage.ru_maxrss / 1000}
    return found


def theirs(pergola, group, options):
    """The same of GraphScope, in a process of its own; nothing if that fails."""
    command = [sys.executable, __file__, "--engine", group, "--socket", pergola.socket, "--repeat", options.repeat,
               "--directory", options.directory]
    try:
        done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, text=True, timeout=LIMIT)
        return json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, json.JSONDecodeError, IndexError) as failure:
        print(f"GraphScope failed: {failure}", file=sys.stderr)
        return {}


def run_engine(options):
    """Runs inside the process of `theirs`: prints its figures as JSON."""
    import engine, graphscope
    from graphscope.framework.loader import Loader

    def file(name):
        return Loader(f"{options.directory}/{name}.csv", delimiter=",", header_row=True)

    found = {}
    with engine.session(options.socket) as session:
        seconds, _ = timed(lambda: session.load_from(
            {"e": [(file("e"), [("weight", "int64")], ("src", "v"), ("dst", "v"))]}, {"v": (file("v"), [], "id")},
            directed=False, generate_eid=False, retain_oid=False))
        found["load"] = {"seconds": [seconds], "peak": peak(options.socket)}
        seconds, graph = timed(lambda: engine.open_graph(session, options.engine))
        found["open"] = {"seconds": [seconds], "peak": peak(options.socket)}
        weighted = graph.project(vertices={"v": []}, edges={"e": ["weight"]})
        plain = graph.project(vertices={"v": []}, edges={"e": []})
        tasks = {"bfs": lambda: graphscope.bfs(plain, src=1), "sssp": lambda: graphscope.sssp(weighted, src=1),
                 "wcc": lambda: graphscope.wcc(plain), "pagerank": lambda: graphscope.pagerank(plain, max_round=10),
                 "cdlp": lambda: graphscope.lpa(plain, max_round=10)}
        for name, task in tasks.items():
            found[name] = {"seconds": [timed(task)[0] for _ in range(options.repeat)], "peak": peak(options.socket)}
    print(json.dumps(found), flush=True)


def peak(socket):
    """The peak resident megabytes of GraphScope's engine process on a socket."""
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_text()
            if command.split("\0")[0].endswith("grape_engine") and str(socket) in command:
                return next(int(line.split()[1]) / 1000 for line in status.read_text().splitlines()
                            if line.startswith("VmHWM"))
        except OSError:
            continue
    return 0


def merged(rounds):
    """All runs of all rounds, by algorithm."""
    return {name: {"first": rounds[0][name]["seconds"][0],
                   "best": min(second for found in rounds for second in found[name]["seconds"]),
                   "peak": max(found[name]["peak"] for found in rounds)} for name in rounds[0]} if rounds else {}


def table(engine, arrow, csr):
    def cell(found, name):
        return f"{found[name]['best']:.3f} ({found[name]['first']:.3f})" if name in found else "–"

    def ratio(found, name, goal):
        if name not in engine:
            return "–"
        times = engine[name]["best"] / found[name]["best"]
        return f"{times:.1f} ×" + ("" if times >= goal else f", goal {goal}: **missed**")

    lines = ["| algorithm | GraphScope on arrow | ours on arrow | | ours on csr | | peak MB: GraphScope, arrow, csr |",
             "|---|---|---|---|---|---|---|"]
    for name, goal in GOALS.items():
        peaks = ", ".join(f"{found[name]['peak']:.0f}" if name in found else "–" for found in (engine, arrow, csr))
        lines.append(f"| {name} | {cell(engine, name)} | {cell(arrow, name)} | {ratio(arrow, name, 1)} "
                     f"| {cell(csr, name)} | {ratio(csr, name, goal)} | {peaks} |")
    return "\n".join(lines)


def processor():
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def page(options, facts, text):
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return f"""# GraphScope's engine and ours

`$(.ci/graphscope-client) bench/graphscope.py --page docs/benchmarks/graphscope.md` makes this page: RMAT {options.scale},
undirected, {1 << options.scale:,} vertices, {options.edges:,} edges, an int64 weight; GraphScope 0.29 with one worker,
which uses all cores; {options.rounds} rounds of {options.repeat} runs, in turns. {processor()},
{datetime.date.today()}, commit {commit.stdout.strip()}.

Seconds: the best run, and in brackets the first one of a process. What our first run on `arrow` takes longer is the
derivation of lists with 4 bytes a neighbor. Ratios are those of the best runs: above 1 Pergola is faster. The peak is
that of the process that computes, with what it maps of the graph.

{text}

{facts}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=20)
    parser.add_argument("--edges", type=int, default=1 << 24)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--directory", type=pathlib.Path)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--socket", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        return run_engine(options)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pergola-") as scratch:
        options.directory = options.directory or pathlib.Path(scratch)
        options.directory.mkdir(parents=True, exist_ok=True)
        rmat(options.directory, options.scale, options.edges)
        with Pergola(scratch, "6Gi") as pergola:
            measure(pergola, options)
    print(f"took {time.monotonic() - begin:.0f} s")


def measure(pergola, options):
    files = ["--undirected", "--vertices", f"v={options.directory}/v.csv", "--edges", f"e={options.directory}/e.csv"]
    load, _ = timed(lambda: pergola("load", "g", *files))
    to_arrow, arrow = timed(lambda: pergola.json("convert", "g", "--layout", "arrow", "--as", "a"))
    to_csr, back = timed(lambda: pergola.json("convert", "a", "--layout", "csr", "--as", "b"))
    pergola("rm", "b")
    sizes = {name: pergola.json("show", name)["bytes"] / 1e6 for name in ("g", "a")}
    rounds = {"engine": [], "a": [], "g": []}
    for _ in range(options.rounds):
        found = theirs(pergola, arrow["id"], options)
        rounds["engine"] += [found] if found else []
        for name in ("a", "g"):
            rounds[name].append(ours(pergola, name, options.repeat))
    engine, on_arrow, on_csr = (merged(rounds[name]) for name in ("engine", "a", "g"))
    rates = [options.edges / report["seconds"] / 1e6 for report in (arrow, back)]
    loads = f"{engine['load']['best']:.1f} s for GraphScope" if engine else "GraphScope **failed**"
    facts = f"""- Loading both CSV files: {load:.1f} s for Pergola (`csr`), {loads}.
- The graph takes {sizes['g']:.0f} MB as `csr` and {sizes['a']:.0f} MB as `arrow`, which has edge ids too.
- `pergola convert`, in a new process each time: `csr` to `arrow` in {arrow['seconds']:.2f} s, {rates[0]:.1f} million edges/s, with
  the start of the JVM {to_arrow:.2f} s; back in {back['seconds']:.2f} s, {rates[1]:.1f} million edges/s, with the start {to_csr:.2f} s
  (goal 20{'' if min(rates) >= 20 else ': **missed**'})."""
    text = table(engine, on_arrow, on_csr)
    print(text + "\n\n" + facts, flush=True)
    if options.page:
        options.page.write_text(page(options, facts, text))


if __name__ == "__main__":
    main()

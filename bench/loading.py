#!/usr/bin/env python3
"""Loading, side by side: DuckDB only scanning the same file, and GraphScope's loader of a property graph.

    bench/loading.py [--scales 20,22] [--rounds 3] [--flights FILE] [--no-graphscope] [--page FILE.md]

RMAT graphs have 2^SCALE vertices and 16 edges a vertex. The flights graph is flights-3m.parquet of the npm package
vega-datasets 3.2.1, which npm fetches unless --flights names it; without either that part is left out. Systems take
turns. A cold load is a process of its own, its JVM included; warm ones follow in one process. Peers and files go to
.cache/loading. How long it takes on two quiet cores it says at the begin; at first half an hour more.
"""

import argparse
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tarfile
import threading
import time

import peers

CACHE = peers.ROOT / ".cache/loading"
PERGOLA = peers.ROOT / "pergola"
ROUNDS = peers.ROOT / "bench/src/main/java/io/pergola/bench/LoadRounds.java"
LEAN = "208Mi"
FLIGHTS = "vega-datasets@3.2.1", "package/data/flights-3m.parquet"
GOALS = [  # ratio, goal, whether less is better
    ("warm / DuckDB's scan", 1.3, True), ("cold / DuckDB's scan", 2, True), ("lean, cold / DuckDB's scan", 3, True),
    ("2 threads over 1, warm", 1.7, False), ("Parquet / CSV, warm", 1, True), ("scale 22 / scale 20, cold", 4.5, True),
    ("lean: (own + fragments - 128 MiB) / fragments", 1.25, True), ("fast: (own + fragments) / fragments", 3, True),
    ("GraphScope's loader / ours, cold", 5, False), ("GraphScope's loader / ours, warm", 5, False)]


def python():
    if not (CACHE / "venv/ready").exists():
        subprocess.run([sys.executable, "-m", "venv", CACHE / "venv"], check=True)
        subprocess.run([CACHE / "venv/bin/pip", "install", "-q", "numpy", "pyarrow", "duckdb"], check=True)
        (CACHE / "venv/ready").touch()
    return CACHE / "venv/bin/python"


def met(value, goal, less):
    return value <= goal if less else value >= goal


class Results:
    """Seconds and MiB by what was measured, and what went wrong."""

    def __init__(self):
        self.figures, self.ratios, self.failures = {}, {}, []

    def add(self, name, value):
        self.figures.setdefault(name, []).append(value)
        print(f"{name}: {value:.2f}", flush=True)

    def median(self, name):
        return statistics.median(self.figures.get(name, [float("nan")]))

    def ratio(self, graph, name, over, under):
        self.ratios.setdefault(name, {})[graph] = over / under
        for known, goal, less in GOALS:
            if known == name:
                verdict = "met" if met(over / under, goal, less) else "missed"
                print(f"{graph}: {name}: {over / under:.2f}, goal {'≤' if less else '≥'} {goal}: {verdict}", flush=True)

    def fail(self, name, reason):
        self.failures.append(f"{name}: {reason.strip()[-300:]}")
        print(f"FAILED {self.failures[-1]}", flush=True)


def own_memory(pid):
    """Anonymous pages and pages of nameless scratch files, in MiB, by the kernel's counters."""
    anonymous = scratch = 0
    nameless = False
    try:
        for line in open(f"/proc/{pid}/smaps", errors="replace"):
            if re.match("[0-9a-f]+-", line):
                nameless = re.search(r"/#\d+ \(deleted\)$", line) is not None
            elif line.startswith("Anonymous:"):
                anonymous += int(line.split()[1])
            elif nameless and line.startswith("Rss:"):
                scratch += int(line.split()[1])
    except OSError:
        pass
    return (anonymous + scratch) / 1024


def run(command, watch=False):
    """Runs a command; its output, the seconds it took, and the most memory that it was seen to own."""
    begin = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = [0]

    def look():
        while process.poll() is None:
            peak[0] = max(peak[0], own_memory(process.pid))
            time.sleep(0.02)

    if watch:
        threading.Thread(target=look, daemon=True).start()
    out, err = process.communicate(timeout=600)
    if process.returncode:
        raise RuntimeError(err)
    return out, time.monotonic() - begin, peak[0]


def scan(results, graph, file, columns):
    """DuckDB reads all columns: once in a new process, then again in it."""
    kind = "read_parquet" if str(file).endswith(".parquet") else "read_csv"
    code = ("import duckdb, time\nc = duckdb.connect(config={'threads': 2})\n"
            "c.execute('SET enable_progress_bar = false')\n"  # it would stand among the seconds
            "for _ in range(2):\n  t = time.monotonic()\n"
            f"  c.execute(\"SELECT count(*), {columns} FROM {kind}('{file}')\").fetchall()\n"
            "  print(time.monotonic() - t)")
    try:
        for name, seconds in zip(("cold", "warm"), run([python(), "-c", code])[0].split()):
            results.add(f"{graph}: DuckDB scans {kind[5:]}, {name}, s", float(seconds))
    except (RuntimeError, subprocess.TimeoutExpired) as failure:
        results.fail(f"{graph}: DuckDB", str(failure))


def cold(results, name, socket, *arguments, watch=False):
    """A load in a process of its own. Its report."""
    try:
        words = [PERGOLA, "load", "g", "--replace", "--socket", socket, "-o", "json", *arguments]
        out, seconds, peak = run(words, watch)
    except (RuntimeError, subprocess.TimeoutExpired) as failure:
        results.fail(name, str(failure))
        return {}
    if watch:
        results.add(f"{name}, own memory, MiB", peak)
    else:
        results.add(f"{name}, s", seconds)
    return json.loads(out)


def warm(results, name, threads, rounds, *sources):
    """Several loads in one process, without the first two; `sources` are edges, or vertices and edges."""
    arguments = peers.ROOT / "cli/target/classes/jvm.args"
    jar = peers.ROOT / "cli/target/pergola.jar"
    words = [peers.java(), f"@{arguments}", "-XX:MaxRAMPercentage=50", "-cp", jar, ROUNDS]
    try:
        for seconds in run([*words, rounds + 2, threads, 6144, *sources])[0].split()[2:]:
            results.add(f"{name}, s", float(seconds))
    except (RuntimeError, subprocess.TimeoutExpired) as failure:
        results.fail(name, str(failure))


def measure(results, graph, files, columns, options, rounds):
    """One graph of edges as CSV and as Parquet."""
    source = {kind: f"e={file}{options}" for kind, file in files.items()}
    with peers.serving("pergola", size="6Gi") as sockets:
        socket = sockets["pergola"]
        for _ in range(rounds):
            for kind, file in files.items():
                scan(results, graph, file, columns)
                report = cold(results, f"{graph}: {kind}, cold", socket, "--edges", source[kind])
            cold(results, f"{graph}: CSV, lean, cold", socket, "--edges", source["CSV"], "--memory", LEAN)
        report = cold(results, f"{graph}: CSV, fast", socket, "--edges", source["CSV"], watch=True) or report
        cold(results, f"{graph}: CSV, lean", socket, "--edges", source["CSV"], "--memory", LEAN, watch=True)
    for kind in files:
        warm(results, f"{graph}: {kind}, warm", 2, rounds, source[kind])
    warm(results, f"{graph}: CSV, warm, 1 thread", 1, max(1, rounds - 1), source["CSV"])
    if report:
        conclude(results, graph, report)


def conclude(results, graph, report):
    edges = sum(report["edges"].values())
    fragments = report["bytes"]["total"] / 2**20
    duck = results.median(f"{graph}: DuckDB scans csv, warm, s")
    csv = results.median(f"{graph}: CSV, warm, s")
    cold_csv = results.median(f"{graph}: CSV, cold, s")
    results.ratio(graph, "warm / DuckDB's scan", csv, duck)
    results.ratio(graph, "cold / DuckDB's scan", cold_csv, duck)
    results.ratio(graph, "lean, cold / DuckDB's scan", results.median(f"{graph}: CSV, lean, cold, s"), duck)
    results.ratio(graph, "2 threads over 1, warm", results.median(f"{graph}: CSV, warm, 1 thread, s"), csv)
    results.ratio(graph, "Parquet / CSV, warm", results.median(f"{graph}: Parquet, warm, s"), csv)
    for mode, less in (("lean", 128), ("fast", 0)):
        own = results.median(f"{graph}: CSV, {mode}, own memory, MiB")
        plus = " - 128 MiB" if less else ""
        results.ratio(graph, f"{mode}: (own + fragments{plus}) / fragments", own + fragments - less, fragments)
    results.add(f"{graph}: million edges/s, warm", edges / csv / 1e6)
    results.add(f"{graph}: million edges/s, cold", edges / cold_csv / 1e6)
    results.add(f"{graph}: bytes/edge", report["bytes_per_edge"])
    results.add(f"{graph}: fragments, MiB", fragments)


def rmat(results, scale, rounds):
    directory = CACHE / f"rmat{scale}"
    files = {"CSV": directory / "e.csv", "Parquet": directory / "e.parquet"}
    if not files["Parquet"].exists():
        directory.mkdir(parents=True, exist_ok=True)
        words = [python(), peers.ROOT / "bench/gen_rmat.py", str(scale), str(16 << scale), directory]
        subprocess.run(words, check=True)
    measure(results, f"RMAT {scale}", files, "sum(src), sum(dst), sum(weight)", "", rounds)


def fetch_flights():
    """The file of the npm package, which is fetched once."""
    file = CACHE / "flights-3m.parquet"
    if not file.exists():
        package, member = FLIGHTS
        words = ["npm", "pack", "--silent", package, "--pack-destination", CACHE]
        packed = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(CACHE / packed) as archive, archive.extractfile(member) as content:
            file.write_bytes(content.read())
    return file


def flights(results, file, rounds):
    try:
        file = file.absolute() if file else fetch_flights()
    except (OSError, KeyError, subprocess.CalledProcessError) as failure:
        results.fail("flights", f"npm can't fetch {FLIGHTS[0]} ({failure}); give the file with --flights")
        return
    text = CACHE / "flights.csv"
    if not text.exists():
        subprocess.run([python(), "-c", f"import duckdb; duckdb.sql(\"COPY (FROM '{file}') TO '{text}'\")"], check=True)
    columns = "sum(delay), sum(distance), max(origin), max(destination), max(date)"
    measure(results, "flights", {"CSV": text, "Parquet": file}, columns, "#src=origin&dst=destination", rounds)


def people(results, rounds):
    """A property graph with string ids: 300,000 vertices, 2,400,000 edges, some properties of each."""
    vertices, edges = CACHE / "people.csv", CACHE / "knows.csv"
    if not edges.exists():
        subprocess.run([python(), peers.ROOT / "bench/gen_people.py", vertices, edges], check=True)
    sources = f"v={vertices}", f"e={edges}"
    client = subprocess.run([peers.ROOT / ".ci/graphscope-client"], capture_output=True, text=True)
    with peers.serving("pergola", size="6Gi") as sockets:
        for _ in range(rounds):
            cold(results, "people: cold", sockets["pergola"], "--vertices", sources[0], "--edges", sources[1])
        warm(results, "people: warm", 2, rounds, *sources)
        if client.returncode:
            results.fail("GraphScope's loader", client.stderr)
            return
        script = peers.ROOT / "bench/graphscope_load.py"
        try:
            words = [client.stdout.strip(), script, sockets["pergola"], vertices, edges, rounds + 1]
            lines = run(words)[0].splitlines()
        except (RuntimeError, subprocess.TimeoutExpired) as failure:
            results.fail("GraphScope's loader", str(failure))
            return
    seconds = [float(line.split()[1]) for line in lines if line.startswith("seconds ")]
    for state, theirs in (("cold", seconds[:1]), ("warm", seconds[1:])):
        for one in theirs:
            results.add(f"people: GraphScope's loader, {state}, s", one)
        names = f"people: GraphScope's loader, {state}, s", f"people: {state}, s"
        results.ratio("people", f"GraphScope's loader / ours, {state}", *map(results.median, names))


def page(results, head, where):
    lines = [head, "", "| what | goal | " + " | ".join(graphs(results)) + " |",
             "|---|---|" + "---|" * len(graphs(results))]
    missed = []
    for name, goal, less in GOALS:
        row = results.ratios.get(name, {})
        if row:
            cells = [f"{row[graph]:.2f}" if graph in row else "" for graph in graphs(results)]
            lines.append(f"| {name} | {'≤' if less else '≥'} {goal} | {' | '.join(cells)} |")
        missed += [f"{name}, {graph}: {value:.2f}" for graph, value in row.items()
                   if not met(value, goal, less)]
    lines += ["", "Goals missed: " + ("; ".join(missed) if missed else "none") + "."]
    lines += ["", "| figure | median | least |", "|---|---|---|"]
    lines += [f"| {name} | {statistics.median(values):.2f} | {min(values):.2f} |"
              for name, values in results.figures.items()]
    if results.failures:
        lines += ["", "Not measured: " + "; ".join(results.failures)]
    print("\n" + "\n".join(lines))
    if where:
        peers.write_page(where, lines)


def graphs(results):
    return list(dict.fromkeys(graph for row in results.ratios.values() for graph in row))


def minutes(rounds, chosen):
    """By what it took before: seconds a round of each graph, and two minutes for the rest of each."""
    seconds = sum(120 + 40 * count * 2 ** (scale - 20) for scale, count in rounds.items())
    seconds += 60 + 10 * chosen.rounds
    return (seconds if chosen.no_graphscope else seconds + 120) / 60


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", default="20,22")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flights", type=pathlib.Path)
    parser.add_argument("--no-graphscope", action="store_true")
    parser.add_argument("--page", type=pathlib.Path)
    chosen = parser.parse_args()
    head, began = peers.machine(), time.monotonic()
    CACHE.mkdir(parents=True, exist_ok=True)
    results = Results()
    scales = [int(scale) for scale in chosen.scales.split(",") if scale]
    rounds = {scale: chosen.rounds if scale <= 20 else 1 for scale in scales}
    print(f"It takes about {minutes(rounds, chosen):.0f} minutes on two quiet cores, and longer at first.", flush=True)
    for scale in scales:
        rmat(results, scale, rounds[scale])
    for scale in scales[1:]:
        over, under = (results.median(f"RMAT {one}: CSV, cold, s") for one in (scale, scales[0]))
        results.ratio(f"RMAT {scale}", f"scale {scale} / scale {scales[0]}, cold", over, under)
    flights(results, chosen.flights, chosen.rounds)
    if not chosen.no_graphscope:
        people(results, min(2, chosen.rounds))
    command = " ".join(["bench/loading.py", *sys.argv[1:]])
    page(results, f"{head}; `{command}`, {time.monotonic() - began:.0f} s.", chosen.page)


if __name__ == "__main__":
    main()

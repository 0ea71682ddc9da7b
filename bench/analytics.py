#!/usr/bin/env python3
"""Graph algorithms side by side on the same graphs: Pergola on mapped fragments, NetworKit, JGraphT and, where a
built copy of the GAP Benchmark Suite (https://github.com/sbeamer/gapbs) is given, the fastest C++ known.

    bench/analytics.py [--graphs rmat20,uniform20,grid20] [--algorithms bfs,wcc,…] [--repeat 9] [--gapbs DIR]
                       [--jgrapht rmat16] [--fragments 2] [--threads 2]

Each system loads the graph once and runs each algorithm N times in one process; loading is not counted. Printed are
the best of the runs after two for warming up, Pergola's first run in its process, its best with one thread and on
several fragments, and others' best divided by Pergola's (above 1: Pergola is faster). JGraphT runs on smaller
graphs of its own: its objects would not fit. Peers are installed into .cache/analytics.
"""

import argparse
import json
import os
import subprocess
import sys

import peers

CACHE = peers.ROOT / ".cache"
VENV = CACHE / "analytics"
JGRAPHT = peers.ROOT / "bench/src/main/java/io/pergola/bench/jgrapht/JGraphTRun.java"
ALGORITHMS = "bfs,wcc,pagerank,sssp,cdlp,lcc,triangles,kcore"
SLOW = ("lcc", "triangles", "kcore", "cdlp")
GAP = {
    "bfs": "bfs -f {sg} -r {source} -n {n}",
    "wcc": "cc -f {sg} -n {n}",
    "pagerank": "pr_spmv -f {sg} -i 10 -t 0 -n {n}",
    "sssp": "sssp -f {wsg} -r {source} -d 1 -n {n}",
    "triangles": "tc -f {sg} -n 1",
}


def python():
    if not (VENV / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([VENV / "bin/pip", "install", "-q", "networkit", "numpy", "pyarrow"], check=True)
        (VENV / "ready").touch()
    return VENV / "bin/python"


def graph_file(name):
    file = CACHE / "graphs" / f"{name}.wel"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        kind = name.rstrip("0123456789")
        subprocess.run([python(), peers.ROOT / "bench/graphs.py", kind, name[len(kind):], file], check=True)
    return file


def best(seconds):
    return min(seconds[2:] or seconds)


def output(command, **variables):
    environment = dict(os.environ, OMP_NUM_THREADS="2", **variables)
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment)
    if done.returncode:
        print(f"failed: {' '.join(map(str, command))}\n{done.stderr[-500:]}", file=sys.stderr)
    return done.stdout


def pergola(socket, graph, algorithm, repeat, threads, source):
    words = [peers.ROOT / "pergola", "run", algorithm, graph, "--socket", socket, "-o", "json"]
    words += ["--repeat", min(repeat, 4) if algorithm in SLOW else repeat, "--threads", threads]
    if algorithm in ("bfs", "sssp"):
        words += ["--source", source]
    if algorithm == "sssp":
        words += ["--weight", "weight"]
    text = output(words)
    return json.loads(text)["seconds"] if text else [float("nan")]


def lines(command):
    """What a peer prints: seconds by algorithm."""
    words = [line.split() for line in output(command).splitlines()]
    return {first: best([float(word) for word in rest]) for first, *rest in words}


def gap(directory, file, algorithms, repeat, source):
    if not directory:
        return {}
    graphs = {"sg": file.with_suffix(".sg"), "wsg": file.with_suffix(".wsg")}
    for kind, converted in graphs.items():
        if not converted.exists():
            output([f"{directory}/converter", "-f", file, "-s", *(["-w"] if kind == "wsg" else []), "-b", converted])
    found = {}
    for algorithm in filter(GAP.__contains__, algorithms):
        words = GAP[algorithm].format(source=source, n=repeat, **graphs).split()
        trials = [line for line in output([f"{directory}/{words[0]}", *words[1:]]).splitlines() if "Trial Time" in line]
        if trials:
            found[algorithm] = min(float(trial.split()[-1]) for trial in trials)
    return found


def load(socket, name, file, fragments):
    words = ["load", f"{name}-{fragments}", "--socket", socket, "--edges", f"e={file}", "--undirected"]
    subprocess.run([peers.ROOT / "pergola", *words, "--fragments", str(fragments)], check=True, capture_output=True)


def table(rows):
    print("| graph | algorithm | first | best | 1 thread | fragments | " + " | ".join(rows[0][-1]) + " |")
    print("|---" * (6 + len(rows[0][-1])) + "|")
    for graph, algorithm, ours, one, cut, others in rows:
        cells = [f"{seconds:.4f} ({seconds / best(ours):.2f})" if seconds else "–" for seconds in others.values()]
        print(f"| {graph} | {algorithm} | {ours[0]:.4f} | **{best(ours):.4f}** | {best(one) / best(ours):.2f} × "
              f"| {best(cut) / best(ours):.2f} × | " + " | ".join(cells) + " |", flush=True)


def measure(socket, name, options):
    file = graph_file(name)
    source = file.open().readline().split()[0]
    load(socket, name, file, 1)
    load(socket, name, file, options.fragments)
    algorithms = options.algorithms.split(",")
    rows = []
    networkit = lines([python(), peers.ROOT / "bench/networkit_run.py", file, source, 5, options.algorithms])
    jgrapht = lines([peers.java(), "-Xmx8g", "-cp", f"{peers.ROOT}/cli/target/lib/*", JGRAPHT, file, source, 3,
                     options.algorithms]) if name in options.jgrapht.split(",") else {}
    fastest = gap(options.gapbs, file, algorithms, options.repeat, source)
    for algorithm in algorithms:
        run = lambda graph, threads: pergola(socket, graph, algorithm, options.repeat, threads, source)
        ours = run(f"{name}-1", options.threads)
        others = {"GAP C++": fastest.get(algorithm), "NetworKit": networkit.get(algorithm),
                  "JGraphT": jgrapht.get(algorithm)}
        rows.append((name, algorithm, ours, run(f"{name}-1", 1), run(f"{name}-{options.fragments}", options.threads), others))
    table(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", default="rmat20,uniform20,grid20,rmat16")
    parser.add_argument("--jgrapht", default="rmat16", help="graphs that JGraphT runs on too")
    parser.add_argument("--algorithms", default=ALGORITHMS)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fragments", type=int, default=2)
    parser.add_argument("--gapbs", help="a directory with the suite, built there")
    options = parser.parse_args()
    print(peers.machine(), flush=True)
    with peers.serving("pergola", size="6Gi") as sockets:
        for name in options.graphs.split(","):
            measure(sockets["pergola"], name, options)


if __name__ == "__main__":
    main()

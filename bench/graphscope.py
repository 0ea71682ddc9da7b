#!/usr/bin/env python3
"""GraphScope's engine and Pergola's own on one RMAT graph, in turns: on the layout `arrow` both, and ours on `csr`.

  usage: $(.ci/graphscope-client) bench/graphscope.py [--scale 20] [--edges 16777216] [--repeat 3] [--directory DIR]

Prints seconds to load and per algorithm (the best of --repeat), what the graph takes, and the ratios. The graph is
undirected, with an int64 weight of 1 to 255; all start at vertex 1. There is no result yet."""

import argparse, pathlib, subprocess, sys, tempfile, time

import numpy as np
import pyarrow as pa
import pyarrow.csv

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "examples/graphscope/graphscope"))
import engine  # noqa: E402
from pergola import Pergola  # noqa: E402

ALGORITHMS = ["bfs", "sssp", "wcc", "pagerank", "cdlp"]


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
    options = pa.csv.WriteOptions(quoting_style="none")
    pa.csv.write_csv(pa.table({"id": np.arange(1 << scale)}), directory / "v.csv", options)
    pa.csv.write_csv(pa.table(columns), directory / "e.csv", options)


def timed(task):
    begin = time.monotonic()
    made = task()
    return time.monotonic() - begin, made


def resident(socket):
    """The peak resident megabytes of GraphScope's engine process on a socket; its mapped graph is part of it."""
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_text()
            if command.split("\0")[0].endswith("grape_engine") and str(socket) in command:
                return next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines()
                            if line.startswith("VmHWM"))
        except OSError:
            continue
    return 0


def ours(pergola, graph, repeat):
    times = {}
    for algorithm in ALGORITHMS:
        more = ["--source", 1] if algorithm in ("bfs", "sssp") else []
        more += ["--weight", "weight"] if algorithm == "sssp" else []
        report = pergola.json("run", algorithm, graph, "--repeat", repeat, "--output",
                              pergola.directory / "out.txt", *more)
        times[algorithm] = min(report["seconds"])
    return times


def theirs(pergola, group, repeat):
    import graphscope

    times = {}
    with engine.session(pergola.socket) as session:
        times["open"], graph = timed(lambda: engine.open_graph(session, group))
        weighted = graph.project(vertices={"v": []}, edges={"e": ["weight"]})
        plain = graph.project(vertices={"v": []}, edges={"e": []})
        tasks = {"bfs": lambda: graphscope.bfs(plain, src=1), "sssp": lambda: graphscope.sssp(weighted, src=1),
                 "wcc": lambda: graphscope.wcc(plain), "pagerank": lambda: graphscope.pagerank(plain, max_round=10),
                 "cdlp": lambda: graphscope.lpa(plain, max_round=10)}
        for name, task in tasks.items():
            times[name] = min(timed(task)[0] for _ in range(repeat))
        times["peak MB"] = resident(pergola.socket)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, default=20)
    parser.add_argument("--edges", type=int, default=1 << 24)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--directory", type=pathlib.Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pergola-") as scratch:
        directory = chosen.directory or pathlib.Path(scratch)
        directory.mkdir(parents=True, exist_ok=True)
        rmat(directory, chosen.scale, chosen.edges)
        with Pergola(scratch, "6Gi") as pergola:
            files = ["--undirected", "--vertices", f"v={directory}/v.csv", "--edges", f"e={directory}/e.csv"]
            print(f"load csr      {timed(lambda: pergola('load', 'g', *files))[0]:7.2f} s", flush=True)
            report = pergola.json("convert", "g", "--layout", "arrow", "--as", "a")
            rate = chosen.edges / report["seconds"] / 1e6
            print(f"to arrow      {report['seconds']:7.2f} s   {rate:.1f} million edges/s", flush=True)
            back = pergola.json("convert", "a", "--layout", "csr", "--as", "b")
            print(f"to csr        {back['seconds']:7.2f} s   {chosen.edges / back['seconds'] / 1e6:.1f} million edges/s",
                  flush=True)
            pergola("rm", "b")
            sizes = {name: pergola.json("show", name)["bytes"] / 1e6 for name in ("g", "a")}
            print(f"csr {sizes['g']:.0f} MB, arrow {sizes['a']:.0f} MB", flush=True)
            print("theirs on arrow", theirs(pergola, report["id"], chosen.repeat), flush=True)
            for layout, name in (("arrow", "a"), ("csr", "g")):
                print("ours on", layout, ours(pergola, name, chosen.repeat), flush=True)


if __name__ == "__main__":
    main()

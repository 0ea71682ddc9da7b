#!/usr/bin/env python3
"""Load and run times of a random graph, each command a process of its own, as users start them.

usage: bench/rmat.py [SCALE] [ROUNDS]       2^SCALE vertices (18), 16 edges a vertex; best and median of ROUNDS (3)
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PERGOLA = os.path.join(ROOT, "pergola")
EDGES_A_VERTEX = 16
BYTES_AN_EDGE = 128


def pergola(socket, *arguments):
    """Runs a command; its JSON and how long the process took."""
    begin = time.perf_counter()
    done = subprocess.run([PERGOLA, *arguments, "-o", "json", "--socket", socket], check=True, capture_output=True)
    return json.loads(done.stdout), time.perf_counter() - begin


def generate(scale, file):
    home = subprocess.check_output([PERGOLA, "--java-home"], text=True).strip()
    source = os.path.join(ROOT, "bench/src/main/java/io/pergola/bench/Rmat.java")
    edges = EDGES_A_VERTEX << scale
    subprocess.run([f"{home}/bin/java", source, str(scale), str(edges), file], check=True)
    return edges


def show(what, seconds, inside):
    print(f"{what:24} {min(seconds):8.3f} {statistics.median(seconds):8.3f} {min(inside):10.4f}", flush=True)


def measure(socket, file, rounds):
    print(f"{'':24} {'best s':>8} {'median':>8} {'inside s':>10}")
    for fragments in ("1", "2"):
        done = [
            pergola(socket, "load", "g" + fragments, "--edges", "e=" + file, "--fragments", fragments, "--replace")
            for _ in range(rounds)
        ]
        show(f"load, {fragments} fragment(s)", [s for _, s in done], [sum(r["seconds"].values()) for r, _ in done])
        print(f"{'':24} {done[0][0]['bytes_per_edge']:.1f} bytes an edge, weights included")
    for name in (["pagerank"], ["wcc"], ["bfs", "--source", "1"], ["sssp", "--source", "1", "--weight", "weight"]):
        for fragments in ("1", "2"):
            done = [pergola(socket, "run", name[0], "g" + fragments, *name[1:], "--repeat", "5") for _ in range(rounds)]
            inside = [min(run["seconds"]) for run, _ in done]
            show(f"{name[0]}, {fragments} fragment(s)", [s for _, s in done], inside)


def main(scale=18, rounds=3):
    with tempfile.TemporaryDirectory() as directory:
        file, socket = os.path.join(directory, "rmat.txt"), os.path.join(directory, "p.sock")
        edges = generate(scale, file)
        print(f"RMAT {scale}: {1 << scale:,} vertices, {edges:,} edges, {os.path.getsize(file) / 1e6:.0f} MB", flush=True)
        size = str(max(64 << 20, edges * BYTES_AN_EDGE))
        server = subprocess.Popen([PERGOLA, "serve", "--size", size, "--socket", socket], stderr=subprocess.PIPE, text=True)
        try:
            assert any(line.startswith("ready") for line in server.stderr)
            measure(socket, file, rounds)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

#!/usr/bin/env python3
"""Remote blobs and small requests over TCP: Pergola beside vineyardd, one unmodified Python client for both, by turns.

  usage: bench/remote.py [--largest BYTES] [--minutes N] [--page FILE]

Takes about 3 minutes (--minutes bounds it, 7 by default). With --page the result replaces what stands under "Last
results" in FILE."""

import argparse
import contextlib
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve()
NAMES = ["pergola", "vineyardd"]
SIZES = [1 << 10, 1 << 20, 1 << 24, 1 << 26, 1 << 28]
WARM_UP = 100
MOST_ROUNDS, BYTES_A_ROW = 20, 3 << 28


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port):
    deadline = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                sys.exit(f"nobody listens on port {port}")
            time.sleep(0.1)


@contextlib.contextmanager
def servers(peers):
    """Both servers with TCP; yields their ports by name. One that does not start is named and left out."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as directory:
        directory = pathlib.Path(directory)
        commands = {"pergola": [peers.ROOT / "pergola", "serve"], "vineyardd": [peers.vineyardd(), "--meta", "local"]}
        processes, ports = [], {}
        try:
            for name, command in commands.items():
                port = free_port()
                log = open(directory / f"{name}.log", "w")
                rest = ["--socket", directory / name, "--size", "2Gi", "--rpc_socket_port", str(port)]
                processes.append(subprocess.Popen([*command, *rest], stdout=log, stderr=log))
                try:
                    peers.await_socket(directory / name, processes[-1])
                    await_port(port)
                    ports[name] = port
                except SystemExit as failed:
                    print(f"{name} is left out: {failed}", file=sys.stderr)
            yield ports
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def measure(largest, deadline, ports):
    """Runs in the environment that has Vineyard's client; prints a row of JSON for each thing measured."""
    import numpy
    import vineyard

    def timed(action):
        began = time.perf_counter()
        result = action()
        return time.perf_counter() - began, result

    def turn(client, array):
        put, made = timed(lambda: client.put(array))
        get, found = timed(lambda: client.get(made))
        assert found[-1] == array[-1] and len(found) == len(array)
        del found
        client.delete(made)
        return put, get

    clients = {}
    for name, port in ports.items():
        for compress in [False, True]:
            client = vineyard.connect("127.0.0.1", port).fork()
            client.compression = compress
            clients[name, compress] = client

    def row(what, size, kind, wire, times):
        print(json.dumps({"what": what, "bytes": size, "kind": kind, "wire": wire,
                          "seconds": {name: statistics.median(all) for name, all in times.items()}}), flush=True)

    def by_turns(rounds, action):
        results = {name: [] for name in ports}
        for number in range(rounds):
            for name in ports if number % 2 else reversed(ports):
                results[name].append(action(name))
        return results

    by_turns(WARM_UP, lambda name: clients[name, False].status)
    row("status", 0, "", "plain", by_turns(100, lambda name: timed(lambda: clients[name, False].status)[0]))
    kinds = {
        "random": lambda size: numpy.frombuffer(numpy.random.default_rng(1).bytes(size), dtype="int64"),
        "ascending": lambda size: numpy.arange(size // 8, dtype="int64"),
    }
    # What the goal is about comes first, so that a bound on time does not cut it off.
    for size in sorted((s for s in SIZES if s <= largest), key=lambda s: s != 1 << 28):
        for compress in [False, True]:
            for kind, make in kinds.items():
                if time.time() > deadline:
                    sys.exit(f"no time left for {size} bytes, {kind}, compress={compress} and what follows")
                array = make(size)
                rounds = 2 if compress and kind == "random" and size > 1 << 24 else \
                    max(4, min(MOST_ROUNDS, BYTES_A_ROW // size))
                by_turns(1, lambda name: turn(clients[name, compress], array))
                both = by_turns(rounds, lambda name: turn(clients[name, compress], array))
                for step, what in enumerate(["put", "get"]):
                    row(what, size, kind, "zstd" if compress else "plain",
                        {name: [pair[step] for pair in pairs] for name, pairs in both.items()})


def lines(rows):
    yield "| what | bytes | content | wire | Pergola | vineyardd | ratio |"
    yield "|---|---|---|---|---|---|---|"
    for row in sorted(rows, key=lambda r: (r["bytes"], r["kind"], r["wire"], r["what"])):
        seconds = row["seconds"]
        large = row["bytes"] >= 1 << 20

        def show(name):
            if name not in seconds:
                return "–"
            return f"{row['bytes'] / seconds[name] / 1e9:.2f} GB/s" if large else f"{seconds[name] * 1e6:.0f} µs"

        ratio = f"{seconds['vineyardd'] / seconds['pergola']:.2f}" if len(seconds) == 2 else "–"
        yield f"| {row['what']} | {amount(row['bytes'])} | {row['kind']} | {row['wire']} | {show('pergola')} | " \
              f"{show('vineyardd')} | {ratio} |"


def amount(size):
    return "–" if size == 0 else f"{size >> 20} MiB" if size >= 1 << 20 else f"{size >> 10} KiB"


def verdict(rows):
    for row in rows:
        if (row["what"], row["bytes"], row["wire"], row["kind"]) == ("get", 1 << 28, "plain", "random"):
            if len(row["seconds"]) == 2:
                ratio = row["seconds"]["vineyardd"] / row["seconds"]["pergola"]
                return f"Goal, get of 256 MiB at least 2.5 times as fast: {'met' if ratio >= 2.5 else 'missed'} " \
                       f"({ratio:.2f})."
    return "Goal, get of 256 MiB at least 2.5 times as fast: not measured."


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1 << 28)
    parser.add_argument("--minutes", type=float, default=7)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--client", help=argparse.SUPPRESS)
    options = parser.parse_args()
    deadline = time.time() + options.minutes * 60
    if options.client:
        measure(options.largest, deadline, json.loads(options.client))
        return
    sys.path.insert(0, str(HERE.parent))
    import peers

    head = peers.machine()
    print(head, f"at most {options.minutes:g} minutes", sep="\n")
    with servers(peers) as ports:
        client = subprocess.Popen(
            [peers.python(), HERE, "--largest", str(options.largest), "--minutes", str(options.minutes),
             "--client", json.dumps(ports)], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONWARNINGS": "ignore"})
        rows = []
        for text in client.stdout:
            if not text.startswith("{"):  # Vineyard's client prints too
                continue
            rows.append(json.loads(text))
            print(list(lines(rows[-1:]))[2], flush=True)
        if client.wait():
            print("not everything was measured", file=sys.stderr)
    print(verdict(rows))
    if options.page:
        peers.write_page(options.page, [head + ". Command: `bench/remote.py`.", "", *lines(rows), "", verdict(rows)])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Remote blobs and small requests over TCP: Pergola beside vineyardd, one unmodified Python client for both, by turns.

  usage: bench/remote.py [LARGEST_BYTES]      default 268435456
"""

import contextlib
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def servers(peers):
    """Both servers with TCP; yields their ports, Pergola's first."""
    ports = [free_port(), free_port()]
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as directory:
        directory = pathlib.Path(directory)
        commands = {
            "pergola": [peers.ROOT / "pergola", "serve"],
            "vineyardd": [peers.vineyardd(), "--meta", "local"],
        }
        processes = []
        try:
            for (name, command), port in zip(commands.items(), ports):
                log = open(directory / f"{name}.log", "w")
                rest = ["--socket", directory / name, "--size", "2Gi", "--rpc_socket_port", str(port)]
                processes.append(subprocess.Popen([*command, *rest], stdout=log, stderr=log))
                peers.await_socket(directory / name, processes[-1])
            time.sleep(1)
            yield ports
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def measure(largest, *ports):
    import numpy
    import vineyard

    def timed(action):
        began = time.perf_counter()
        result = action()
        return time.perf_counter() - began, result

    def rounds(client, array):
        put, made = timed(lambda: client.put(array))
        get, found = timed(lambda: client.get(made))
        assert found[-1] == array[-1] and len(found) == len(array)
        del found
        client.delete(made)
        return put, get

    clients = {}
    for name, port in zip(["pergola", "vineyardd"], ports):
        for compress in [False, True]:
            client = vineyard.connect("127.0.0.1", int(port)).fork()
            client.compression = compress
            clients[name, compress] = client
    print(f"{'what':>10} {'bytes':>10} {'bytes are':>10} {'wire':>5} {'pergola':>12} {'vineyardd':>12} {'ratio':>6}")

    def line(what, size, kind, compress, times, unit):
        ours, theirs = (statistics.median(times[name]) for name in ["pergola", "vineyardd"])
        show = (lambda t: f"{size / t / 1e9:.2f} GB/s") if unit == "GB/s" else (lambda t: f"{t * 1e6:.0f} us")
        wire = "zstd" if compress else "plain"
        print(f"{what:>10} {size:>10} {kind:>10} {wire:>5} {show(ours):>12} {show(theirs):>12} {theirs / ours:>6.2f}",
              flush=True)

    times = {name: [] for name in ["pergola", "vineyardd"]}
    for turn in range(300):
        for name in times if turn % 2 else reversed(times):
            times[name].append(timed(lambda: clients[name, False].status)[0])
    line("status", 0, "", False, times, "us")
    kinds = {
        "random": lambda size: numpy.frombuffer(numpy.random.default_rng(1).bytes(size), dtype="int64"),
        "ascending": lambda size: numpy.arange(size // 8, dtype="int64"),
    }
    for size in [s for s in [1 << 20, 1 << 24, 1 << 28] if s <= largest]:
        for kind, make in kinds.items():
            array = make(size)
            for compress in [False, True]:
                if compress and size > 1 << 24 and kind == "random":
                    turns = 2
                else:
                    turns = max(4, min(30, (1 << 29) // size))
                puts, gets = {}, {}
                for name in times:
                    rounds(clients[name, compress], array)
                for turn in range(turns):
                    for name in times if turn % 2 else reversed(times):
                        put, get = rounds(clients[name, compress], array)
                        puts.setdefault(name, []).append(put)
                        gets.setdefault(name, []).append(get)
                line("put", size, kind, compress, puts, "GB/s")
                line("get", size, kind, compress, gets, "GB/s")


def main():
    if len(sys.argv) > 2:
        measure(int(sys.argv[1]), *sys.argv[2:])
        return
    sys.path.insert(0, str(HERE.parent))
    import peers

    largest = sys.argv[1] if len(sys.argv) > 1 else str(1 << 28)
    print(peers.machine())
    with servers(peers) as ports:
        subprocess.run([peers.python(), HERE, largest, *map(str, ports)], check=True,
                       env={**os.environ, "PYTHONWARNINGS": "ignore"})


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""An array moves from one instance to another: two of Pergola, and two of vineyardd, each pair with an etcd prefix of its
own, by turns. Vineyard's unmodified Python client asks the second instance to fetch what it put into the first.

  usage: bench/migrate.py [--mib N] [--rounds N] [--page FILE]

vineyardd compresses what goes between instances unless it is told not to, Pergola does not; both are measured either way."""

import argparse
import contextlib
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import peers
from remote import await_port, free_port

PAIRS = {"pergola": "pergola", "pergola, zstd": "pergola", "vineyardd": "vineyardd", "vineyardd, plain": "vineyardd"}
COMPRESSION = {"pergola": "false", "pergola, zstd": "true", "vineyardd": "true", "vineyardd, plain": "false"}


@contextlib.contextmanager
def clusters():
    """Yields the sockets of both instances of each pair."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as directory, contextlib.ExitStack() as running:
        directory = pathlib.Path(directory)

        def launch(name, *command):
            log = running.enter_context(open(directory / f"{name}.log", "w"))
            process = subprocess.Popen(command, stdout=log, stderr=log)
            running.callback(process.wait)
            running.callback(process.terminate)
            return process

        etcd = peers.path_from(".ci/etcd")
        client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        launch("etcd", etcd, "--data-dir", directory / "etcd", "--log-level", "error", "--listen-client-urls", client,
               "--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
               "--initial-cluster", f"default={peer}")
        await_port(int(client.rpartition(":")[2]))
        sockets = {}
        for number, (pair, kind) in enumerate(PAIRS.items()):
            command = [peers.ROOT / "pergola", "serve"] if kind == "pergola" else [peers.vineyardd()]
            sockets[pair] = [directory / f"{number}-{instance}" for instance in range(2)]
            for socket in sockets[pair]:
                port = free_port()
                process = launch(socket.name, *command, "--socket", socket, "--size", "1Gi", "--rpc_socket_port",
                                 str(port), f"--compression={COMPRESSION[pair]}", "--meta", "etcd", "--etcd_endpoint",
                                 client, "--etcd_prefix", f"bench{number}")
                peers.await_socket(socket, process)
                await_port(port)
        yield sockets


def measure(mib, rounds, sockets):
    """Seconds of each migration, by pair."""
    import numpy
    import vineyard

    array = numpy.random.default_rng(1).random(mib << 17)
    clients = {pair: [vineyard.connect(socket) for socket in both] for pair, both in sockets.items()}
    seconds = {pair: [] for pair in clients}
    for number in range(rounds + 1):
        for pair, (source, target) in clients.items():
            made = source.put(array)
            source.persist(made)
            target.get_meta(made, sync_remote=True)
            began = time.perf_counter()
            copy = target.migrate(made)
            took = time.perf_counter() - began
            if number:
                seconds[pair].append(took)
            else:
                assert (target.get(copy) == array).all()
            for client, each in [(target, copy), (source, made)]:
                client.delete(each)
    for pair, all in seconds.items():
        print(f"{pair}={statistics.median(all)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mib", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--client", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.client:
        measure(options.mib, options.rounds, {pair: options.client[2 * i:2 * i + 2] for i, pair in enumerate(PAIRS)})
        return
    head = peers.machine()
    print(head)
    with clusters() as sockets:
        told = subprocess.run(
            [peers.python(), __file__, "--mib", str(options.mib), "--rounds", str(options.rounds),
             "--client", *(str(socket) for both in sockets.values() for socket in both)],
            stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "PYTHONWARNINGS": "ignore"}).stdout
    seconds = {line.partition("=")[0]: float(line.partition("=")[2]) for line in told.splitlines() if "=" in line}
    table = ["| between two of | seconds | GB/s | times vineyardd |", "|---|---|---|---|"]
    for pair, took in seconds.items():
        table.append(f"| {pair} | {took:.3f} | {(options.mib << 20) / took / 1e9:.2f} | {seconds['vineyardd'] / took:.2f} |")
    print(*table, sep="\n")
    if options.page:
        command = f"bench/migrate.py --mib {options.mib} --rounds {options.rounds}"
        peers.write_page(options.page, [f"{head}. Command: `{command}`.", "", *table])


if __name__ == "__main__":
    main()

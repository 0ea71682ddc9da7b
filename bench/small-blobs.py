#!/usr/bin/env python3
"""Small blobs by the plain protocol, from a Java driver: a bare echo, vineyardd and Pergola, in turns.

    bench/small-blobs.py [--rounds N] [--operations N] [--clients 1,4,16] [--page docs/benchmarks/small-blobs.md]

Prints operations/s, p50 and p99 (medians of the rounds) and what became of the goal. Then an object of 50 blobs is
put and got by Pergola's Java client, which uses Vineyard's messages with the one and its own with the other. Takes
about three minutes on an idle machine.
"""

import argparse
import pathlib
import time

import peers

DRIVER = peers.ROOT / "bench/src/main/java/io/pergola/bench/wire/SmallBlobs.java"
TIMES_VINEYARDD, TIMES_ECHO = 4, 1.5


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", default="5", help="how often each server has its turn")
    parser.add_argument("--operations", default="20000", help="of all clients together, in one turn")
    parser.add_argument("--clients", default="1,4,16", help="how many at once")
    parser.add_argument("--page", type=pathlib.Path, help="where the results shall stand")
    return parser.parse_args()


def verdicts(table):
    """Of each row whether the goal is met, as a table."""
    rates = {}
    for row in table[2:]:
        operation, clients, server, rate = [cell.strip() for cell in row.strip("|").split("|")][:4]
        rates.setdefault((operation, clients), {})[server] = float(rate)
    lines = ["| operation | clients | times vineyardd's operations/s | echo's time | goal |", "|---|---|---|---|---|"]
    for (operation, clients), by in rates.items():
        faster = by["pergola"] / by["vineyardd"] if "vineyardd" in by else 0
        slower = by["echo"] / by["pergola"] if "echo" in by else float("inf")
        met = faster >= TIMES_VINEYARDD or slower <= TIMES_ECHO
        lines.append(f"| {operation} | {clients} | {faster:.2f} | {slower:.2f} times | {'met' if met else 'missed'} |")
    return lines


def main():
    options, began, head = arguments(), time.monotonic(), peers.machine()
    print(head, flush=True)
    with peers.serving("echo", "vineyardd", "pergola", size="2Gi") as sockets:
        servers = [f"{name}={socket}" for name, socket in sockets.items()]
        small = peers.lines_of(peers.java(), DRIVER, options.rounds, options.operations, options.clients, *servers)
        flags = ["--enable-native-access=ALL-UNNAMED", "-cp", peers.ROOT / "cli/target/pergola.jar"]
        stores = [server for server in servers if not server.startswith("echo=")]
        whole = peers.lines_of(peers.java(), *flags, DRIVER.with_name("WholeObjects.java"), "2000", *stores)
    goals = verdicts(small)
    print(*goals, sep="\n")
    command = f"bench/small-blobs.py --rounds {options.rounds} --operations {options.operations}"
    took = f"{time.monotonic() - began:.0f} s"
    print(took)
    if options.page:
        peers.write_page(options.page, [f"{head}; `{command}`, {took}.", "", *small, "", *goals, "", *whole])


if __name__ == "__main__":
    main()

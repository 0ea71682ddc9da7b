#!/usr/bin/env python3
"""Put and get of NumPy arrays by the unmodified Python client: Pergola against vineyardd, in turns.

    bench/python-client.py [--largest BYTES] [--rounds N] [--page docs/benchmarks/python-client.md]

Prints medians in microseconds and the ratio vineyardd / Pergola: more than 1 means that Pergola is faster. The last
column is how much of Pergola's time the client computed itself, which no server can shorten. Takes about five minutes
on an idle machine.
"""

import argparse
import pathlib
import statistics
import sys
import time

import peers

WARM = ["| bytes | what | Pergola µs | vineyardd µs | ratio | client's own µs |", "|---|---|---|---|---|---|"]
FIRST = ["| large put into fresh servers | Pergola GB/s | vineyardd GB/s | ratio |", "|---|---|---|---|"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1 << 30, help="bytes of the largest array")
    parser.add_argument("--rounds", type=int, default=5, help="fresh pairs of servers for first puts")
    parser.add_argument("--page", type=pathlib.Path, help="where the results shall stand")
    return parser.parse_args()


def measured(what, size, *names, room):
    """The rows that a client prints that puts into fresh servers, which are started in this order."""
    with peers.serving(*names, size=room) as sockets:
        if len(sockets) < len(names):
            sys.exit("without both servers there is nothing to compare")
        client = [peers.python(), peers.ROOT / "bench/put_get.py", what, size]
        return peers.lines_of(*client, sockets["pergola"], sockets["vineyardd"])


def cells(row):
    return [cell.strip() for cell in row.strip("|").split("|")]


def verdicts(warm, first):
    rows = [cells(row) for row in warm]
    small = [(f"{what} of 1 KiB", float(ratio), 1.5) for size, what, _, _, ratio, _ in rows
             if size == "1024" and what != "read"]
    large = [(f"warm put of {int(size) >> 20} MiB", float(ratio), 0.95) for size, what, _, _, ratio, _ in rows
             if int(size) >= 16 << 20 and what == "put"]
    firsts = [float(cells(row)[3]) for row in first if cells(row)[0] == "first"]
    cold = [("first large put, median", statistics.median(firsts), 1.8)] if firsts else []
    table = ["| goal | ratio | wanted | |", "|---|---|---|---|"]
    for what, ratio, wanted in [*small, *cold, *large]:
        table.append(f"| {what} | {ratio:.2f} | {wanted} | {'met' if ratio >= wanted else 'missed'} |")
    return table


def main():
    options, began, head = arguments(), time.monotonic(), peers.machine()
    print(head, flush=True)
    names, room = ["pergola", "vineyardd"], str(max(4 << 30, 3 * options.largest))
    warm = measured("warm", options.largest, *names, room=room)
    first = []
    for _ in range(options.rounds):
        names.reverse()
        first += measured("first", min(256 << 20, options.largest), *names, room=room)
    goals = verdicts(warm, first)
    took = f"{time.monotonic() - began:.0f} s"
    print(*goals, took, sep="\n")
    if options.page:
        command = f"bench/python-client.py --largest {options.largest} --rounds {options.rounds}"
        head = f"{head}; `{command}`, {took}."
        peers.write_page(options.page, [head, "", *WARM, *warm, "", *FIRST, *first, "", *goals])


if __name__ == "__main__":
    main()

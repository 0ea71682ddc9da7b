#!/usr/bin/env python3
"""Put and get of NumPy arrays by the unmodified Python client: Pergola against vineyardd, alternating.

    bench/python-client.py [--largest BYTES] [--rounds N]

Prints medians in microseconds and the ratio vineyardd / Pergola: more than 1 means that Pergola is faster. The last
column is how much of Pergola's time the client computed itself, which no server can shorten.
"""

import argparse
import subprocess
import sys

import peers


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1 << 30, help="bytes of the largest array")
    parser.add_argument("--rounds", type=int, default=5, help="fresh pairs of servers for first puts")
    return parser.parse_args()


def client(*args):
    subprocess.run([peers.python(), peers.ROOT / "bench/put_get.py", *map(str, args)], check=True)


def main():
    options = arguments()
    print(peers.machine())
    names = ["pergola", "vineyardd"]
    size = str(max(4 << 30, 3 * options.largest))
    with peers.serving(*names, size=size) as sockets:
        client("warm", options.largest, *(sockets[name] for name in names))
    sys.stdout.flush()
    for first in range(options.rounds):
        names.reverse()
        with peers.serving(*names, size=size) as sockets:
            client("first", min(256 << 20, options.largest), sockets["pergola"], sockets["vineyardd"])


if __name__ == "__main__":
    main()

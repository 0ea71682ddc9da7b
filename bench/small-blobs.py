#!/usr/bin/env python3
"""Small blobs by the plain protocol from a Java driver: a bare echo, vineyardd and Pergola, alternating.

    bench/small-blobs.py [--rounds N] [--operations N] [--clients 1,4,16]

Prints operations/s, p50 and p99 (medians of the rounds) and how many times faster Pergola is. Then an object of 50
blobs is put and got by Pergola's Java client, which uses Vineyard's messages with the one and its own with the other.
"""

import argparse
import subprocess

import peers

DRIVER = peers.ROOT / "bench/src/main/java/io/pergola/bench/wire/SmallBlobs.java"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", default="5", help="how often each server has its turn")
    parser.add_argument("--operations", default="20000", help="of all clients together, in one turn")
    parser.add_argument("--clients", default="1,4,16", help="how many at once")
    options = parser.parse_args()
    print(peers.machine(), flush=True)
    with peers.serving("echo", "vineyardd", "pergola", size="2Gi") as sockets:
        servers = [f"{name}={socket}" for name, socket in sockets.items()]
        run = [peers.java(), DRIVER, options.rounds, options.operations, options.clients, *servers]
        subprocess.run(list(map(str, run)), check=True)
        flags = ["--enable-native-access=ALL-UNNAMED", "-cp", peers.ROOT / "cli/target/pergola.jar"]
        run = [peers.java(), *flags, DRIVER.with_name("WholeObjects.java"), "2000", *servers[1:]]
        subprocess.run(list(map(str, run)), check=True)


if __name__ == "__main__":
    main()

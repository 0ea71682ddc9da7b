#!/usr/bin/env python3
"""Spilling and restoring blobs, beside vineyardd and beside a plain file of the same bytes in the same directory.

  usage: bench/spill.py [--mib N] [--rounds N] [--page FILE]

Takes about a minute for 512 MiB. vineyardd never answers 'evict' and 'load', so it is made to spill by asking for room,
and to restore by getting the blobs; Pergola is measured by both ways. Readers of Pergola map what is spilled, so getting
costs them what reading the file costs; restoring is done only if a client asks for it."""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import peers
from wire import Wire

BLOB = 16 << 20


def timed(action):
    began = time.perf_counter()
    result = action()
    return time.perf_counter() - began, result


def fill(wire, count, noise):
    """Blobs that nobody references."""
    ids = []
    for number in range(count):
        blob, view = wire.create(BLOB)
        view[:] = noise
        view[:8] = number.to_bytes(8, "little")
        wire.call("seal_request", object_id=blob)
        wire.call("release_request", object_id=blob)
        ids.append(blob)
    return ids


def spilled(wire, ids):
    return sum(wire.call("is_spilled_request", id=blob)["is_spilled"] for blob in ids)


def copy(wire, ids, room):
    """Reads all bytes, one blob after the other, as a client that copies them does."""
    for number, blob in enumerate(ids):
        view, = wire.get(blob)
        room[:] = view
        assert int.from_bytes(room[:8], "little") == number
        wire.call("release_request", object_id=blob)


def asked(wire, ids):
    """Pergola by its own requests: seconds to spill, to read where it lies, and to restore."""
    room = bytearray(BLOB)
    spill, _ = timed(lambda: wire.call("evict_request", ids=ids))
    read, _ = timed(lambda: copy(wire, ids, room))
    load, _ = timed(lambda: wire.call("load_request", ids=ids))
    return {"spill, asked for": spill, "read where it lies": read, "restore, asked for": load}


def pressed(wire, ids, size):
    """Either server by pressure: seconds a spilled byte costs who asks for room, and a reader."""
    room = bytearray(BLOB)

    def press():
        made, _ = wire.create(size // 4)
        wire.call("drop_buffer_request", id=made)
        while not spilled(wire, ids):
            time.sleep(0.001)

    spill, _ = timed(press)
    gone = spilled(wire, ids)
    read, _ = timed(lambda: copy(wire, ids[:gone], room))
    share = len(ids) / gone
    return {"spill, by need of room": spill * share, "get and copy": read * share}


def plain_file(directory, noise, count):
    room = bytearray(BLOB)
    with open(directory / "plain", "w+b", buffering=0) as file:
        write, _ = timed(lambda: [file.write(noise) for _ in range(count)])
        file.seek(0)
        read, _ = timed(lambda: [file.readinto(room) for _ in range(count)])
    os.unlink(directory / "plain")
    return {"write a file": write, "read a file": read}


def serve(name, directory, size):
    command = {"pergola": [peers.ROOT / "pergola", "serve"], "vineyardd": [peers.vineyardd(), "--meta", "local", "--norpc"]}
    spill = directory / f"spill-{name}"
    spill.mkdir()
    log = open(directory / f"{name}.log", "w")
    process = subprocess.Popen([*command[name], "--socket", directory / name, "--size", str(size), "--spill_path", spill],
                               stdout=log, stderr=log)
    peers.await_socket(directory / name, process)
    time.sleep(1)
    return process


def one(name, measure, directory, count, noise):
    """A fresh server each time."""
    # Pressure begins at four fifths of the size.
    size = count * BLOB * 4 // 3
    with tempfile.TemporaryDirectory(dir=directory) as place:
        process = serve(name, pathlib.Path(place), size)
        try:
            wire = Wire(pathlib.Path(place) / name)
            ids = fill(wire, count, noise)
            return asked(wire, ids) if measure == "asked" else pressed(wire, ids, size)
        finally:
            process.terminate()
            process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mib", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--page", type=pathlib.Path)
    options = parser.parse_args()
    count = max(2, (options.mib << 20) // BLOB)
    noise = os.urandom(BLOB)
    head = peers.machine()
    print(head)
    results = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as directory:
        directory = pathlib.Path(directory)
        for _ in range(options.rounds):
            runs = [("plain", lambda: plain_file(directory, noise, count))]
            for name, how in [("pergola", "asked"), ("pergola", "pressed"), ("vineyardd", "pressed")]:
                runs.append((name, lambda name=name, how=how: one(name, how, directory, count, noise)))
            for name, run in runs:
                try:
                    for what, seconds in run().items():
                        results.setdefault((what, name), []).append(seconds)
                except (OSError, SystemExit) as failed:
                    print(f"{name} is left out of a round: {failed}", file=sys.stderr)
    table = ["| what | who | GB/s |", "|---|---|---|"]
    for (what, name), seconds in results.items():
        table.append(f"| {what} | {name} | {count * BLOB / statistics.median(seconds) / 1e9:.2f} |")
    print(*table, sep="\n")
    if options.page:
        peers.write_page(options.page, [f"{head}. Command: `bench/spill.py --mib {options.mib}`.", "", *table])


if __name__ == "__main__":
    main()

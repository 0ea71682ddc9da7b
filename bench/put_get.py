"""The measured client of python-client.py. Runs in the environment that has Vineyard.

    put_get.py warm LARGEST PERGOLA_SOCKET VINEYARDD_SOCKET
    put_get.py first BYTES PERGOLA_SOCKET VINEYARDD_SOCKET
"""

import statistics
import sys
import time

import numpy
import vineyard


def put(client, array):
    began = time.perf_counter()
    made = client.put(array)
    return time.perf_counter() - began, made


def get(client, made):
    began = time.perf_counter()
    array = client.get(made)
    elapsed = time.perf_counter() - began
    return elapsed, array


def read(array):
    """Time to look at every page once."""
    began = time.perf_counter()
    int(array[::512].sum())
    return time.perf_counter() - began


def one(client, array):
    put_time, made = put(client, array)
    get_time, found = get(client, made)
    read_time = read(found)
    assert found[-1] == array[-1] and len(found) == len(array)
    del found
    client.delete(made)
    return put_time, get_time, read_time


def warm(largest, clients):
    print(f"{'bytes':>12} {'what':>5} {'pergola us':>12} {'vineyardd us':>12} {'ratio':>7}")
    size = 1024
    while size <= largest:
        array = numpy.arange(size // 8, dtype="int64")
        rounds = max(5, min(2000, (1 << 30) // size))
        times = {client: [] for client in clients}
        for client in clients:
            one(client, array)
        for turn in range(rounds):
            for client in clients if turn % 2 else reversed(clients):
                times[client].append(one(client, array))
        for step, what in enumerate(["put", "get", "read"]):
            ours, theirs = (statistics.median(row[step] for row in times[client]) * 1e6 for client in clients)
            print(f"{size:>12} {what:>5} {ours:>12.1f} {theirs:>12.1f} {theirs / ours:>7.2f}", flush=True)
        size *= 4


def first(size, clients):
    """The first put of a fresh server, by a fresh client, after a moment in which nothing happens."""
    array = numpy.arange(size // 8, dtype="int64")
    time.sleep(3)
    seen = []
    for client in clients:
        elapsed, made = put(client, array)
        again, _ = put(client, array)
        seen.append((size / elapsed / 1e9, size / again / 1e9))
    (ours, ours_second), (theirs, theirs_second) = seen
    print(f"first put of {size >> 20} MiB: pergola {ours:.2f} GB/s, vineyardd {theirs:.2f} GB/s, ratio {ours / theirs:.2f}; "
          f"second: {ours_second:.2f}, {theirs_second:.2f}, ratio {ours_second / theirs_second:.2f}", flush=True)


if __name__ == "__main__":
    what, size, *sockets = sys.argv[1:]
    clients = [vineyard.connect(socket) for socket in sockets]
    {"warm": warm, "first": first}[what](int(size), clients)

"""The measured client of python-client.py. Runs in the environment that has Vineyard.

    put_get.py warm LARGEST PERGOLA_SOCKET VINEYARDD_SOCKET
    put_get.py first BYTES PERGOLA_SOCKET VINEYARDD_SOCKET
"""

import random
import statistics
import sys
import time

import numpy
import vineyard

WARM_UP = 300  # turns before anything is noted: the server compiles its code meanwhile


def timed(action, *args):
    """The result, how long it took, and how much of that this process computed, in seconds."""
    began, computed = time.perf_counter(), time.thread_time()
    result = action(*args)
    return result, time.perf_counter() - began, time.thread_time() - computed


def turn(client, array):
    made, *put = timed(client.put, array)
    found, *get = timed(client.get, made)
    _, *read = timed(lambda: int(found[::512].sum()))  # looks at every page
    assert found[-1] == array[-1] and len(found) == len(array)
    del found
    client.delete(made)
    return put, get, read


def warm(largest, clients):
    size = 1024
    while size <= largest:
        array = numpy.arange(size // 8, dtype="int64")
        rounds = max(5, min(1500, (1 << 30) // size))
        times = {client: [] for client in clients}
        for number in range(-WARM_UP if size == 1024 else -1, rounds):
            for client in random.sample(clients, len(clients)):
                row = turn(client, array)
                if number >= 0:
                    times[client].append(row)
        for step, what in enumerate(["put", "get", "read"]):
            (ours, cpu), (theirs, _) = (
                [statistics.median(row[step][k] for row in times[client]) * 1e6 for k in (0, 1)] for client in clients)
            print(f"| {size} | {what} | {ours:.0f} | {theirs:.0f} | {theirs / ours:.2f} | {cpu:.0f} |", flush=True)
        size *= 4


def first(size, clients):
    """The first puts into fresh servers, by a fresh client, after a moment in which nothing happens."""
    array = numpy.arange(size // 8, dtype="int64")
    time.sleep(3)
    ours, theirs = ([size / timed(client.put, array)[1] / 1e9 for _ in range(2)] for client in clients)
    for what, a, b in zip(["first", "second"], ours, theirs):
        print(f"| {what} | {a:.2f} | {b:.2f} | {a / b:.2f} |", flush=True)


if __name__ == "__main__":
    what, size, *sockets = sys.argv[1:]
    clients = [vineyard.connect(socket) for socket in sockets]
    {"warm": warm, "first": first}[what](int(size), clients)

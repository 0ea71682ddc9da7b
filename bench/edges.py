"""What the peers' scripts of analytics.py have in common."""

import sys
import time

import numpy as np
import pyarrow.csv


def arguments():
    """Edge file, source, repetitions, algorithms."""
    return sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4].split(",")


def read(file):
    """Ends of all edges, numbered from 0, as an array of 2 rows; weights; and the ids."""
    options = pyarrow.csv.ReadOptions(column_names=["s", "t", "w"])
    table = pyarrow.csv.read_csv(file, options, pyarrow.csv.ParseOptions(delimiter=" "))
    ids, ends = np.unique(np.stack([table["s"].to_numpy(), table["t"].to_numpy()]), return_inverse=True)
    return ends.reshape(2, -1), table["w"].to_numpy().astype(float), ids


def measure(runs, algorithms, repeat):
    """Prints a line 'algorithm seconds…' for each. `runs` gives by algorithm what prepares, and gives what is timed."""
    for algorithm in filter(runs.__contains__, algorithms):
        seconds = []
        for _ in range(repeat):
            task = runs[algorithm]()
            begin = time.perf_counter()
            task()
            seconds.append(time.perf_counter() - begin)
        print(algorithm, *(f"{s:.5f}" for s in seconds), flush=True)

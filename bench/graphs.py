#!/usr/bin/env python3
"""Writes graphs to measure on, the same each time: simple and undirected, a line 'source target weight' an edge.

    bench/graphs.py rmat|uniform|grid|flights|many SCALE FILE

SCALE is the binary logarithm of the number of vertices. rmat and uniform have 16 edges a vertex before parallel
edges and self loops are taken out, rmat with the skew of the Graph500; grid is a square where each vertex is
joined with the next ones in its row and column. Weights are 1 to 255. flights joins airports that have flights
between them, with the number of flights. many is no simple graph but 100 million edges at random, without weights, as
a Parquet file. Needs numpy and pyarrow.
"""

import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

FLIGHTS = pathlib.Path(__file__).resolve().parent.parent / "examples/graphscope/data/flights/flights-airport.csv"
MANY = 100_000_000


def rmat(scale, random):
    edges = 16 << scale
    ends = np.zeros((2, edges), np.int32)
    for bit in range(scale):
        draw = random.random(edges, dtype=np.float32)
        ends[0] |= (draw >= 0.76).astype(np.int32) << bit
        ends[1] |= (((draw >= 0.57) & (draw < 0.76)) | (draw >= 0.95)).astype(np.int32) << bit
    return random.permutation(1 << scale).astype(np.int32)[ends]


def uniform(scale, random):
    return random.integers(0, 1 << scale, (2, 16 << scale), dtype=np.int32)


def grid(scale, _):
    side = 1 << (scale // 2)
    vertex = np.arange(side * side, dtype=np.int32)
    row = vertex[vertex % side != side - 1]
    column = vertex[vertex < side * (side - 1)]
    return np.stack([np.concatenate([row, column]), np.concatenate([row + 1, column + side])])


def flights():
    table = pa.csv.read_csv(FLIGHTS)
    names = np.stack([table["origin"].to_numpy(), table["destination"].to_numpy()])
    return np.unique(names, return_inverse=True)[1].reshape(2, -1).astype(np.int32), table["count"].to_numpy()


def many(scale, random, file):
    ends = [random.integers(0, 1 << scale, MANY, dtype=np.int32) for _ in range(2)]
    pyarrow.parquet.write_table(pa.table(ends, ["source", "target"]), file, use_dictionary=False, compression="none")


def simple(source, target):
    """Which edges are left without self loops and all but one of parallel edges."""
    keys = np.minimum(source, target).astype(np.int64) << 32 | np.maximum(source, target)
    others = np.flatnonzero(source != target)
    return others[np.unique(keys[others], return_index=True)[1]]


def main():
    kind, scale, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    random = np.random.default_rng(1)
    if kind == "many":
        many(scale, random, file)
        return
    if kind == "flights":
        (source, target), weight = flights()
        kept = simple(source, target)
        weight = weight[kept]
    else:
        source, target = {"rmat": rmat, "uniform": uniform, "grid": grid}[kind](scale, random)
        kept = simple(source, target)
        weight = random.integers(1, 256, len(kept), dtype=np.int32)
    source, target = source[kept], target[kept]
    table = pa.table({"source": source, "target": target, "weight": weight})
    options = pyarrow.csv.WriteOptions(include_header=False, delimiter=" ", quoting_style="none")
    pyarrow.csv.write_csv(table, file, options)


if __name__ == "__main__":
    main()

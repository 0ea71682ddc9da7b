"""NetworKit's side of analytics.py: prints a line 'algorithm seconds…' for each.

Arguments: edge file, source, repetitions, algorithms joined by commas.
"""

import sys
import time

import networkit as nk
import numpy as np
import pyarrow.csv

file, source, repeat, algorithms = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4].split(",")
options = pyarrow.csv.ReadOptions(column_names=["s", "t", "w"])
table = pyarrow.csv.read_csv(file, options, pyarrow.csv.ParseOptions(delimiter=" "))
ends = np.stack([table["s"].to_numpy(), table["t"].to_numpy()])
ids, ends = np.unique(ends, return_inverse=True)
ends = ends.reshape(2, -1)
nk.setNumberOfThreads(2)


def graph(weights):
    return nk.GraphFromCoo((weights, (ends[0], ends[1])), n=len(ids), weighted=weights is not ONES, directed=False)


ONES = np.ones(ends.shape[1])
plain = graph(ONES)
weighted = graph(table["w"].to_numpy().astype(float)) if "sssp" in algorithms else plain
start = int(np.searchsorted(ids, source))


def pagerank():
    run = nk.centrality.PageRank(plain, damp=0.85, tol=1e-300)
    run.maxIterations = 10
    return run


RUNS = {
    "bfs": lambda: nk.distance.BFS(plain, start, storePaths=False),
    "wcc": lambda: nk.components.ParallelConnectedComponents(plain),
    "pagerank": pagerank,
    "sssp": lambda: nk.distance.Dijkstra(weighted, start, storePaths=False),
    "lcc": lambda: nk.centrality.LocalClusteringCoefficient(plain, turbo=True),
    "kcore": lambda: nk.centrality.CoreDecomposition(plain),
}
for algorithm in algorithms:
    if algorithm not in RUNS:
        continue
    seconds = []
    for _ in range(repeat):
        run = RUNS[algorithm]()
        begin = time.perf_counter()
        run.run()
        seconds.append(time.perf_counter() - begin)
    print(algorithm, *(f"{s:.5f}" for s in seconds), flush=True)

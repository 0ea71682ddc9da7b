"""NetworKit's side of analytics.py."""

import networkit as nk
import numpy as np

import edges

file, source, repeat, algorithms = edges.arguments()
ends, weights, ids = edges.read(file)
nk.setNumberOfThreads(2)


def graph(values, weighted):
    return nk.GraphFromCoo((values, (ends[0], ends[1])), n=len(ids), weighted=weighted, directed=False)


plain = graph(np.ones(ends.shape[1]), False)
weighted = graph(weights, True) if "sssp" in algorithms else plain
start = int(np.searchsorted(ids, source))


def pagerank():
    run = nk.centrality.PageRank(plain, damp=0.85, tol=1e-300)
    run.maxIterations = 10
    return run.run


edges.measure({
    "bfs": lambda: nk.distance.BFS(plain, start, storePaths=False).run,
    "wcc": lambda: nk.components.ParallelConnectedComponents(plain).run,
    "pagerank": pagerank,
    "sssp": lambda: nk.distance.Dijkstra(weighted, start, storePaths=False).run,
    "lcc": lambda: nk.centrality.LocalClusteringCoefficient(plain, turbo=True).run,
    "kcore": lambda: nk.centrality.CoreDecomposition(plain).run,
}, algorithms, repeat)

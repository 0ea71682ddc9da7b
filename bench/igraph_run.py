"""igraph's side of analytics.py; it has one thread. Its PageRank ends by tolerance, so it is asked for the power of
ten only where it can be: PRPACK, which it uses, solves for all digits."""

import igraph
import numpy as np

import edges

file, source, repeat, algorithms = edges.arguments()
ends, weights, ids = edges.read(file)
graph = igraph.Graph(n=len(ids), edges=ends.T)
start = int(np.searchsorted(ids, source))

edges.measure({
    "bfs": lambda: lambda: graph.distances(source=[start]),
    "wcc": lambda: lambda: graph.connected_components(),
    "pagerank": lambda: lambda: graph.pagerank(damping=0.85),
    "sssp": lambda: lambda: graph.distances(source=[start], weights=weights),
    "kcore": lambda: lambda: graph.coreness(),
    "lcc": lambda: lambda: graph.transitivity_local_undirected(mode="zero"),
}, algorithms, repeat)

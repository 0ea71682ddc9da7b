"""Loads people and whom they know with GraphScope's own loader: graphscope_load.py SOCKET VERTICES.csv EDGES.csv ROUNDS

Run by bench/loading.py with the Python of .ci/graphscope-client. Prints `seconds S` for each round."""

import pathlib
import sys
import time

# Not this script's own folder: there, `graphscope` is a script.
sys.path[0] = str(pathlib.Path(__file__).resolve().parents[1] / "examples/graphscope/graphscope")
import engine  # noqa: E402
from graphscope.framework.loader import Loader  # noqa: E402

socket, vertices, edges, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def source(file):
    return Loader(file, delimiter=",", header_row=True)


with engine.session(socket) as session:
    for _ in range(rounds):
        begin = time.monotonic()
        people = {"v": (source(vertices), ["age", "score", "place"], "id")}
        knows = {"e": [(source(edges), ["since", "weight", "met"], ("src", "v"), ("dst", "v"))]}
        graph = session.load_from(knows, people, oid_type="string", generate_eid=False, retain_oid=True)
        # the session sends what is printed to standard error
        print("seconds", time.monotonic() - begin, file=sys.__stdout__, flush=True)
        graph.unload()

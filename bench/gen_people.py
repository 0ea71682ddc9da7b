"""People who know each other, with text ids and several properties, seed 1: gen_people.py VERTICES.csv EDGES.csv"""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv

PEOPLE, KNOWS = 300_000, 2_400_000
random = np.random.default_rng(1)
ids = np.char.add("person-", np.char.zfill(np.arange(PEOPLE).astype(str), 8))
places = np.array(["Aachen", "Bergen", "Cordoba", "Dublin", "Evora"])


def write(columns, file):
    # no quotes: GraphScope's loader leaves them in the names of the columns
    with open(file, "wb") as out:
        out.write((",".join(columns) + "\n").encode())
        csv.write_csv(pa.table(columns), out, csv.WriteOptions(include_header=False, quoting_style="none"))


vertices = {"id": ids, "age": random.integers(1, 99, PEOPLE), "score": random.random(PEOPLE).round(4),
            "place": places[random.integers(0, 5, PEOPLE)]}
write(vertices, sys.argv[1])
ends = (PEOPLE * random.random((2, KNOWS)) ** 2).astype(np.int64)
edges = {"src": ids[ends[0]], "dst": ids[ends[1]], "since": random.integers(1950, 2026, KNOWS),
         "weight": random.random(KNOWS).round(4), "met": places[random.integers(0, 5, KNOWS)]}
write(edges, sys.argv[2])

"""An RMAT graph, (a, b, c, d) = (.57, .19, .19, .05), seed 1: DIR/e.csv (src,dst,weight; weights 1 to 255) and DIR/e.parquet.

    gen_rmat.py SCALE EDGES DIR
"""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet

scale, edges, directory = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
random = np.random.default_rng(1)
src = np.zeros(edges, np.int64)
dst = np.zeros(edges, np.int64)
for bit in range(scale):
    dice = random.random(edges, dtype=np.float32)
    down = dice >= 0.76
    right = ((dice >= 0.57) & (dice < 0.76)) | (dice >= 0.95)
    src |= down.astype(np.int64) << bit
    dst |= right.astype(np.int64) << bit
    del dice, down, right
names = random.permutation(1 << scale)
src, dst = names[src], names[dst]
table = pa.table({"src": src, "dst": dst, "weight": random.integers(1, 256, edges)})
csv.write_csv(table, directory + "/e.csv", csv.WriteOptions(quoting_style="none"))
parquet.write_table(table, directory + "/e.parquet")

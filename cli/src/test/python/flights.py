"""Reads the graph 'flights' from shared memory with the unmodified client and ranks its airports in NumPy.

usage: flights.py SOCKET RANKS       RANKS is what `pergola run pagerank flights` wrote
"""

import sys

import numpy as np
import pyarrow as pa
import vineyard

from memory import assert_mapped, assert_mapped_at

ITERATIONS, DAMPING = 10, 0.85
LABEL_BITS, INDEX_BITS = 7, 56


class Fragment:
    """One part of the graph, as docs/format.md says."""

    def __init__(self, client, meta):
        self.fid, self.fnum = meta["fid"], meta["fnum"]
        self.airports = client.get(meta["vertex_0_table"].id)
        self.outer_gids = self.array(client, meta, "vertex_0_outer_gids").view("uint64")
        self.neighbors = self.array(client, meta, "triple_0_out_neighbors")
        self.degrees = np.zeros(self.inner, int)
        lists = self.array(client, meta, "triple_0_out_ids") if meta["triple_0_out_form"] == "sparse" else ...
        self.degrees[lists] = np.diff(self.array(client, meta, "triple_0_out_offsets"))

    @staticmethod
    def array(client, meta, name):
        array = client.get(meta[name].id)
        assert_mapped(name, array)
        return array

    @property
    def inner(self):
        return self.airports.num_rows

    def global_index(self, first):
        """Of each local index, the row in all fragments' tables one after the other."""
        fid_bits = max(1, (self.fnum - 1).bit_length())
        owner = (self.outer_gids >> np.uint64(64 - fid_bits)).astype(int)
        index = (self.outer_gids & np.uint64((1 << (64 - fid_bits - LABEL_BITS)) - 1)).astype(int)
        return np.concatenate([first[self.fid] + np.arange(self.inner), first[owner] + index])


def fragments(client):
    group = client.get_meta(client.get_name("flights"))
    found = [Fragment(client, group[f"frag_object_id_{i}"]) for i in range(group["total_frag_num"])]
    return sorted(found, key=lambda fragment: fragment.fid)


def assert_table_is_mapped(table):
    assert isinstance(table, pa.Table)
    for column in table.columns:
        for buffer in column.chunk(0).buffers():
            if buffer is not None and buffer.size:
                assert_mapped_at("a column", buffer.address)


def pagerank(parts):
    first = np.concatenate([[0], np.cumsum([part.inner for part in parts])])
    count = first[-1]
    degrees = np.concatenate([part.degrees for part in parts])
    targets = np.concatenate([part.global_index(first)[part.neighbors] for part in parts])
    ranks = np.full(count, 1 / count)
    for _ in range(ITERATIONS):
        shares = np.repeat(np.divide(ranks, degrees, where=degrees > 0, out=np.zeros(count)), degrees)
        dangling = ranks[degrees == 0].sum() / count
        received = np.bincount(targets, weights=shares, minlength=count)
        ranks = (1 - DAMPING) / count + DAMPING * (received + dangling)
    return ranks


def main(socket, file):
    parts = fragments(vineyard.connect(socket))
    assert len(parts) == 2 and sum(part.inner for part in parts) == 3376
    for part in parts:
        assert_table_is_mapped(part.airports)
    codes = [code for part in parts for code in part.airports["oid"].to_pylist()]
    names = [name for part in parts for name in part.airports["name"].to_pylist()]
    assert dict(zip(codes, names))["ORD"] == "Chicago O'Hare International"
    with open(file) as lines:
        expected = {code: float(rank) for code, rank in map(str.split, lines)}
    ours = np.array([expected[code] for code in codes])
    np.testing.assert_allclose(pagerank(parts), ours, rtol=1e-12, atol=0)


if __name__ == "__main__":
    main(*sys.argv[1:])

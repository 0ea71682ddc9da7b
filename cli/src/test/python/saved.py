"""The column that `pergola run wcc --save wcc --as saved` made, as a client sees it."""

import sys

import vineyard

client = vineyard.connect(sys.argv[1])
group = client.get_meta(client.get_name("saved"))
old = client.get_meta(client.get_name("flights"))
vertices = 0
for fid in range(int(group["total_frag_num"])):
    fragment = group[f"frag_object_id_{fid}"]
    table = client.get(fragment["vertex_0_table"].id)
    column = table["wcc"].chunk(0)
    assert column.null_count == 0
    oids = table["oid"].to_pylist()
    assert len(column) == len(oids) == fragment["vertex_0_inner"]
    assert set(column.to_pylist()) & set(oids) or fid > 0
    # All the rest is shared with the graph that the result was found for.
    before = old[f"frag_object_id_{fid}"]
    for key in ("triple_0_out_neighbors", "triple_0_out_offsets", "vertex_0_outer_gids"):
        assert fragment[key].id == before[key].id, key
    vertices += len(column)
assert vertices == 3376, vertices

ranks = client.get_meta(client.get_name("ranked"))["frag_object_id_0"]
array = client.get(ranks["vertex_0_table"].id)["rank"].chunk(0).to_numpy(zero_copy_only=True)
assert array.dtype == "float64" and not array.flags.writeable and 0 < array.sum() < 1

"""Puts values of NumPy, pandas and Arrow into the store and gets them back, here and in a second process.

usage: values.py SOCKET
"""

import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import vineyard

from memory import assert_mapped, in_second_process

NUMBERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float64"]
DTYPES = ["bool", *NUMBERS, "float16", "float32", "complex64", "complex128", "datetime64[D]"]


def arrays():
    """Name and array of each shape that a reader could get wrong."""
    for dtype in DTYPES:
        values = np.arange(24).astype(dtype)
        yield f"{dtype} in C order", values.reshape(2, 3, 4)
        yield f"{dtype} in Fortran order", np.asfortranarray(values.reshape(4, 6))
        yield f"empty {dtype}", values[:0]
    yield "words", np.array(["pergola", "Zürich", ""])


def frames():
    yield "a frame", pd.DataFrame({"a": [1, 2, 3], "b": [0.5, np.nan, -1.0]})
    yield "a series", pd.Series([3, 1, 2], name="order")


def tables():
    """Only of types that this client gets back from any server: not float32, dates, timestamps, nor without rows."""
    yield "a table", pa.table(
        {
            "id": pa.array([1, None, 3], pa.int64()),
            "share": pa.array([0.5, 0.25, None], pa.float64()),
            "name": pa.array(["Ada", None, "Zoë"], pa.large_string()),
            "member": pa.array([True, False, None], pa.bool_()),
        }
    )
    yield "a table of numbers", pa.table(
        {dtype: pa.array([1, None, 3], pa.from_numpy_dtype(dtype)) for dtype in NUMBERS}
    )
    yield "a table in pieces", pa.table({"id": pa.chunked_array([[1], [2, 3]])})


def assert_same(name, expected, found):
    if isinstance(expected, np.ndarray):
        np.testing.assert_array_equal(found, expected, err_msg=name)
        assert found.dtype == expected.dtype or expected.dtype.kind == "U", name  # words come back as objects
    elif isinstance(expected, pd.DataFrame):
        pd.testing.assert_frame_equal(found, expected)
    elif isinstance(expected, pd.Series):
        assert found.equals(expected) and found.name == expected.name
    elif isinstance(expected, pa.Table):
        assert found.to_pydict() == expected.to_pydict(), name
        assert found.schema.names == expected.schema.names, name
    else:
        assert found == expected, name


def all_values():
    yield from arrays()
    yield from frames()
    yield from tables()
    yield "nested", {"numbers": [1, 2.5, None], "pair": ("a", {"b": False})}
    yield "a set", {1, 2}
    yield "nothing", None


def put(client):
    for name, value in all_values():
        client.put(value, persist=True, name=name)


def get(client):
    for name, expected in all_values():
        found = client.get(client.get_name(name))
        assert_same(name, expected, found)
        if name.endswith("in C order"):  # the client itself copies arrays in Fortran order
            assert_mapped(name, found)


def labels_lists_and_deletion(client):
    name = "int64 in C order"
    target = client.get_name(name)
    client.label(target, {"kind": "example"})
    assert client.get_meta(target).label("kind") == "example"
    assert target in [meta.id for meta in client.list_metadatas("vineyard::Tensor*", limit=1000)]
    client.delete(target, deep=True)
    assert not client.exists(target)


if __name__ == "__main__":
    socket = sys.argv[1]
    client = vineyard.connect(socket)
    if "--get" in sys.argv:
        get(client)
    else:
        put(client)
        get(client)
        in_second_process(__file__, socket, "--get")
        labels_lists_and_deletion(client)

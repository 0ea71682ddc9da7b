"""Says where arrays lie, from what the system says this process has mapped."""

import re
import subprocess
import sys

import numpy as np

LINE = re.compile(r"(\w+)-(\w+) (\S+) \w+ \S+ \d+ +(.*)")


def mapping_of(address):
    """Access and file of the mapping that holds an address, such as ("r--s", "/memfd:pergola (deleted)")."""
    with open("/proc/self/maps") as maps:
        for line in maps:
            begin, end, access, path = LINE.match(line).groups()
            if int(begin, 16) <= address < int(end, 16):
                return access, path
    raise AssertionError(f"nothing is mapped at {address:#x}")


def assert_mapped_at(name, address):
    access, path = mapping_of(address)
    assert path.startswith("/memfd:"), f"{name} was copied to {path or 'the heap'}"
    assert access == "r--s", f"{name} can be written to: {access}"


def assert_mapped(name, array):
    """That an array is a view on the server's memory, and that nobody can write to it here."""
    assert_mapped_at(name, array.__array_interface__["data"][0])
    assert not array.flags.writeable and not array.flags.owndata, name
    try:
        np.asarray(array)[...] = 0
    except ValueError:
        return
    raise AssertionError(f"{name} was overwritten")


def in_second_process(program, *arguments):
    subprocess.run([sys.executable, program, *arguments], check=True)

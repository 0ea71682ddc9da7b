"""What a process may do with a store: tries it and prints what came of it.

usage: rights.py connect SOCKET | open FILE | client SOCKET
"""

import ctypes
import errno
import fcntl
import json
import mmap
import os
import socket
import struct
import sys

ADD_SEALS, SEAL_WRITE = 1033, 8
SIZE = 4096


def attempt(name, action):
    try:
        outcome = action() or "done"
    except OSError as refused:
        outcome = errno.errorcode[refused.errno]
    print(f"{name}: {outcome}")


class Client:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.call(type="register_request", version="0.24.2", store_type=1)

    def call(self, **request):
        body = json.dumps(request).encode()
        self.socket.sendall(struct.pack("<Q", len(body)) + body)
        length, = struct.unpack("<Q", self.socket.recv(8, socket.MSG_WAITALL))
        return json.loads(self.socket.recv(length, socket.MSG_WAITALL))

    def file(self):
        return socket.recv_fds(self.socket, 1, 1)[1][0]


def connect(path):
    def register():
        try:
            Client(path)
        except (ConnectionError, struct.error):
            return "closed"
        return "answered"

    attempt("connect", register)


def open_file(path):
    attempt("open", lambda: os.close(os.open(path, os.O_RDONLY)))


def protect(file):
    """Maps for reading, and then asks for more."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
    libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    address = libc.mmap(None, SIZE, mmap.PROT_READ, mmap.MAP_SHARED, file, 0)
    if libc.mprotect(address, SIZE, mmap.PROT_READ | mmap.PROT_WRITE) != 0:
        raise OSError(ctypes.get_errno(), "mprotect")


def client(path):
    server = Client(path)
    blob = server.call(type="create_buffer_request", size=100)["created"]
    writable = server.file()
    mmap.mmap(writable, SIZE)[blob["data_offset"]] = 42
    server.call(type="seal_request", object_id=blob["object_id"])
    server.call(type="get_buffers_request", ids=[blob["object_id"]], unsafe=False)
    readable = server.file()
    length = os.fstat(writable).st_size

    def read():
        content = mmap.mmap(readable, SIZE, prot=mmap.PROT_READ)
        return "done" if content[blob["data_offset"]] == 42 else "other bytes"

    print("mode:", oct(os.fstat(readable).st_mode & 0o777))
    attempt("shrink the file", lambda: os.ftruncate(writable, 0))
    attempt("grow the file", lambda: os.ftruncate(writable, length + SIZE))
    attempt("seal the file", lambda: fcntl.fcntl(writable, ADD_SEALS, SEAL_WRITE))
    attempt("read as a reader", read)
    attempt("shrink as a reader", lambda: os.ftruncate(readable, 0))
    attempt("write as a reader", lambda: os.pwrite(readable, b"x", blob["data_offset"]))
    attempt("map for writing as a reader",
            lambda: mmap.mmap(readable, SIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE) and None)
    attempt("make a reader's mapping writable", lambda: protect(readable))


if __name__ == "__main__":
    {"connect": connect, "open": open_file, "client": client}[sys.argv[1]](sys.argv[2])

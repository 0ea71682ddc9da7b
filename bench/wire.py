"""A client that speaks Vineyard's protocol word by word over a Unix socket, for what no Vineyard client can ask."""

import json
import mmap
import os
import socket
import struct


class Wire:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(120)
        self.socket.connect(str(path))
        self.files, self.maps = {}, {}
        self.call("register_request", version="0.24.2", store_type=1)

    def call(self, type, **fields):
        body = json.dumps({"type": type, **fields}).encode()
        self.socket.sendall(struct.pack("<Q", len(body)) + body)
        length, = struct.unpack("<Q", self._exactly(8))
        reply = json.loads(self._exactly(length))
        if reply.get("code"):
            raise OSError(f"{type}: {reply}")
        return reply

    def _exactly(self, count):
        parts = b""
        while len(parts) < count:
            part = self.socket.recv(count - len(parts))
            if not part:
                raise ConnectionError("the server closed the connection")
            parts += part
        return parts

    def create(self, size):
        """A blob's id and its bytes, to be written."""
        reply = self.call("create_buffer_request", size=size)
        return reply["id"], self._view(reply["created"], mmap.PROT_READ | mmap.PROT_WRITE)

    def get(self, *ids):
        """The bytes of blobs."""
        reply = self.call("get_buffers_request", ids=ids)
        return [self._view(payload, mmap.PROT_READ) for payload in reply["payloads"]]

    def _view(self, payload, access):
        number = payload["store_fd"]
        if number not in self.files:
            self.files[number] = socket.recv_fds(self.socket, 1, 1)[1][0]
        start, end = payload["data_offset"], payload["data_offset"] + payload["data_size"]
        # Python maps no more than the file has by now, and a spill file grows.
        if number not in self.maps or end > len(self.maps[number]):
            length = min(payload["map_size"] - 8, os.fstat(self.files[number]).st_size)
            self.maps[number] = mmap.mmap(self.files[number], length, mmap.MAP_SHARED, access)
        return memoryview(self.maps[number])[start:end]

"""The flat binary file of weights that the program reads; README.md in this folder describes it."""
import struct
import zlib

import numpy as np

MAGIC = b"BPWEIGHT"
VERSION = 1
ALIGNMENT = 64


def encode(tensors, digest):
    """The bytes of a file: header, table, aligned data, checksum. `digest` is of what they were made from."""
    offset = ALIGNMENT * (1 + len(tensors))
    table, body = b"", b""
    for name, tensor in tensors.items():
        values = np.ascontiguousarray(tensor, dtype="<f4").tobytes()
        shape = tuple(tensor.shape) + (0,) * (4 - tensor.ndim)
        table += struct.pack("<32s I 4I 4x Q", name.encode(), tensor.ndim, *shape, offset + len(body))
        body += values + bytes(-len(values) % ALIGNMENT)
    size = offset + len(body) + 4
    header = struct.pack("<8s I I Q 32s 8x", MAGIC, VERSION, len(tensors), size, digest)
    contents = header + table + body
    return contents + struct.pack("<I", zlib.crc32(contents))


def decode(contents):
    """Name to tensor."""
    magic, version, count, size = struct.unpack_from("<8s I I Q", contents)
    if (magic, version, size) != (MAGIC, VERSION, len(contents)):
        raise ValueError("no file of weights, one of another version, or not all of it")
    if zlib.crc32(contents[:-4]) != struct.unpack("<I", contents[-4:])[0]:
        raise ValueError("the file of weights is damaged")
    tensors = {}
    for index in range(1, count + 1):
        name, rank, *shape, offset = struct.unpack_from("<32s I 4I 4x Q", contents, ALIGNMENT * index)
        shape = shape[:rank]
        values = np.frombuffer(contents, "<f4", int(np.prod(shape)), offset)
        tensors[name.rstrip(b"\0").decode()] = values.reshape(shape).copy()
    return tensors

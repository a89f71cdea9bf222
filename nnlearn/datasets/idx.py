"""IDX files, the format of MNIST: unpacked and read so that a wrong header cannot cost memory."""

import hashlib
import math
import zlib

import numpy as np


def gunzip(data, length):
    """Return the `length` bytes in gzip data, or raise ValueError; unpacks at most one byte more than that."""
    unpacker = zlib.decompressobj(wbits=31)  # 31: a gzip header and its checksum
    try:
        content = unpacker.decompress(data, length + 1)
    except zlib.error as error:
        raise ValueError(f"it is not a complete gzip file ({error})") from None
    if len(content) > length:
        raise ValueError(f"it unpacks to more than the expected {length} bytes")
    if not unpacker.eof:
        raise ValueError(f"it breaks off after {len(content)} of {length} unpacked bytes")
    if len(content) < length or unpacker.unused_data:
        raise ValueError(f"it unpacks to {len(content)} bytes instead of {length}, or continues past its end")
    return content


def verified(data, file):
    """Return the content of a downloaded file (see `mirrors.File`), or raise ValueError that says what is wrong."""
    original = hashlib.sha256(data).hexdigest()
    if file.content_sha256 is None and original != file.sha256:
        raise ValueError(f"its SHA-256 is {original[:12]}..., expected {file.sha256[:12]}...")
    content = gunzip(data, file.length)
    found = hashlib.sha256(content).hexdigest()
    if file.content_sha256 not in (None, found):
        raise ValueError(f"the SHA-256 of its content is {found[:12]}..., expected {file.content_sha256[:12]}...")
    return content


def parse(data, axes):
    """Return the array in the bytes of an IDX file: a read-only view, so a wrong header costs nothing.

    The file begins with two zero bytes, 8 for unsigned bytes, and the number of axes; then comes each length in four
    bytes, the highest byte first; then come the values.

    Parameters
    ----------
    data : bytes
        The unpacked file.
    axes : int
        Expected number of axes: 3 for images, 1 for labels.

    Returns
    -------
    ndarray, uint8

    Raises
    ------
    ValueError
        If the file does not begin like this, or the product of the lengths is not the number of bytes that follow.
    """
    begin = 4 + 4 * axes
    if len(data) < begin or data[:4] != bytes((0, 0, 8, axes)):
        raise ValueError(f"expected an IDX file of bytes with {axes} axes, got one that begins with {data[:4].hex()}")
    shape = tuple(int.from_bytes(data[at : at + 4], "big") for at in range(4, begin, 4))
    if 0 in shape or math.prod(shape) != len(data) - begin:
        raise ValueError(f"expected an IDX file of {shape} bytes, as its header says, got {len(data) - begin} bytes")
    return np.frombuffer(data, np.uint8, offset=begin).reshape(shape)

"""Modules that a handout carries encoded: Python decodes them as it reads them, and nobody reads an answer by accident.

`make handout` encodes what the exercises alone need: their answers, named mistakes and quizzes. The file keeps its name
and says `# coding: nnlearn-encoded` in its first line, as PEP 263 allows; what this module registers decodes it in
memory, so that imports, tracebacks and `inspect` find the same lines as in the sources. It is a courtesy to those who
want to think first, not a lock: with this module anybody can read them.
"""

import codecs

NAME = "nnlearn-encoded"
WIDTH = 110  # of the encoded lines
DAMAGED = (
    "{} is damaged, so that exercises cannot be checked: unpack the handout again over this folder (course/, your own "
    "work, is not in it and stays), then start the kernel again"
)


def encode(source, name):
    """Return a module's source as a handout carries it.

    Parameters
    ----------
    source : bytes
        The source, UTF-8.
    name : str
        Which file it is, for those who open it and for the error if it is damaged.

    Returns
    -------
    bytes

    Examples
    --------
    >>> hidden = encode(b"answer = 42", "answers.py")
    >>> b"42" in hidden, decode(hidden)[0]
    (False, 'answer = 42')
    """
    import base64
    import zlib

    text = base64.b85encode(zlib.compress(source, 9)).decode()
    lines = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
    first = f"# coding: {NAME}", f"# {name} belongs to the exercises and is encoded, since it would give answers away."
    return "\n".join([*first, *lines, ""]).encode()


def decode(data, errors="strict"):
    """Return the source of an encoded module, and how many bytes were read: what Python asks of a codec.

    Parameters
    ----------
    data : bytes
        As `encode` returns them.
    errors : str
        For Python; a damaged module is always an error.

    Returns
    -------
    tuple of str and int

    Raises
    ------
    OSError
        If it is damaged: a download or a copy that was cut short. It names the file.
    """
    import base64
    import zlib

    data = bytes(data)
    lines = data.splitlines()
    try:
        return zlib.decompress(base64.b85decode(b"".join(lines[2:]))).decode(), len(data)
    except (ValueError, zlib.error):
        name = b"".join(lines[1:2]).removeprefix(b"# ").split(b" ")[0].decode(errors="replace")
        raise OSError(DAMAGED.format(name or "a module of the exercises")) from None


class Reader(codecs.BufferedIncrementalDecoder):
    """Decode a file that is read in parts, as tracebacks do: nothing is known before its end."""

    def _buffer_decode(self, data, errors, final):
        return decode(data, errors) if final and data else ("", 0)


def find(name):
    """Return the codec if this is its name: Python writes it with underscores."""
    if name != NAME.replace("-", "_"):
        return None
    return codecs.CodecInfo(_refused, decode, incrementaldecoder=Reader, name=NAME)


def _refused(text, errors="strict"):
    raise OSError(f"{NAME} cannot be written: edit the sources of the course, and make handout encodes them")


codecs.register(find)

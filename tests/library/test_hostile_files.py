"""Malicious files: each is refused in one sentence, runs nothing, and costs neither memory nor an endless wait."""

import gzip
import io
import json
import os
import pickle
import struct
import subprocess
import sys
import zipfile

import jupyterlab_driver as lab
import numpy as np
import pytest

from nnlearn.datasets.mirrors import SOURCES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes among files, and no /proc")
MEMORY = 500  # MiB, with Python, NumPy and PyTorch
ZEROS = bytes(600 * 2**20)  # more than that if it is unpacked

CHILD = """
import importlib, json, pathlib, sys

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's memory in
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes

module, function, folder = sys.argv[1:]
function = getattr(importlib.import_module(module), function)
for path in sorted(pathlib.Path(folder).iterdir()):
    try:
        result = ["accepted", str(function("test", folder=path) if "data" in module else function(path))[:200]]
    except (ValueError, TypeError, OSError) as error:
        result = ["refused", str(error)]
    except BaseException as error:
        result = [type(error).__name__, str(error)]
    print(json.dumps([path.name, *result, peak()]), flush=True)
"""


class Payload:
    """An object that creates a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def packed(header, data=bytes(8), length=None):
    """Return a .safetensors file with this header, which may lie about its length."""
    header = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def array(**changes):
    return {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **changes}


def npz(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return file.getvalue()


def npy(values):
    file = io.BytesIO()
    np.save(file, values, allow_pickle=True)
    return file.getvalue()


def written(pairs):
    """Return a header for pairs of name and array; a name may come twice."""
    return packed("{{{}}}".format(",".join(f'"{name}":{json.dumps(value)}' for name, value in pairs)).encode())


def contents(payload):
    """Return {file name without its ending: bytes that are not weights}."""
    pickled = pickle.dumps(Payload(payload))
    objects = np.array([Payload(payload)], dtype=object)
    lines = b",".join(b'"%d":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}' % i for i in range(1_500_000))
    return {
        "pickle": pickled,
        "pickle as header": packed(pickled),
        "pickle after": packed({"a": array()}, bytes(8) + pickled),
        "object array": npy(objects),
        "npz of objects": npz({"weight.npy": npy(objects)}),
        "npz bomb": npz({"weight.npy": ZEROS}),
        "gzip bomb": gzip.compress(ZEROS, 1),
        "zip like torch.save": npz({"archive/data.pkl": pickled, "../../evil.pkl": pickled}),
        "empty": b"",
        "truncated in the length": b"\x02\0\0",
        "truncated in the header": packed({"a": array()})[:30],
        "truncated in the data": packed({"a": array()})[:-1],
        "longer than it says": packed({"a": array()}, bytes(9)),
        "header length 2 to the 63": packed({"a": array()}, length=2**63),
        "header length 99 MB": packed({"a": array()}, length=99_999_999),
        "header length 0": packed(b"", b""),
        "a million names": packed(b"{" + lines + b"}", b""),
        "deep objects": packed(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
        "deep lists": packed(b"[" * 1_000_000 + b"]" * 1_000_000),
        "deep metadata": packed(b'{"__metadata__":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        "no object": packed([array()]),
        "null array": packed({"a": None}),
        "no UTF-8": packed(b'{"\xff":1}'),
        "half a character": packed(b'{"\\ud800":' + json.dumps(array()).encode() + b"}"),
        "a name twice": written([("a", array()), ("a", array())]),
        "a key twice": packed(b'{"a":{"dtype":"F64","dtype":"F32","shape":[2],"data_offsets":[0,8]}}'),
        "a key more": packed({"a": array(code="print()")}),
        "overlapping": packed({"a": array(), "b": array(data_offsets=[4, 12])}, bytes(12)),
        "the same place twice": packed({"a": array(), "b": array()}),
        "a hole": packed({"a": array(), "b": array(data_offsets=[12, 20])}, bytes(20)),
        "out of range": packed({"a": array(data_offsets=[8, 16])}),
        "backwards": packed({"a": array(data_offsets=[8, 0])}),
        "negative offset": packed({"a": array(data_offsets=[-8, 8])}),
        "an offset of 2 to the 70": packed({"a": array(data_offsets=[0, 2**70])}),
        "negative shape": packed({"a": array(shape=[-2])}),
        "doubly negative shape": packed({"a": array(shape=[-2, -1])}),
        "a shape that overflows": packed({"a": array(shape=[2**33, 2**31, 2])}),
        "nothing, but huge": packed({"a": array(shape=[2**62, 2**62, 0], data_offsets=[0, 0])}, b""),
        "a thousand axes": packed({"a": array(shape=[1] * 1000 + [2])}),
        "NaN as a shape": packed(b'{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,8]}}'),
        "fractions as a shape": packed({"a": array(shape=[2.0])}),
        "true as a shape": packed({"a": array(shape=[True, 2])}),
        "the dtype of objects": packed({"a": array(dtype="O")}),
        "another dtype": packed({"a": array(dtype="F64")}),
        "a list as a dtype": packed({"a": array(dtype=["F32"])}),
        "numbers in the metadata": packed({"__metadata__": {"a": 1}, "a": array()}),
        "traversal": packed({"../../../evil": array()}),
        "a name with NUL": packed({"a\0b": array()}),
        "a name with colours": packed({"\x1b[31mred": array()}),
        "no name": packed({"": array()}),
    }


def odd_files(folder, ending):
    """Make what may be found in a folder that is not a file, or is missing."""
    (folder / f"folder{ending}").mkdir()
    os.mkfifo(folder / f"pipe{ending}")
    os.symlink(f"loop{ending}", folder / f"loop{ending}")
    os.symlink("/dev/zero", folder / f"device{ending}")
    os.symlink("nowhere", folder / f"dangling{ending}")
    with open(folder / f"four gigabytes{ending}", "wb") as file:
        file.write(packed({"a": array()}))
        file.truncate(2**32)  # takes no space on the disk


def run(module, function, folder):
    """Return {name: (outcome, sentence)} and the peak memory in MiB, measured in a separate process."""
    command = [sys.executable, "-c", CHILD, module, function, str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=lab.patience(60), check=False)
    assert result.returncode == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return {name: (outcome, sentence) for name, outcome, sentence, _ in rows}, max(row[3] for row in rows)


def check(outcomes, peak, names, words):
    assert outcomes.keys() == names
    assert not {name: found for name, found in outcomes.items() if found[0] != "refused"}
    for name, (_, sentence) in outcomes.items():
        assert words in sentence or name.split(".")[0] in sentence, (name, sentence)  # the caller or the file
        assert 20 < len(sentence) < 500, (name, sentence)
        assert sentence.isprintable(), (name, sentence)  # on one line
    assert peak < MEMORY, f"{peak:.0f} MiB"


@pytest.fixture(scope="module")
def payload(tmp_path_factory):
    path = tmp_path_factory.mktemp("payload") / "created"
    pickle.loads(pickle.dumps(Payload(path))).close()
    assert path.exists(), "the payload does nothing: the tests prove nothing"
    path.unlink()
    return path


@pytest.fixture(scope="module")
def files(payload):
    return contents(payload)


@pytest.mark.parametrize("module", ["nnlearn.numpy", "nnlearn.torch"])
def test_hostile_weights_are_refused(module, files, payload, tmp_path):
    for name, content in files.items():
        (tmp_path / f"{name}.safetensors").write_bytes(content)
    odd_files(tmp_path, ".safetensors")
    for ending in (".pkl", ".pt", ".npy", ".npz", ".json", ""):
        (tmp_path / f"by its name{ending}").write_bytes(files["pickle"])
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) > 60
    (tmp_path / "sound.safetensors").write_bytes(packed({"a": array(), "b.0": array(data_offsets=[8, 16])}, bytes(16)))
    outcomes, peak = run(module, "load", tmp_path)
    assert outcomes.pop("sound.safetensors")[0] == "accepted"
    check(outcomes, peak, names, "load expected")
    assert not payload.exists()
    assert {path.name for path in tmp_path.iterdir()} == names | {"sound.safetensors"}
    assert not list(tmp_path.parent.rglob("*evil*"))


def test_hostile_data_sets_are_refused(files, payload, tmp_path):
    """Put each in place of MNIST's test images: none is unpacked past their length, and none is believed."""
    lengths = b"".join(n.to_bytes(4, "big") for n in (2**32 - 1, 2**32 - 1, 2**32 - 1))
    digits = b"\0\0\x08\x03" + b"".join(n.to_bytes(4, "big") for n in (10_000, 28, 28)) + bytes(10_000 * 784)
    kinds = ("pickle", "object array", "npz of objects", "npz bomb", "gzip bomb", "zip like torch.save", "empty")
    files = {name: files[name] for name in kinds} | {
        "pickle in gzip": gzip.compress(pickle.dumps(Payload(payload))),
        "a header that lies": gzip.compress(b"\0\0\x08\x03" + lengths),
        "the right length, other numbers": gzip.compress(digits),
        "not packed": digits,
        "packed twice": gzip.compress(gzip.compress(digits)),
        "half": gzip.compress(digits)[:-100],
    }
    odd = tmp_path / "odd"
    odd.mkdir()
    odd_files(odd, "")
    names = set(files) | {path.name for path in odd.iterdir()}
    folder = tmp_path / "sets"
    for name in names:
        (folder / name / "mnist").mkdir(parents=True)
        place = folder / name / "mnist" / SOURCES["mnist"].parts["test"][0].name
        if name in files:
            place.write_bytes(files[name])
        elif name == "loop":
            place.symlink_to(place.name)
        else:
            (odd / name).rename(place)
    outcomes, peak = run("nnlearn.datasets", "mnist", folder)
    check(outcomes, peak, names, "nnlearn data fetch mnist")
    assert not payload.exists()

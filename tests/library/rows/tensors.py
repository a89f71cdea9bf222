"""The rows of what goes between arrays and tensors, and of the device."""

import numpy as np

from rows.fuzz import INF, NAN, WORDS
from rows.parity import Program, array, close, is_torch


def there_and_back(nn, device):
    kinds = (([1.5], "float32"), ([1], "int64"), ([True], "int64"), (np.zeros(2), "float32"), (3.0, "float32"))
    for data, dtype in kinds:
        values = nn.tensor(data)
        assert str(values.dtype).removeprefix("torch.") == dtype
        assert values.shape == np.shape(data)
        back = nn.to_numpy(values)
        assert isinstance(back, np.ndarray)
        close(back, np.asarray(data), "there and back")
    assert str(nn.tensor([1], dtype="float64").dtype).removeprefix("torch.") == "float64"
    assert nn.tensor(nn.tensor([1.5])).shape == (1,)
    source = np.ones(2, np.float32)
    nn.tensor(source)[0] = 5
    nn.to_numpy(source)[0] = 5
    assert (source == 1).all(), "tensor and to_numpy copy"
    weight = nn.Parameter(array(nn, np.ones(2)))
    nn.to_numpy(weight)[0] = 5
    assert (nn.to_numpy(weight) == 1).all()


def device_name(nn, device):
    assert nn.device() in (("cuda", "mps", "cpu") if is_torch(nn) else ("cpu",))


PARITY = {"device": Program(device_name), "tensor": Program(there_and_back), "to_numpy": Program(there_and_back)}

NOT_WHOLE = ([1.5], [NAN], [INF], 1e300, np.array([2**63], np.uint64))
FUZZ = {
    "device": [],  # takes nothing
    "tensor": [
        ("data", (*WORDS, [1, [2]], ["a"], [None], 1j, [2**70]), lambda nn, bad: nn.tensor(bad)),
        ("data", NOT_WHOLE, lambda nn, bad: nn.tensor(bad, dtype="int64")),
        ("dtype", ("float16", "text", 3, float, np.float32), lambda nn, bad: nn.tensor([1.0], dtype=bad)),
    ],
    "to_numpy": [("x", WORDS, lambda nn, bad: nn.to_numpy(bad))],
}

"""Check the parity rows again on a GPU, where there is one."""

import pytest
import torch
from rows import PARITY

import nnlearn.torch as nn

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(not torch.cuda.is_available(), reason="PyTorch finds no CUDA device")]


@pytest.mark.parametrize("name", PARITY)
def test_numbers_are_pytorchs_on_the_gpu(name):
    torch.manual_seed(0)
    PARITY[name].check(nn, name, "cuda")


def test_a_model_on_the_gpu_takes_arrays_and_gives_arrays(tmp_path):
    x, y = torch.randn(64, 4).numpy(), torch.randint(0, 3, (64,)).numpy()
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3)).to(nn.device())
    history = nn.fit(
        model, nn.CrossEntropyLoss(), nn.Adam(model.parameters()), x, y, epochs=2, batch_size=10, validation=(x, y)
    )
    assert len(history.loss) == 2
    assert nn.predict(model, x).shape == (64, 3)
    assert nn.tensor(x).device.type == "cuda"
    nn.save(model, tmp_path / "net.safetensors")
    model.load_state_dict(nn.load(tmp_path / "net.safetensors"))

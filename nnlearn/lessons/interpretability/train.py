"""Train the network that lesson 30 ships, and store its weights: `python -m nnlearn.lessons.interpretability.train`.

One thread of a processor needs three seconds.
"""

import numpy as np

import nnlearn.numpy as nn
from nnlearn.lessons.interpretability.networks import HOME, trained_on_stamps


def main():
    """Train and store it."""
    found = trained_on_stamps().state_dict()
    small = {key: values.astype(np.float16) for key, values in found.items()}
    nn.save(small, HOME / "weights_stamped.safetensors")


if __name__ == "__main__":
    main()

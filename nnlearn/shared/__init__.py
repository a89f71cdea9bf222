"""What the NumPy and the PyTorch side both run: the training loop, its callbacks, seeds, saving, planes of weights."""

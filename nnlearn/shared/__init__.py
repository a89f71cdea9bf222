"""What both sides use: the training loop, callbacks, seeds, saving, planes through weights, and entry checks."""

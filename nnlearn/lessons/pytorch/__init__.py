"""Lesson 11, PyTorch and the GPU."""

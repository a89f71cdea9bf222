"""Lesson 27, Diffusion."""

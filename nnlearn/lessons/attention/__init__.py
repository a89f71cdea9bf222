"""Lesson 21, Attention and transformers."""

"""Lesson 05, Loss functions."""

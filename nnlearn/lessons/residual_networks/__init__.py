"""Lesson 17, Residual networks."""

"""Lesson 20, Recursive networks."""

"""Lesson 25, Deep belief networks."""

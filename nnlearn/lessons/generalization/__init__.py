"""Lesson 14, Generalization."""

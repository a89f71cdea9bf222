"""Lesson 08, The chain rule."""

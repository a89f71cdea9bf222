"""Lesson 23, Learning with few labels."""

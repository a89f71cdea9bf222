"""Lesson 12, Evaluation."""

"""Lesson 13, Machine learning and deep learning."""

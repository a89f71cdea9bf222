"""Lesson 04, Forward propagation."""

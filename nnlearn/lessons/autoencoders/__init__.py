"""Lesson 22, Autoencoders."""

"""Lesson 24, Boltzmann machines."""

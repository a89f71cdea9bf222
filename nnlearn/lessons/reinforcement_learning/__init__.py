"""Lesson 28, Reinforcement learning."""

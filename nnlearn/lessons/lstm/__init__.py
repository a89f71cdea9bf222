"""Lesson 19, LSTM and GRU."""

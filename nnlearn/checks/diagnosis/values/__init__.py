"""The values on the way through an answer and through the solution, and where the two part."""

"""Small changes of a program, and what they show: where an answer slips, and which change of the solution it is."""

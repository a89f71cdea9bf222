"""One folder a lesson, named as in the syllabus: its explorer, its exercises with their answers, and its science."""

"""Quizzes in a terminal: on the whole screen, or line by line where there is no screen."""

"""Quizzes: one bank of questions, every way to take it. Stands alone."""

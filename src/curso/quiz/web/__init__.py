"""The quizzes as a static page for each language: no server, no network, progress kept in the browser."""

from curso.quiz.web.page import PageError, write

__all__ = ["PageError", "write"]

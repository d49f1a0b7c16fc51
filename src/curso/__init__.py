"""A bilingual course on neural networks that checks and grades itself."""

__version__ = "0.1.0"

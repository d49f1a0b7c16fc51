"""Real data that travels with the course."""

from curso.data.tables import customers, houses

__all__ = ["customers", "houses"]

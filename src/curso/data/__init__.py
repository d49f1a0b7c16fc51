"""Real data that travels with the course, and simulated data where as much as anybody wants is needed."""

from curso.data.sea import buoy, sea_temperature
from curso.data.tables import customers, houses

__all__ = ["buoy", "customers", "houses", "sea_temperature"]

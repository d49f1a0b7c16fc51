"""Interactive pictures: a pure function from a frozen config to a figure, and a thin widget over it."""

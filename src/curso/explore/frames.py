"""Fast redraws: what stays is drawn once and kept as pixels, what changes is drawn over it."""

from __future__ import annotations

import io
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

C = TypeVar("C")
KEPT = 4  # backdrops; one is about 2 MB of pixels


class Frames(Generic[C]):
    """PNG pictures of one config after another, equal to those of a figure drawn afresh, in a fraction of the time.

    Nearly all of the time that matplotlib needs goes into axes, ticks and legends, which seldom change.

    Parameters
    ----------
    backdrop : draws the axes of a config, and all that only depends on `key`.
    foreground : adds the rest to such a figure, and gives back the artists that it added.
    key : what the backdrop depends on.
    """

    def __init__(
        self,
        backdrop: Callable[[C], Figure],
        foreground: Callable[[Figure, C], Sequence[Artist]],
        key: Callable[[C], Hashable],
    ) -> None:
        self.backdrop, self.foreground, self.key = backdrop, foreground, key
        self._kept: dict[Hashable, tuple[Figure, Any]] = {}

    def __call__(self, config: C) -> bytes:
        """The picture of `config`, as the bytes of a PNG file."""
        from PIL import Image

        figure, pixels = self._backdrop(config)
        canvas: Any = figure.canvas
        canvas.restore_region(pixels)
        artists = self.foreground(figure, config)
        try:
            for artist in sorted(artists, key=lambda a: a.get_zorder()):
                artist.draw(canvas.get_renderer())
        finally:
            for artist in artists:
                artist.remove()
        buffer = io.BytesIO()
        Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(buffer, "png", compress_level=1)
        return buffer.getvalue()

    def _backdrop(self, config: C) -> tuple[Figure, Any]:
        key = self.key(config)
        if key not in self._kept:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            figure = self.backdrop(config)
            canvas: Any = figure.canvas
            canvas.draw()
            self._kept[key] = figure, canvas.copy_from_bbox(figure.bbox)
        return self._kept[key]

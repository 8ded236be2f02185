"""Letters that run up, down or backwards on a page -> the same page turned so that they run from left to right."""

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.pdf.sheets import Run

Turn = Callable[[float, float], tuple[float, float]]


def turned(box: tuple[float, float, float, float], angle: int) -> tuple[float, float, Turn]:
    """How wide and high a page is once its text is upright, and where its points come to lie."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if angle == 90:
        return height, width, lambda x, y: (y - bottom, x - left)
    if angle == 180:
        return width, height, lambda x, y: (right - x, y - bottom)
    if angle == 270:
        return height, width, lambda x, y: (top - y, right - x)
    return width, height, lambda x, y: (x - left, top - y)


@dataclass(slots=True)
class Drawn:
    """A run while it is gathered; ``lows`` and ``highs`` are its letters' edges along its own direction."""

    angle: int
    base: float
    size: float
    bold: bool
    letters: list[str] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)

    def upright(self, turn: Turn) -> Run:
        """The same on a page that has been turned so that the text runs from left to right."""
        sideways = self.angle in (90, 270)
        start = turn(self.base, 0.0) if sideways else turn(0.0, self.base)
        step = (turn(self.base, 1.0) if sideways else turn(1.0, self.base))[0] - start[0]
        lows, highs = (self.highs, self.lows) if step < 0 else (self.lows, self.highs)
        return Run(
            letters="".join(self.letters),
            lefts=[start[0] + step * edge for edge in lows],
            rights=[start[0] + step * edge for edge in highs],
            base=start[1],
            size=self.size,
            bold=self.bold,
        )

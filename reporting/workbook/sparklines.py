"""Sparklines, which openpyxl does not know: the extension of a worksheet for Excel and LibreOffice (layer 6).

They are bars: LibreOffice 7 draws the lines of a sparkline on the screen, but loses them in print and in a PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_MAIN = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_FORMULA = "http://schemas.microsoft.com/office/excel/2006/main"
_HEADROOM = 1.25
_URI = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"


@dataclass(frozen=True, slots=True)
class Sparkline:
    """cell: where it is drawn; cells: its figures, as formulas call them; lowest, highest: of these figures."""

    cell: str
    cells: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Sparklines:
    """Those of a sheet, their colour, and that of the last point."""

    drawn: Sequence[Sparkline]
    color: str
    mark: str


def extension(look: Sparklines) -> str:
    """What stands last in a worksheet."""
    groups = "".join(_group(look, one) for one in look.drawn)
    return (
        f'<extLst><ext xmlns:x14="{_MAIN}" uri="{_URI}"><x14:sparklineGroups xmlns:xm="{_FORMULA}">'
        f"{groups}</x14:sparklineGroups></ext></extLst>"
    )


def _group(look: Sparklines, one: Sparkline) -> str:
    """A group of one, because each has an axis of its own; an empty cell is a gap; folded columns count."""
    return (
        f'<x14:sparklineGroup{_axis(one)} type="column" displayEmptyCellsAs="gap" last="1" displayHidden="1">'
        f'<x14:colorSeries rgb="{_argb(look.color)}"/><x14:colorLast rgb="{_argb(look.mark)}"/>'
        f"<x14:sparklines><x14:sparkline><xm:f>{escape(one.cells)}</xm:f><xm:sqref>{one.cell}</xm:sqref>"
        "</x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    )


def _axis(one: Sparkline) -> str:
    """From zero, where Excel would let the smallest bar be none, to a little over the highest bar: rows stay apart."""
    if one.lowest < 0 or one.highest == 0:
        return ""
    return f' manualMax="{one.highest * _HEADROOM!r}" manualMin="0" minAxisType="custom" maxAxisType="custom"'


def _argb(color: str) -> str:
    return f"FF{color.removeprefix('#')}"

"""Native Excel charts: titled, axes named with units, the right colours, described in words, from cells (layer 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.axis import DateAxis
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import cm_to_EMU

from reporting.errors import Sentence
from reporting.workbook.live import Value, number
from reporting.workbook.page import Page
from reporting.workbook.safe import safe_text

_POINT = 12_700
_DATE_AXIS, _Y_AXIS = 500, 100
_WEEKS, _FORTNIGHTS, _MONTH_MARKS = 45, 120, 240
_GRID_WIDTH = 6_350
_TITLE_SIZE = 1_200
_TEXT_SIZE = 900
_GAP = 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row or column of cells that a chart shows: its name, where the numbers stand, what they are now, its colour.

    dash, width (in points) and marks are of a line; None: drawn through
    """

    name: str
    column: int
    first: int
    last: int
    values: Sequence[Value | None]
    color: str
    point_colors: Sequence[str] = ()
    dash: str | None = None
    width: float = 2.25
    marks: bool = True


@dataclass(frozen=True, slots=True)
class Plot:
    """title says what it shows; `down` and `across` name the axes with their units; text stands in for the picture.

    source is the page whose cells are drawn; labels are their first column, dates (as Excel counts them) or words.
    by_day: the axis is one of days, on which a day without a row keeps its place
    """

    title: str
    across: str
    down: str
    text: Sentence
    form: str
    labels: Sequence[str | int]
    label_column: int
    source: Page
    label_form: str | None = None
    from_zero: bool = True
    highest: float | None = None
    lowest: float | None = None
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chart stands, in centimetres from the left edge of a row, and how large it is."""

    row: int
    left: float
    width: float
    height: float


def bars(page: Page, plot: Plot, series: Sequence[Drawn], spot: Spot, *, flat: bool = False) -> None:
    chart = BarChart()
    chart.type = "bar" if flat else "col"
    chart.gapWidth = _GAP
    if flat:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
        chart.x_axis.tickLblSkip = 1
    _fill(chart, page, plot, series)
    _place(chart, page, plot, spot)


def lines(page: Page, plot: Plot, series: Sequence[Drawn], spot: Spot) -> None:
    chart = LineChart()
    chart.dispBlanksAs = "gap"
    if plot.by_day:
        _set_days(chart, plot.labels)
    _fill(chart, page, plot, series)
    for drawn, line in zip(series, chart.series, strict=True):
        look = LineProperties(solidFill=drawn.color[1:], w=round(drawn.width * _POINT), prstDash=drawn.dash)
        line.graphicalProperties = GraphicalProperties(ln=look)
        marked = Marker(symbol="circle", size=5, spPr=_solid(drawn.color))
        line.marker = marked if drawn.marks else Marker(symbol="none")
        line.smooth = False
    _place(chart, page, plot, spot)


def _set_days(chart: Any, labels: Sequence[str | int]) -> None:
    """A mark a week, a fortnight or a month, as many as can be read."""
    days = int(labels[-1]) - int(labels[0]) + 1
    chart.x_axis = DateAxis(crossAx=_Y_AXIS, baseTimeUnit="days")
    chart.y_axis.crossAx = _DATE_AXIS
    by_month = days > _FORTNIGHTS
    chart.x_axis.majorTimeUnit = "months" if by_month else "days"
    chart.x_axis.majorUnit = max(1, round(days / _MONTH_MARKS)) if by_month else 7 if days <= _WEEKS else 14


def _fill(chart: Any, page: Page, plot: Plot, series: Sequence[Drawn]) -> None:
    for drawn in series:
        cells = Reference(plot.source.sheet, min_col=drawn.column, min_row=drawn.first, max_row=drawn.last)
        one = Series(cells, title=safe_text(drawn.name))
        one.graphicalProperties = _solid(drawn.color)
        for at, color in enumerate(drawn.point_colors):
            one.dPt.append(DataPoint(idx=at, spPr=_solid(color), invertIfNegative=False))
        one.invertIfNegative = False if isinstance(chart, BarChart) else None
        one.val.numRef.numCache = _numbers(drawn.values, plot.form)
        labels = Reference(plot.source.sheet, min_col=plot.label_column, min_row=drawn.first, max_row=drawn.last)
        chart.series.append(one)
        chart.set_categories(labels)
        _cache_labels(one, plot)
    if len(series) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
        chart.legend.txPr = _rich(_TEXT_SIZE, page.colors.muted, page.colors.body)


def _numbers(values: Sequence[Value | None], form: str) -> NumData:
    known = [(at, number(value)) for at, value in enumerate(values)]
    return NumData(
        formatCode=form, ptCount=len(values), pt=[NumVal(idx=at, v=repr(v)) for at, v in known if v is not None]
    )


def _cache_labels(series: Any, plot: Plot) -> None:
    """Dates stay numbers with a format, words stay words."""
    reference = series.cat.numRef.f
    if plot.label_form is not None:
        series.cat.numRef.numCache = NumData(
            formatCode=plot.label_form,
            ptCount=len(plot.labels),
            pt=[NumVal(idx=at, v=str(label)) for at, label in enumerate(plot.labels)],
        )
        return

    cache = StrData(
        ptCount=len(plot.labels), pt=[StrVal(idx=at, v=safe_text(str(v))) for at, v in enumerate(plot.labels)]
    )
    series.cat = AxDataSource(strRef=StrRef(f=reference, strCache=cache))


def _place(chart: Any, page: Page, plot: Plot, spot: Spot) -> None:
    muted, font = page.colors.muted, page.colors.body
    chart.title = _title(plot.title, _TITLE_SIZE, page.colors.text, font, bold=True)
    chart.x_axis.title = _title(plot.across, _TEXT_SIZE, muted, font)
    chart.y_axis.title = _title(plot.down, _TEXT_SIZE, muted, font)
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # openpyxl leaves it out, and Excel then hides the axis
        axis.txPr = _rich(_TEXT_SIZE, muted, font)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=page.colors.line[1:], w=_GRID_WIDTH))
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.number_format = plot.label_form or "General"
    chart.y_axis.number_format = plot.form
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(
        ln=LineProperties(solidFill=page.colors.line[1:], w=_GRID_WIDTH)
    )
    chart.y_axis.scaling.min = 0 if plot.from_zero else plot.lowest
    chart.y_axis.scaling.max = plot.highest
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True))
    chart.roundedCorners = False
    chart.anchor = _anchor(page, spot)
    page.sheet.add_chart(chart)
    page.describe(plot.text)


def _anchor(page: Page, spot: Spot) -> OneCellAnchor:
    column = 0
    while page.centimetres(column + 1) <= spot.left:
        column += 1
    offset = cm_to_EMU(spot.left - page.centimetres(column))
    size = XDRPositiveSize2D(cm_to_EMU(spot.width), cm_to_EMU(spot.height))
    return OneCellAnchor(_from=AnchorMarker(col=column, colOff=offset, row=spot.row - 1), ext=size)


def _solid(color: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=color[1:], ln=LineProperties(noFill=True))


def _characters(size: int, color: str, font: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=color[1:], latin=Font(typeface=font))


def _rich(size: int, color: str, font: str) -> RichText:
    style = ParagraphProperties(defRPr=_characters(size, color, font))
    return RichText(p=[Paragraph(pPr=style, endParaRPr=CharacterProperties())])


def _title(words: str, size: int, color: str, font: str, *, bold: bool = False) -> Title:
    look = _characters(size, color, font, bold=bold)
    run = RegularTextRun(rPr=look, t=safe_text(words))
    title = Title(overlay=False)
    title.tx = _text(run, look)
    return title


def _text(run: RegularTextRun, look: CharacterProperties) -> Any:

    return Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[run])]))

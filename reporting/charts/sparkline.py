"""A small line without axes, for a tile (layer 6)."""

from collections.abc import Sequence

import altair as alt

from reporting.catalog.model import Theme
from reporting.charts import frame, palette
from reporting.charts.model import Drawing
from reporting.errors import say
from reporting.language import Language, text

HEIGHT = 38


def sparkline(values: Sequence[float | None], *, theme: Theme, lang: Language, title: str) -> Drawing:
    """Values in their order; None is a gap. The last value has a dot. Drawn from its own lowest to its own highest."""
    rows: frame.Rows = [{"at": i, "value": value, "ink": "accent"} for i, value in enumerate(values)]
    last = next((row for row in reversed(rows) if row["value"] is not None), None)
    x = alt.X("at:Q", axis=None, scale=alt.Scale(domain=[0, max(len(rows) - 1, 1)], nice=False))
    y = alt.Y("value:Q", axis=None, scale=alt.Scale(zero=False, nice=False))
    line = (
        alt.Chart(frame.data(rows))
        .mark_line(strokeWidth=1.6, invalid="break-paths-filter-domains")
        .encode(x=x, y=y, color=palette.ink(theme))
    )
    dot = (
        alt.Chart(frame.data([last] if last else []))
        .mark_point(filled=True, size=26, opacity=1)
        .encode(x=x, y=y, color=palette.ink(theme))
    )
    chart = alt.layer(line, dot).properties(height=HEIGHT, padding={"left": 2, "top": 4, "right": 6, "bottom": 4})
    alt_text = text(say("{title}: how it went over the period.", title=title), lang)
    return frame.finish(chart, lang, title=title, subtitle="", alt_text=alt_text)

"""Colours, styles and number formats of a report: the client's brand, mended where text can't be read (layer 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from reporting.catalog.model import Theme
from reporting.goals.model import StatusWord
from reporting.language import Language
from reporting.numbers import FIXED, Unit
from reporting.warehouse.model import Brand

READABLE = 4.5
BODY = "Calibri"
HEADING = "Cambria"
SECONDS_IN_DAY = 86_400
_SECONDS_IN_HOUR = 3_600
_STEP = 0.04
_LINEAR_BELOW = 0.04045

SYMBOLS: Mapping[StatusWord, str] = {
    "achieved": "✓",
    "on_track": "●",
    "at_risk": "▲",
    "behind": "▼",
    "missed": "✗",
    "no_data": "–",
}


def luminance(color: str) -> float:
    """Relative luminance of #rrggbb, 0 (black) to 1 (white). Source: WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= _LINEAR_BELOW else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21. Source: WCAG 2.2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(color: str, background: str) -> str:
    """The colour if text in it can be read on the background, else its nearest mix with black or white that can."""
    goal = 0 if luminance(background) > luminance("#777777") else 255
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    share = 0.0
    while contrast(mixed := _mix(parts, goal, share), background) < READABLE and share < 1:
        share = min(1.0, share + _STEP)
    return mixed


def _mix(parts: list[int], goal: int, share: float) -> str:
    return "#" + "".join(f"{round(part + (goal - part) * share):02X}" for part in parts)


def tint(color: str, share: float = 0.12) -> str:
    """A pale version for backgrounds: `share` of the colour, the rest white."""
    return _mix([int(color[at : at + 2], 16) for at in (1, 3, 5)], 255, 1 - share)


def text_on(background: str) -> str:
    """White or black, whichever is easier to read; one of the two always reaches 4.5 : 1."""
    return max(("#FFFFFF", "#000000"), key=lambda ink: contrast(ink, background))


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours and fonts of a report: `brand` and `accent` are for shapes, `brand_text` for words on white.

    widths   of fonts, against Calibri
    forms    number formats that the brand writes otherwise
    """

    brand: str
    accent: str
    brand_text: str
    on_brand: str
    text: str
    muted: str
    line: str
    side: str
    good: str
    bad: str
    statuses: Mapping[str, str]
    platforms: Mapping[str, str]
    heading: str = HEADING
    body: str = BODY
    widths: Mapping[str, float] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)

    def platform(self, platform: str) -> str:
        return self.platforms.get(platform, self.muted)


def palette(theme: Theme, brand: Brand, lang: Language = "en") -> Palette:
    light = theme.light
    return Palette(
        brand=brand.color.upper(),
        accent=brand.accent.upper(),
        brand_text=readable(brand.color, "#FFFFFF"),
        on_brand=text_on(brand.color),
        text=light["text"],
        muted=light["muted"],
        line=light["line"],
        side=light["side"],
        good=light["achieved"],
        bad=light["missed"],
        statuses={status: light[status] for status in SYMBOLS},
        platforms={platform.id: platform.light for platform in theme.platforms.values()},
        heading=brand.heading,
        body=brand.body,
        widths={font.id: font.width for font in theme.fonts.values()},
        forms=house_forms(brand, lang),
    )


def argb(color: str) -> str:
    return f"FF{color.removeprefix('#').upper()}"


def fill(color: str) -> PatternFill:
    return PatternFill("solid", start_color=argb(color), end_color=argb(color))


def register(workbook: Workbook, colors: Palette) -> None:
    """Give the workbook its named styles; a person who edits it finds them in Excel's gallery."""
    for style in _styles(colors):
        style.font.name = colors.heading if style.font.name == HEADING else colors.body
        workbook.add_named_style(style)
    base = next(style for style in workbook._named_styles if style.name == "Normal")  # noqa: SLF001 -- no public access
    # Always Calibri: Excel counts the widths of columns in its figures.
    base.font = Font(name=BODY, size=11, color=argb(colors.text))
    base.bind(workbook)


def _styles(colors: Palette) -> list[NamedStyle]:
    text, muted, brand = colors.text, colors.muted, colors.brand_text
    return [
        _style("title", _font(brand, 20, bold=True, name=HEADING), wrap=False, vertical="center"),
        _style("subtitle", _font(muted, 11), wrap=False),
        _style("heading", _font(brand, 14, bold=True, name=HEADING), wrap=False, vertical="bottom"),
        _style("header", _font(colors.on_brand, 10, bold=True), back=colors.brand, vertical="center"),
        _style(
            "header figure", _font(colors.on_brand, 10, bold=True), back=colors.brand, right=True, vertical="center"
        ),
        _style(
            "header after",
            _font(colors.on_brand, 10, bold=True),
            back=colors.brand,
            left=True,
            indent=1,
            vertical="center",
        ),
        _style("band", _font(colors.on_brand, 11), back=colors.brand, wrap=False, vertical="center"),
        _style(
            "band title",
            _font(colors.on_brand, 24, bold=True, name=HEADING),
            back=colors.brand,
            wrap=False,
            vertical="center",
        ),
        _style(
            "band subtitle", _font(colors.on_brand, 14, name=HEADING), back=colors.brand, wrap=False, vertical="center"
        ),
        _style("check line", _font(colors.good, 10, bold=True), wrap=False),
        _style("label", _font(text, 11), line=colors.line, left=True, vertical="center"),
        _style("strong", _font(text, 11, bold=True), line=colors.line, left=True, vertical="center"),
        _style("label after", _font(text, 11), line=colors.line, left=True, indent=1, vertical="center"),
        _style("status", _font(text, 11, bold=True), line=colors.line, left=True, indent=1, vertical="center"),
        _style("figure", _font(text, 11), line=colors.line, right=True, vertical="center"),
        _style("estimate", _font(muted, 11, italic=True), line=colors.line, right=True, vertical="center"),
        _style("small", _font(muted, 9), line=colors.line, left=True, indent=1, vertical="center"),
        _style("check", _font(muted, 9), line=colors.line, right=True, wrap=False),
        _style("note", _font(muted, 10), vertical="top"),
        _style("sentence", _font(text, 12), vertical="top"),
        _style("headline", _font(text, 16, bold=True, name=HEADING), vertical="center"),
        _style("tile label", _font(muted, 10), back=colors.side, vertical="center"),
        _style("tile", _font(text, 20, bold=True, name=HEADING), back=colors.side, left=True, vertical="center"),
        _style("tile change", _font(muted, 10), back=colors.side, left=True, vertical="center"),
        _style(
            "link", _font(readable("#1F4E79", "#FFFFFF"), 11, underline="single"), line=colors.line, vertical="center"
        ),
        _style("data", _font(text, 10), wrap=False),
        _style("data header", _font(colors.on_brand, 10, bold=True), back=colors.brand, vertical="center"),
    ]


def _font(
    color: str, size: int, *, bold: bool = False, italic: bool = False, name: str = BODY, underline: str | None = None
) -> Font:
    return Font(name=name, size=size, bold=bold, italic=italic, color=argb(color), underline=underline)


def _style(
    name: str,
    font: Font,
    *,
    back: str | None = None,
    line: str | None = None,
    right: bool = False,
    left: bool = False,
    wrap: bool = True,
    vertical: str = "top",
    indent: int = 0,
) -> NamedStyle:
    side = "right" if right else "left" if left else None
    return NamedStyle(
        f"Bilan {name}",
        font=font,
        fill=fill(back) if back else PatternFill(),
        border=Border(bottom=Side("thin", color=argb(line))) if line else Border(),
        alignment=Alignment(horizontal=side, vertical=vertical, wrap_text=wrap, indent=indent),
    )


def number_format(unit: Unit, lang: Language, *, largest: float = 0.0) -> str:
    """Excel's format code: the reader's Excel puts its own separators. `largest` decides between hours and minutes."""
    match unit:
        case "count" | "people":
            return '#,##0;"−"#,##0;0'
        case "percent":
            return _percent("0.00", lang)
        case "seconds":
            hours = largest >= _SECONDS_IN_HOUR
            return f'[h]"{FIXED}h{FIXED}"mm' if hours else f'[m]"{FIXED}min{FIXED}"ss'
        case "money":
            return '#,##0.00;"−"#,##0.00;0.00'
        case "number" | "per_week":
            return '#,##0.0;"−"#,##0.0;0.0'


def _percent(digits: str, lang: Language) -> str:
    sign = f'"{FIXED}"%' if lang == "fr" else "%"
    return f'{digits}{sign};"−"{digits}{sign};{digits}{sign}'


def change_format(unit: Unit, lang: Language) -> str:
    """Of a change: an arrow, the sign and per cent; percentage points for the difference of two rates."""
    if unit == "percent":
        tail = f'#,##0.00"{FIXED}{"pt" if lang == "fr" else "pp"}"'
    else:
        tail = f'#,##0.0"{FIXED}"%' if lang == "fr" else "#,##0.0%"
    return f'"▲ +"{tail};"▼ −"{tail};"= "{tail}'


def share_format(lang: Language) -> str:
    """Of a share that needs no decimals."""
    return _percent("0", lang)


def odds_format(lang: Language) -> str:
    """Of a probability: no estimate is certain, so the ends of the scale are said as such."""
    sign, space = (f"{FIXED}%", FIXED) if lang == "fr" else ("%", "")
    return f'[>0.99]">{space}99{sign}";[<0.01]"<{space}1{sign}";{_percent("0", lang).partition(";")[0]}'


def house_forms(brand: Brand, lang: Language) -> Mapping[str, str]:
    """What the brand writes in the place of the usual formats. Dates in figures are in the order of the reader's Excel.

    Format 14, which openpyxl calls mm-dd-yy, is that order; every other one would say the 3rd of April to some.
    """
    forms: dict[str, str] = {}
    if brand.dates != "words":
        forms[date_format(lang)] = "mm-dd-yy" if brand.dates == "figures" else "yyyy-mm-dd"
    if brand.dates == "iso":
        forms[date_format(lang, style="month")] = "yyyy-mm"
    if brand.numbers != "exact":
        forms[number_format("percent", lang)] = _percent("0.0", lang)
        forms[number_format("money", lang)] = '#,##0;"−"#,##0;0'
        for unit, more, less in (("percent", "0.00", "0.0"), ("count", "0.0", "0")):
            usual = change_format(unit, lang)  # type: ignore[arg-type]  # mypy takes the names of units for any text
            forms[usual] = usual.replace(f"#,##{more}", f"#,##{less}")
    if brand.numbers == "short":
        forms[number_format("count", lang)] = f'[>=999950]0.0,,"{FIXED}M";[>=10000]0.0,"{FIXED}k";#,##0'
    return forms


def date_format(lang: Language, *, style: str = "day") -> str:
    """Of real dates; the language tag makes Excel write the month in the report's language whatever its own."""
    parts = {"day": "d mmm yyyy", "month": "mmm yyyy", "short": "d mmm"}[style]
    return f"[$-40C]{parts}" if lang == "fr" else f"[$-409]{parts}"


def cell_value(value: float, unit: Unit) -> float:
    """The number as Excel holds it: durations are parts of a day."""
    return value / SECONDS_IN_DAY if unit == "seconds" else value

"""What the definition of an export format is once loaded: how its files are recognised and read (layer 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reporting.catalog.words import Words

CellType = Literal[
    "id",
    "text",
    "link",
    "count",
    "number",
    "percent",
    "money",
    "date",
    "datetime",
    "clock",
    "duration",
    "flag",
    "choice",
]
Shape = Literal["rows", "series", "labels", "matrix", "pairs", "twins", "fanned", "headless"]
DateOrder = Literal["mdy", "dmy", "ymd", "named", "yearless", "auto", "nth"]
Scale = Literal["points", "fraction", "text"]
DurationUnit = Literal["seconds", "minutes", "hours", "milliseconds", "clock", "hours_clock"]
Part = Literal["first", "last", "day", "time", "head", "tail"]
Place = Literal["above", "name", "file"]
DeriveRule = Literal[
    "x_time",
    "linkedin_time",
    "tiktok_time",
    "instagram_time",
    "nearest_year",
    "post_from_link",
    "account_from_link",
    "link_from_id",
    "media_from_link",
    "difference",
    "is_reply",
    "extract",
    "matches",
    "digest",
    "finest",
    "joined",
    "same",
    "or_digest",
    "names",
    "polarity",
    "has_value",
    "has_column",
]

ACCOUNT_TARGETS = ("account", "account_name", "platform")
"""Targets of a format's column that are no canonical columns: whose row it is, and of which of several networks."""

BASE = "base"
"""Target of a context that is no canonical column: the day from which dates of order `nth` are counted."""

BLOCK = "block"
"""Target of the value column of a series: the canonical column that the block's title names."""


@dataclass(frozen=True, slots=True)
class FormatColumn:
    """One column of an export: its headings by language, where it goes and how its cells read.

    to          canonical column, `account`, `account_name`, `platform` or `block`; None when it is dropped (`drop` is
                why). Several columns may have one target: synonyms with other constants, or read in another way
    headings    none in labels and matrix files, where the column says how all values (or labels) of a block read
    order       of a date: mdy, dmy, ymd, named (month names), yearless (day and month only), auto (all such columns of
                the file decide together), nth (0000 is the day that the context `base` gives)
    part        of a date whose cell is a range ("8/7/2023 - 8/5/2024"): first or last; of a moment that stands in two
                columns: day or time; of a text that stands in two columns (first and last name): head or tail
    zone        of a date-time: IANA name; the value is converted to UTC
    scale       of a percent: points (with or without a sign), fraction, text
    unit        of a duration: seconds, minutes, hours, milliseconds, clock (H:MM:SS or M:SS), hours_clock (H:MM:SS or
                H:MM)
    values      of a choice: cell text (folded) -> canonical value; a text that is not listed is kept as `otherwise`.
                Of a text or number: the listed ones are replaced, the others kept
    place       of a headless file: the number of the column, from 1; its headings then only name it to people
    again       a second such column fills the targets of the same names with `_2` behind them, its constants too
    pattern     the headings are regular expressions for the whole folded heading; their named groups fill the canonical
                columns of those names (currency in capitals)
    constants   canonical column -> value, where this column is the one found
    """

    to: str | None = None
    type: CellType = "text"
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: DateOrder | None = None
    part: Part | None = None
    zone: str | None = None
    scale: Scale | None = None
    unit: DurationUnit | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = "other"
    drop: Words | None = None
    pattern: bool = False
    place: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """A value that holds for every row and stands outside of the table.

    where       above: in a line above the header; name: in the name of the file or the member; file: in a line of
                another, small table of the same file
    patterns    regular expressions that are searched in each line (its cells joined by a space), then in all lines
                above together, whatever the case; the first group is the value, which reads as a cell would
    """

    to: str
    where: Place
    patterns: tuple[str, ...]
    type: CellType = "text"
    order: DateOrder | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Derived:
    """A canonical column computed from others of the row by a rule of ingest/understanding/derive.py.

    Where the rule yields nothing, the value that the file itself gives stays.
    """

    to: str
    by: DeriveRule
    source: tuple[str, ...]
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class Titled:
    """A block of a series, labels or matrix file: its titles by language, the column (or audience dimension) it fills.

    to          canonical column of a series, audience dimension otherwise; None when the block is dropped
    shape       where it differs from the format's
    """

    to: str | None = None
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    platform: str | None = None
    shape: Shape | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    drop: Words | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the values of a column: every (or any) non-empty value, folded, is one of these."""

    to: str
    values: tuple[str, ...]
    mode: Literal["every", "any", "none"] = "every"


@dataclass(frozen=True, slots=True)
class Format:
    """One export of one platform: how it is recognised and what each of its columns means.

    columns_from   a format whose columns this one has too, but for those whose headings it claims itself
    needs       targets that must all be mapped by a column of the file, or given by a line around the table
    needs_one   targets of which at least one must be
    needs_heading  headings of which the file must have one, whatever they mean (also dropped ones)
    needs_figure   at least one column must be a number
    never       headings that the file must not have
    closed      a file with a heading that is not listed here is not this format (for exports with few, common headings)
    common      two of its headings alone stand in many other files: one that none of `names` knows is asked about
    sheets      folded sheet names, in a workbook; () is any sheet
    names       regular expressions searched in the file name; named groups account, from, to, until propose answers
    fingerprints  of header rows (catalog/fingerprint.py): a file with one of them is this format, whatever else fits
    context     values that stand outside of the table and hold for every row
    unnamed     targets: a row in which the cells of all of them are empty (or a dash) is a total or a description, not
                data
    subtotals   targets: a row in which the cell of any of them is empty (or "All") is the sum of others, not data
    drop        the table holds no figures, and why
    totals, footers   regular expressions for the whole folded first cell (or that of the first needed column) of a
                row that is not data
    unlisted    why a line of totals may count more than the rows: what it counts that the file does not list
    shared      why the rows may count more than a line of totals: what stands in several of them
    totals_without    targets whose cells are all empty in such a row, where the file has them: a row whose first cell
                only sounds like a total is data
    local       made by this installation, not shipped; amended_by names the files that added to it
    preamble    label and value in one row above the header, an observation of its own: pattern headings whose named
                groups fill the other columns ("Total followers on 8/5/2024:" | 1523)
    constants   canonical column -> value of every row
    """

    id: str
    title: Words
    platforms: tuple[str, ...]
    table: str
    shape: Shape
    source: str
    needs: tuple[str, ...]
    columns: tuple[FormatColumn, ...] = ()
    columns_from: str | None = None
    needs_one: tuple[str, ...] = ()
    needs_heading: tuple[str, ...] = ()
    needs_figure: bool = False
    never: tuple[str, ...] = ()
    closed: bool = False
    common: bool = False
    conditions: tuple[Condition, ...] = ()
    sheets: tuple[str, ...] = ()
    blocks: tuple[Titled, ...] = ()
    derived: tuple[Derived, ...] = ()
    preamble: tuple[FormatColumn, ...] = ()
    context: tuple[Context, ...] = ()
    unnamed: tuple[str, ...] = ()
    subtotals: tuple[str, ...] = ()
    drop: Words | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    unlisted: Words | None = None
    shared: Words | None = None
    totals_without: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()
    fingerprints: tuple[str, ...] = ()
    local: bool = False
    amended_by: tuple[str, ...] = ()

    @property
    def platform(self) -> str | None:
        """The platform, or None when a file of this format can't tell it."""
        return self.platforms[0] if len(self.platforms) == 1 else None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an installation adds to a shipped format whose export has changed since.

    columns     with the `to` of a column of the format: its further headings and values, and its order if that is
                another now; with another `to`: one column more; with `drop`: a heading that has no meaning
    blocks      further titles of a block that has the same `to` and platform, or one block more
    sheets      further sheet names
    fingerprints  further header rows that are this format, whatever else would fit
    """

    amends: str
    source: str
    columns: tuple[FormatColumn, ...] = ()
    blocks: tuple[Titled, ...] = ()
    sheets: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()

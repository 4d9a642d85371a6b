"""What differs between two issues of a report, and what made it so (layer 6). Arithmetic on two snapshots.

A figure's causes are looked for where it comes from: the imports under it in either issue (by metric, stretch of time
and platform), its definition, and the days that it covers. Where none of them differs, none is named.
"""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reporting.catalog.model import Catalog
from reporting.errors import Sentence, say
from reporting.numbers import Unit
from reporting.periods import Period, parse
from reporting.warehouse.model import Import
from reporting.warehouse.snapshot import KeptFigure, KeptGoal, KeptImport, Snapshot
from reporting.workbook.issue_model import Difference

_SAME = 1e-9
Imports = Mapping[int, KeptImport]


@dataclass(frozen=True, slots=True)
class Two:
    """Two issues of a report, the definitions, and the imports as they are known now."""

    before: Snapshot
    now: Snapshot
    catalog: Catalog
    imports: Mapping[int, Import]


@dataclass(frozen=True, slots=True)
class _Key:
    """Which figure, for all platforms (None) or one, in which window."""

    metric: str
    platform: str | None
    part: str
    window: str


def differences(two: Two) -> tuple[Difference, ...]:
    """Every figure and goal that is another, in the order of the report."""
    return (*_figures(two), *_goals(two))


def source_changes(two: Two) -> tuple[Sentence, ...]:
    """What was taken in, taken back, replaced or read again between the two."""
    old, new = ({one.id: one for one in kept.imports} for kept in (two.before, two.now))
    return tuple(_changed_sources(old, new, two))


def moved(before: float | None, now: float | None) -> bool:
    if before is None or now is None:
        return before is not now
    return not math.isclose(before, now, rel_tol=_SAME, abs_tol=1e-12)


def _figures(two: Two) -> Iterator[Difference]:
    old, new = ({one.key: one for one in kept.figures} for kept in (two.before, two.now))
    windows = dict.fromkeys(name for kept in (two.now, two.before) for name, _ in kept.windows)
    for key in dict.fromkeys((*new, *old)):
        for name in windows:
            was, is_ = _value(two.before, old.get(key), name), _value(two.now, new.get(key), name)
            if moved(was, is_):
                yield _figure(two, _Key(*key, name), was, is_)


def _value(kept: Snapshot, figure: KeptFigure | None, window: str) -> float | None:
    at = _place(kept, window)
    return figure.values[at] if figure is not None and at is not None and at < len(figure.values) else None


def _place(kept: Snapshot, window: str) -> int | None:
    return next((at for at, (name, _) in enumerate(kept.windows) if name == window), None)


def _figure(two: Two, key: _Key, was: float | None, is_: float | None) -> Difference:
    days = _days(two.now, key.window) or _days(two.before, key.window)
    return Difference(
        what=_label(two, key.metric),
        where=_where(two, key),
        when=say("{period}", period=days),
        before=was,
        now=is_,
        unit=_unit(two, key.metric),
        causes=(*_other_days(two, key.window), *_defined(two, key.metric), *_sources(two, key)),
    )


def _where(two: Two, key: _Key) -> str | None:
    """`Meta Ads · EUR · Acme`; None is everything."""
    known = two.catalog.theme.platforms
    label = known[key.platform].label if key.platform and key.platform in known else key.platform
    return " · ".join(word for word in (label, key.part) if word) or None


def _label(two: Two, metric: str) -> Sentence:
    known = two.catalog.metrics.get(metric) or two.catalog.measures.get(metric)
    return say("{metric}", metric=known.label if known else metric)


def _unit(two: Two, metric: str) -> Unit:
    known = two.catalog.metrics.get(metric) or two.catalog.measures.get(metric)
    return known.unit if known else "number"


def _days(kept: Snapshot, window: str) -> Period | None:
    return next((days for name, days in kept.windows if name == window), None)


def _other_days(two: Two, window: str) -> Iterator[Sentence]:
    was, is_ = _days(two.before, window), _days(two.now, window)
    if was is None:
        yield say("It was not compared with this period then.")
    elif is_ is None:
        yield say("It is no longer compared with this period.")
    elif (was.start, was.end) != (is_.start, is_.end):
        yield say(
            "It covered {start} to {end} then, and covers {first} to {last} now.",
            start=was.start,
            end=was.end,
            first=is_.start,
            last=is_.end,
        )
    before, now = two.before.timezone, two.now.timezone
    if before != now:
        yield say("Days are counted in {now} now, and were in {before}.", now=now, before=before)


def _defined(two: Two, metric: str) -> Iterator[Sentence]:
    was, is_ = two.before.definitions.get(metric), two.now.definitions.get(metric)
    if was is None and is_ is not None:
        yield say("The figure is new in this report.")
    elif is_ is None and was is not None:
        yield say("The figure is no longer in this report.")
    elif was != is_:
        yield say("The definition of the figure was changed.")


def _sources(two: Two, key: _Key) -> Iterator[Sentence]:
    """Of a total only on platforms whose own part of it moved: another file of the others moved nothing here."""
    old, new = _behind(two.before, key), _behind(two.now, key)
    if key.platform is None:
        old, new = _of_platforms(old, new, _movers(two, key.metric, (key.window,)))
    yield from _changed_sources(old, new, two)


def _movers(two: Two, metric: str, windows: Iterable[str]) -> set[str]:
    """The platforms on which the figure, or one that it is made of, is another in one of these stretches of time."""
    known = two.catalog.metrics.get(metric)
    made_of = {metric, *((known.over, known.under, known.flow) if known else ())}
    old, new = ({one.key: one for one in kept.figures} for kept in (two.before, two.now))
    return {
        key[1]
        for key in {*old, *new}
        if key[1] is not None and key[0] in made_of
        for window in windows
        if moved(_value(two.before, old.get(key), window), _value(two.now, new.get(key), window))
    }


def _of_platforms(old: Imports, new: Imports, movers: set[str]) -> tuple[Imports, Imports]:
    """Those of the platforms that moved; all, where nothing would be left of what differs."""

    def kept(imports: Imports) -> Imports:
        return {number: one for number, one in imports.items() if one.platform in {"", *movers}}

    if dict(kept(old)) == dict(kept(new)):
        return old, new
    return kept(old), kept(new)


def _behind(kept: Snapshot, key: _Key) -> Imports:
    """The imports under a figure; a file that holds several platforms counts for each."""
    at = _place(kept, key.window)
    found: dict[int, KeptImport] = {}
    windows = kept.behind.get(key.metric, ())
    for number in windows[at] if at is not None and at < len(windows) else ():
        one = kept.import_with(number)
        if one is not None and key.platform in {None, one.platform or key.platform}:
            found[number] = one
    return found


def _changed_sources(old: Imports, new: Imports, two: Two) -> Iterator[Sentence]:
    """What was taken in, taken back, replaced or read again between two sets of imports."""
    come = [one for number, one in new.items() if number not in old]
    gone = [one for number, one in old.items() if number not in new]
    replaced: set[int] = set()
    for one in come:
        earlier = [other for other in gone if _replaces(one, other, two)]
        replaced |= {other.id for other in earlier}
        yield _came(one, earlier, gone, two)
    for one in gone:
        if one.id not in replaced:
            yield _went(one, two)
    for number, one in new.items():
        if number in old and _read_again(old[number], one):
            yield say(
                "{file} (import {id}) was read again by a mended definition of its format.",
                file=_file(one),
                id=str(one.id),
            )


def _replaces(one: KeptImport, other: KeptImport, two: Two) -> bool:
    """A later file of the same format and days; one that was taken back was not replaced but removed."""
    return other.id < one.id and not _undone(other, two) and one.format == other.format and _overlap(one, other)


def _overlap(one: KeptImport, other: KeptImport) -> bool:
    if None in (one.first, one.last, other.first, other.last):
        return True
    return max(_day(one.first), _day(other.first)) <= min(_day(one.last), _day(other.last))


def _day(day: dt.date | None) -> dt.date:
    return day or dt.date.min


def _undone(one: KeptImport, two: Two) -> Import | None:
    known = two.imports.get(one.id)
    return known if known is not None and known.undone is not None else None


def _came(one: KeptImport, earlier: list[KeptImport], gone: list[KeptImport], two: Two) -> Sentence:
    if earlier:
        return say(
            "{file} (import {id}, {day}, {person}) replaced {others}.",
            file=_file(one),
            id=str(one.id),
            day=one.at.date(),
            person=one.by,
            others=[_named(other) for other in earlier],
        )
    after = [other for other in gone if other.id > one.id and _undone(other, two)]
    if after:
        return say(
            "{file} (import {id}) shows again, because {others} {n:was|were} taken back.",
            file=_file(one),
            id=str(one.id),
            others=[_named(other) for other in after],
            n=len(after),
        )
    return say(
        "{file} (import {id}) was taken in on {day} by {person}.",
        file=_file(one),
        id=str(one.id),
        day=one.at.date(),
        person=one.by,
    )


def _file(one: KeptImport) -> str:
    return " / ".join(part for part in (one.file, one.member) if part)


def _named(one: KeptImport) -> Sentence:
    return say("{file} (import {id})", file=_file(one), id=str(one.id))


def _went(one: KeptImport, two: Two) -> Sentence:
    known = _undone(one, two)
    if known is not None and known.undone is not None:
        return say(
            "{file} (import {id}) was taken back on {day}.", file=_file(one), id=str(one.id), day=known.undone.date()
        )
    return say("No figure comes from {file} (import {id}) any more.", file=_file(one), id=str(one.id))


def _read_again(old: KeptImport, new: KeptImport) -> bool:
    return (old.format, old.definition, old.records, old.rejected, old.kept) != (
        new.format,
        new.definition,
        new.records,
        new.rejected,
        new.kept,
    )


def _goals(two: Two) -> Iterator[Difference]:
    old, new = ({one.id: one for one in kept.goals} for kept in (two.before, two.now))
    for number in dict.fromkeys((*new, *old)):
        was, is_ = old.get(number), new.get(number)
        if was and is_:
            yield from _goal(two, was, is_)
        elif is_:
            yield _aimed(two, is_, None, is_.target, say("The goal was set since."))
        elif was:
            yield _aimed(two, was, was.target, None, say("The goal was removed since, or is of another period."))


def _goal(two: Two, was: KeptGoal, is_: KeptGoal) -> Iterator[Difference]:
    if moved(was.target, is_.target):
        yield _aimed(two, is_, was.target, is_.target, say("The target was changed since."))
    if moved(was.actual, is_.actual):
        old, new = _named_imports(two.before, was.imports), _named_imports(two.now, is_.imports)
        if _reported(two, is_):
            old, new = _of_platforms(old, new, _movers(two, is_.metric, [name for name, _ in two.now.windows]))
        causes = (*_defined(two, is_.metric), *_changed_sources(old, new, two))
        what = say("Goal {metric}: actual", metric=_label(two, is_.metric))
        yield _of_goal(two, is_, what, (was.actual, is_.actual), causes)


def _reported(two: Two, goal: KeptGoal) -> bool:
    """Whether all days of the goal so far are days of the report: then its platforms tell where the goal moved."""
    days = parse(goal.period)
    return any(window.start <= days.start and days.end <= window.end for _, window in two.now.windows)


def _aimed(two: Two, goal: KeptGoal, was: float | None, is_: float | None, why: Sentence) -> Difference:
    return _of_goal(two, goal, say("Goal {metric}: target", metric=_label(two, goal.metric)), (was, is_), (why,))


def _of_goal(
    two: Two, goal: KeptGoal, what: Sentence, values: tuple[float | None, float | None], causes: tuple[Sentence, ...]
) -> Difference:
    known = two.catalog.theme.platforms
    where = ", ".join(known[name].label if name in known else name for name in goal.platforms) or None
    when = say("{period}", period=parse(goal.period))
    return Difference(what, where, when, *values, _unit(two, goal.metric), causes)


def _named_imports(kept: Snapshot, numbers: Iterable[int]) -> Imports:
    found = ((number, kept.import_with(number)) for number in numbers)
    return {number: one for number, one in found if one is not None}

"""query (layer 8)."""

import argparse
import datetime as dt
from typing import Any

from reporting.actions import clients, labels
from reporting.actions import figures as asking
from reporting.actions.desk import at_desk
from reporting.command.console import Console
from reporting.errors import QueryError, say
from reporting.metrics.model import MetricQuery, Result, ResultColumn
from reporting.numbers import value_text
from reporting.periods import Period, month, parse, quarter, week_of, year
from reporting.settings import Settings


def query(args: argparse.Namespace, settings: Settings, console: Console) -> int:
    period = _period(args)
    with at_desk(settings) as desk:
        client = clients.client_called(desk, args.client)
        asked = MetricQuery(
            metrics=tuple(args.metrics),
            client_id=client.id,
            period=period,
            by=tuple(args.by),
            platforms=tuple(args.platform),
            labels=labels.label_filters(desk, client.id, args.pillar, args.campaign),
            compare=tuple(args.compare),
        )
        if args.json:
            console.document(asking.figures_as_json(desk, asked, console.lang))
        elif args.sql:
            _show_statement(asking.statement(desk, asked).text, asking.statement(desk, asked).params, console)
        else:
            _show_result(asking.figures(desk, asked), console)
    return 0


def _show_statement(sql: str, params: Any, console: Console) -> None:
    console.result(sql)
    for name, value in params.items():
        console.result(f"-- ${name} = {value!r}" if isinstance(value, str) else f"-- ${name} = {value}")


def _show_result(result: Result, console: Console) -> None:
    rows = [
        [_cell(cell, column, console) for cell, column in zip(row, result.columns, strict=True)] for row in result.rows
    ]
    console.table([column.name for column in result.columns], rows)
    for note in result.notes:
        console.say(note)
    if not result.rows:
        console.say(say("No data for this period."))


def _cell(value: Any, column: ResultColumn, console: Console) -> str | None:
    if value is None or column.unit is None:
        return None if value is None else str(value)
    return value_text(value, column.unit, console.lang)


def _period(args: argparse.Namespace) -> Period:
    if args.period:
        return parse(args.period)
    if args.first is None or args.last is None:
        raise QueryError(
            say("It isn’t said which days are meant."),
            todo=say("Give --from and --to, or --period, for instance --period 2026-10."),
        )
    return named(Period(args.first, args.last))


def named(period: Period) -> Period:
    """Two dates that are a whole month, quarter, year or week are meant as one: the month before has other days."""
    day: dt.date = period.start
    whole = (month(day.year, day.month), quarter(day.year, (day.month + 2) // 3), year(day.year), week_of(day))
    return next((one for one in whole if (one.start, one.end) == (period.start, period.end)), period)

"""A goal and where it stands, in words (layer 8). What a person typed is plain text here: the caller escapes it."""

from collections.abc import Iterator

from reporting.catalog.model import Metric
from reporting.errors import Sentence, say
from reporting.goals.judge import odds_in_100
from reporting.goals.kinds import SHARES, target_unit
from reporting.goals.model import Forecast, Goal, Standing
from reporting.language import text
from reporting.numbers import FIXED, Unit, value_text
from reporting.periods import period_text
from reporting.ui import memo
from reporting.ui.posts import format_names
from reporting.ui.visit import Visit


def metric_of(visit: Visit, goal: Goal) -> Metric:
    return visit.desk.catalog.metrics[goal.metric]


def unit_of_target(visit: Visit, goal: Goal) -> Unit:
    """What the target is written in: a growth in percent is a fraction, whatever the figure's own unit is."""
    return target_unit_of(visit, goal.metric, goal.kind)


def target_unit_of(visit: Visit, metric: str, kind: str) -> Unit:
    catalog = visit.desk.catalog
    return target_unit(catalog.goal_kinds[kind].rule, catalog.metrics[metric])


def is_relative(visit: Visit, kind: str) -> bool:
    """Whether the kind's target is a share of a baseline."""
    return visit.desk.catalog.goal_kinds[kind].rule in SHARES


def amount(visit: Visit, goal: Goal, value: float | None) -> str:
    """A value of the goal's figure."""
    return value_text(value, metric_of(visit, goal).unit, visit.lang)


def target_text(visit: Visit, goal: Goal, value: float | None = None) -> str:
    """The target, or another value that stands for one, as it was set."""
    return value_text(goal.target if value is None else value, unit_of_target(visit, goal), visit.lang)


def wanted_text(visit: Visit, standing: Standing) -> str:
    """The target in the figure's own unit; where it was set as a growth, with the growth beside it."""
    goal = standing.goal
    if standing.wanted is None or (standing.wanted == goal.target and not is_relative(visit, goal.kind)):
        return target_text(visit, goal)
    return f"{amount(visit, goal, standing.wanted)} (+{target_text(visit, goal)})"


def goal_sentence(visit: Visit, goal: Goal) -> str:
    """`Engagements: 15,000 in October 2026`, with what it is about if that is not everything."""
    catalog, lang = visit.desk.catalog, visit.lang
    about = scope_text(visit, goal)
    said = (
        catalog.goal_kinds[goal.kind]
        .sentence[lang]
        .format(
            metric=catalog.metrics[goal.metric].label[lang],
            target=target_text(visit, goal),
            period=period_text(goal.period, lang),
            scope=about,
            baseline=period_text(goal.baseline_period, lang)
            if goal.baseline_period
            else amount(visit, goal, goal.baseline),
        )
    )
    return f"{said} ({about})" if about else said


def scope_text(visit: Visit, goal: Goal) -> str:
    """Networks, accounts, formats, pillars and campaigns; nothing where the goal is about everything."""
    scope, platforms, formats = goal.scope, visit.desk.catalog.theme.platforms, dict(format_names(visit))
    named = memo.account_names(goal.client_id, visit.desk.store.version) if scope.accounts else {}
    parts = [
        ", ".join(platforms[name].label if name in platforms else name for name in scope.platforms),
        ", ".join(named[number] for number in scope.accounts),
        ", ".join(formats.get(name, name) for name in scope.media_types),
        ", ".join(scope.pillars),
        ", ".join(scope.campaigns),
    ]
    return " · ".join(part for part in parts if part)


def odds_text(probability: float, visit: Visit) -> str:
    """`72 %`; never 0 or 100: an estimate is not sure."""
    return f"{odds_in_100(probability)}{FIXED if visit.lang == 'fr' else ''}%"


def range_text(visit: Visit, goal: Goal, forecast: Forecast) -> str:
    """The middle of what is estimated for the end, and the range of eight cases in ten."""
    end = forecast.end
    return visit.t(
        "{median} (80%: {low} to {high})",
        median=amount(visit, goal, end.median),
        low=amount(visit, goal, end.p10),
        high=amount(visit, goal, end.p90),
    )


def outlook_of(standing: Standing) -> Forecast | None:
    """The estimate where there are days left to estimate."""
    if standing.judged_to is None or standing.judged_to >= standing.goal.period.end:
        return None
    return standing.forecast


def chances(standing: Standing) -> float | None:
    """Of meeting the target, where that is neither known nor impossible to tell."""
    forecast = outlook_of(standing)
    return forecast.probability if forecast and standing.status not in {"achieved", "missed"} else None


def odds_sentence(standing: Standing, visit: Visit) -> Sentence | None:
    """With how likely it is, or why that can't be told; None where the outcome is there."""
    if standing.status in {"achieved", "missed", "no_data"}:
        return None
    if standing.forecast is None or outlook_of(standing) is None:
        return standing.no_forecast
    odds = odds_text(standing.forecast.probability, visit)
    if standing.forecast.stretch_probability is None:
        return say("odds {odds}", odds=odds)
    return say(
        "odds {odds}, of the stretch {stretch}",
        odds=odds,
        stretch=odds_text(standing.forecast.stretch_probability, visit),
    )


def extras(visit: Visit, goal: Goal) -> Iterator[str]:
    """Stretch, owner, weight and note, where there are any."""
    t = visit.t
    if goal.stretch is not None:
        yield t("Stretch {value}", value=target_text(visit, goal, goal.stretch))
    if goal.owner:
        yield t("Owner: {name}", name=goal.owner)
    if goal.objective:
        yield t("Weight {n}", n=goal.weight)
    if goal.note:
        yield goal.note


def sentence_text(visit: Visit, sentence: Sentence | None) -> str:
    return text(sentence, visit.lang) if sentence else ""

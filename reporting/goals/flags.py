"""What speaks against a target, with the figures that say so (layer 5, pure)."""

from reporting.catalog.folding import fold
from reporting.catalog.model import Catalog, Metric
from reporting.errors import say
from reporting.goals.designer import FEWEST, Flag, Proposal
from reporting.goals.kinds import RULES, target_unit
from reporting.numbers import Amount, Unit

FAR = 1.25
"""A quarter beyond the best that ever was."""


def flags(target: float, proposal: Proposal, metric: Metric, rule: str, subjects: tuple[str, ...] | None) -> list[Flag]:
    """Of this target. subjects: those that serve the goal's objective; None: no objective is known."""
    known = [one.value for one in proposal.past if one.value is not None]
    found = [*_vanity(metric, subjects), *_reached(target, proposal, rule, target_unit(rule, metric))]
    if len(known) < FEWEST:
        found.append(Flag("little_history", say("Only {n} comparable {n:period is|periods are} known.", n=len(known))))
    if len(known) < len(proposal.past):
        found.append(Flag("gap", say("The history has gaps: periods that are not covered are left out.")))
    return found


def _vanity(metric: Metric, subjects: tuple[str, ...] | None) -> list[Flag]:
    """A rate says how well; a count alone only how much."""
    plain = metric.kind in {"sum", "distinct", "last", "change"} and metric.unit in {"count", "people"}
    if not plain or subjects is None or metric.subject in subjects:
        return []
    return [
        Flag(
            "vanity",
            say(
                "{metric} is a plain count that doesn’t serve this objective: more of it proves little.",
                metric=metric.label,
            ),
        )
    ]


def _reached(target: float, proposal: Proposal, rule: str, unit: Unit) -> list[Flag]:
    level, known = proposal.level, [one.value for one in proposal.past if one.value is not None]
    shown = Amount(target, unit)
    if level is not None and RULES[rule].grows and not RULES[rule].above and level >= target:
        return [
            Flag("already_met", say("{target} stands already: {now} today.", target=shown, now=Amount(level, unit)))
        ]
    less, gain = proposal.less, target - (level or 0.0)
    if len(known) < FEWEST:
        return []
    if all(value <= gain if less else value >= gain for value in known):
        return [
            Flag(
                "already_met",
                say("Every one of the {n} known periods would have met {target}.", n=len(known), target=shown),
            )
        ]
    best = min(known) if less else max(known)
    if (less and gain * FAR < best) or (not less and gain > best * FAR and best > 0):
        return [
            Flag(
                "never_approached",
                say(
                    "{target} was never approached: the best of the {n} known periods was {best}.",
                    target=shown,
                    n=len(known),
                    best=Amount(best + (level or 0.0) if level else best, unit),
                ),
            )
        ]
    return []


def objective_subjects(objective: str | None, catalog: Catalog) -> tuple[str, ...] | None:
    """Those that serve what the words say, by the objective's id or by the words of catalog/objectives.toml."""
    if not objective:
        return None
    known = catalog.objectives.get(objective)
    if known:
        return known.subjects
    words = set(fold(objective).split())
    found = [one.subjects for one in catalog.objectives.values() if words & set(one.words)]
    return tuple({subject for subjects in found for subject in subjects}) if found else None

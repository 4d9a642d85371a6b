"""The JSON documents of the contract: exactly these keys (layer 8)."""

from collections.abc import Sequence
from typing import Any

from reporting.errors import Sentence, say
from reporting.goals.model import Standing
from reporting.goals.scoping import scope_words
from reporting.ingest.model import Found, Question
from reporting.language import Language, text
from reporting.warehouse.goal_changes import GoalChange
from reporting.warehouse.model import Account, Import

QUANTILES = ("median", "p10", "p25", "p75", "p90")


def found_document(found: Found, lang: Language) -> dict[str, Any]:
    """Of `describe` and `import`."""
    return {
        "file": found.file,
        "member": found.member,
        "sha256": found.sha256,
        "status": found.status,
        "records": found.records,
        "rejected": found.rejected,
        "accounts": [{"id": account.id, "name": account.name} for account in found.accounts],
        "totals": {name: {"sum": total.sum, "missing": total.missing} for name, total in found.totals.items()},
        "format": found.format,
        "platform": found.platform,
        "table": found.table,
        "language": found.language,
        "first": _day(found.first),
        "last": _day(found.last),
        "unknown_columns": list(found.unknown_columns),
        "messages": [
            *({"level": notice.level, "text": text(notice.sentence, lang)} for notice in found.notices),
            *({"level": "warning", "text": text(asked(question), lang)} for question in found.questions),
        ],
    }


def asked(question: Question) -> Sentence:
    """An open question, with the option that answers it and what is proposed."""
    option = f"--{question.about} {'|'.join(question.choices)}".rstrip()
    if question.proposal:
        return say(
            "{question} {option} (perhaps {proposal})",
            question=question.sentence,
            option=option,
            proposal=question.proposal,
        )
    return say("{question} {option}", question=question.sentence, option=option)


def import_document(entry: Import) -> dict[str, Any]:
    return {
        "id": entry.id,
        "client": entry.client,
        "file": entry.file,
        "sha256": entry.sha256,
        "format": entry.format,
        "platform": entry.platform or None,
        "first": _day(entry.first),
        "last": _day(entry.last),
        "records": entry.records,
        "rejected": entry.rejected,
        "at": entry.at.isoformat(timespec="seconds"),
        "by": entry.by,
    }


def standing_document(
    standing: Standing, client: str, lang: Language, accounts: Sequence[Account] = ()
) -> dict[str, Any]:
    """Of `goals list`. forecast and probability are estimates, null where there is none."""
    goal, forecast = standing.goal, standing.forecast
    return {
        "id": goal.id,
        "client": client,
        "metric": goal.metric,
        "scope": scope_words(goal.scope, accounts),
        "kind": goal.kind,
        "period": goal.period.key,
        "target": goal.target,
        "baseline": standing.start if goal.baseline is None else goal.baseline,
        "actual": standing.actual,
        "judged_to": _day(standing.judged_to),
        "expected": standing.expected,
        "forecast": None if forecast is None else {name: getattr(forecast.end, name) for name in QUANTILES},
        "probability": None if forecast is None else forecast.probability,
        "status": standing.status,
        "method": text(standing.method, lang),
    }


def change_document(change: GoalChange) -> dict[str, Any]:
    """Of `goals history`."""
    return {
        "goal": change.goal_id,
        "at": change.at.isoformat(timespec="seconds"),
        "by": change.person,
        "reason": change.reason or None,
        "field": change.field,
        "before": change.before,
        "after": change.after,
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)

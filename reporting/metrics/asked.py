"""A statement and the names of its columns, for figures that are not of the general query (layer 4)."""

from dataclasses import dataclass
from typing import Any

from reporting.metrics.engine import Engine
from reporting.metrics.model import Statement


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and what each column of the answer is called."""

    names: tuple[str, ...]
    statement: Statement

    def found(self, engine: Engine) -> list[dict[str, Any]]:
        return [dict(zip(self.names, row, strict=True)) for row in engine.fetch(self.statement)]

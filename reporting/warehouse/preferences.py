"""What a person chose for themselves, by name (layer 3)."""

import duckdb


def preference(cur: duckdb.DuckDBPyConnection, person: str, name: str) -> str | None:
    row = cur.execute(
        "select value from preference where person = $person and name = $name", {"person": person, "name": name}
    ).fetchone()
    return str(row[0]) if row else None


def prefer(cur: duckdb.DuckDBPyConnection, person: str, name: str, value: str) -> None:
    """Replaces what was chosen before."""
    cur.execute("delete from preference where person = $person and name = $name", {"person": person, "name": name})
    cur.execute(
        "insert into preference (person, name, value) values ($person, $name, $value)",
        {"person": person, "name": name, "value": value},
    )

from pathlib import Path

import pytest

from reporting import settings
from reporting.errors import BilanError
from reporting.settings import Limits, Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert settings.from_environment({}) == Settings(home=Path.cwd() / "data")


def test_every_setting_is_read() -> None:
    environ = {
        "REPORTING_HOME": "/srv/bilan",
        "REPORTING_LANGUAGE": "FR",
        "REPORTING_TIMEZONE": "America/Montreal",
        "REPORTING_PERSON": "Ada",
        "REPORTING_MEMORY": "800 mb",
        "REPORTING_THREADS": "4",
        "REPORTING_STATEMENT_SECONDS": "30",
        "REPORTING_LIMIT_ROWS": "10",
    }
    assert settings.from_environment(environ) == Settings(
        home=Path("/srv/bilan"),
        language="fr",
        timezone="America/Montreal",
        person="Ada",
        memory="800MB",
        threads=4,
        statement_seconds=30,
        limits=Limits(rows=10),
    )


def test_a_home_that_is_asked_for_wins_over_the_environment() -> None:
    chosen = settings.from_environment({"REPORTING_HOME": "/srv/bilan"}, home=Path("~/here"))
    assert chosen.home == Path("~/here").expanduser()
    assert chosen.database == chosen.home / "bilan.duckdb"
    assert {chosen.originals.parent, chosen.work.parent, chosen.formats.parent} == {chosen.home}


def test_the_person_is_the_user_of_the_machine_unless_named() -> None:
    assert settings.from_environment({"USER": "vic"}).person == "vic"
    assert settings.from_environment({}).person == "local"


UNUSABLE = [
    ("REPORTING_THREADS", "two"),
    ("REPORTING_THREADS", "0"),
    ("REPORTING_THREADS", "-1"),
    ("REPORTING_THREADS", "٢"),
    ("REPORTING_LIMIT_CELLS", "1.5"),
    ("REPORTING_LANGUAGE", "de"),
    ("REPORTING_TIMEZONE", "Paris"),
    ("REPORTING_TIMEZONE", "../../etc/passwd"),
    ("REPORTING_MEMORY", "much"),
    ("REPORTING_MEMORY", "2GB'; drop table fact_post"),
    ("REPORTING_MEMORY", "80%"),
]


@pytest.mark.parametrize(("name", "value"), UNUSABLE)
def test_a_value_that_cannot_be_used_is_refused_by_name_with_what_would_do(name: str, value: str) -> None:
    with pytest.raises(BilanError) as refused:
        settings.from_environment({name: value})
    assert name in str(refused.value)
    assert refused.value.why is not None
    assert refused.value.todo is not None

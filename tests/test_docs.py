"""What the documents promise is what the program does: settings, packages, files, keys, targets."""

import argparse
import dataclasses
import re
from pathlib import Path

from reporting.catalog.format import Format
from reporting.command.arguments import parser
from reporting.settings import MAIL_PORTS, GoalLimits, Limits, MailServer, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md", "reporting/README.md")


def test_every_setting_is_documented_with_its_default_and_no_other() -> None:
    told = dict(re.findall(r"^\| `(REPORTING_\w+)` \| `?([^|`]+?)`? \|", README, re.MULTILINE))
    base = Settings()
    real = {
        f"REPORTING_{f.name.upper()}": str(getattr(base, f.name))
        for f in dataclasses.fields(base)
        if f.name not in {"limits", "goals", "mail"}
    }
    real |= {f"REPORTING_LIMIT_{f.name.upper()}": str(getattr(base.limits, f.name)) for f in dataclasses.fields(Limits)}
    real |= {
        f"REPORTING_GOAL_{f.name.upper()}": str(getattr(base.goals, f.name)) for f in dataclasses.fields(GoalLimits)
    }
    real |= {"REPORTING_SMTP_SECURITY": "starttls", "REPORTING_SMTP_PORT": "by the security"}
    assert told == real | {"REPORTING_PERSON": "the user of the machine"}


def test_every_setting_of_mail_is_documented_and_no_other() -> None:
    told = set(re.findall(r"^\| `REPORTING_SMTP_(\w+)`", README, re.MULTILINE))
    called = {"sender": "FROM"}
    assert told == {called.get(f.name, f.name.upper()) for f in dataclasses.fields(MailServer)}
    fields = {f.name: f.default for f in dataclasses.fields(MailServer)}
    assert (fields["security"], fields["port"]) == ("starttls", MAIL_PORTS["starttls"])


def test_every_command_is_documented_and_no_other() -> None:
    section = README.partition("## Without the browser")[2].partition("\n## ")[0]
    told = {
        name
        for row in re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)
        for name in re.findall(r"(?:^|, )`(\w+)|`(\w+) ", row)
    }
    subcommands = next(action for action in parser("en")._actions if isinstance(action, argparse._SubParsersAction))
    assert {one or other for one, other in told} == set(subcommands.choices)


def test_every_direct_dependency_is_explained_and_no_other() -> None:
    asked = re.findall(r"^([a-z][a-z0-9-]+)", (ROOT / "requirements.in").read_text(), re.MULTILINE)
    section = README.partition("## What each dependency is for")[2].partition("\n## ")[0]
    assert re.findall(r"^\| ([a-z][a-z0-9-]+) \|", section, re.MULTILINE)[1:] == asked


def test_requirements_are_pinned_with_hashes_and_name_no_index_or_place() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        pins = re.findall(r"^(\S.*?)(?: \\)?\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)*)", text, re.MULTILINE)
        assert all(re.fullmatch(r"[a-z0-9-]+==\S+( ; .+)?", pin) and hashes for pin, hashes in pins if pin[0] != "#")
        assert not re.search(r"://|--index|--find-links|file:", text)


def test_both_requirements_agree_on_what_the_program_uses() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z].*?(?= \\$)", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_every_key_of_a_format_is_in_the_reference() -> None:
    section = CONTRIBUTING.partition("## Add a format")[2].partition("\n## ")[0]
    spelled = {"columns": "[[column]]", "blocks": "[[block]]", "conditions": "[[condition]]", "derived": "[[derived]]"}
    spelled |= {"preamble": "[[preamble]]", "context": "[[context]]"}
    keys = {spelled.get(f.name, f.name) for f in dataclasses.fields(Format)} - {"local"}
    assert {key for key in keys if not re.search(rf"`{re.escape(key)}[`.]", section)} == set()


def test_links_and_files_that_documents_name_exist() -> None:
    missing = {
        f"{document}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / document).read_text())
        if not (ROOT / document).parent.joinpath(target).exists()
    }
    assert missing == set()


def test_there_are_under_ten_targets_and_documents_name_only_those() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert len(targets) < 10
    named = {name for document in DOCUMENTS for name in re.findall(r"`make ([a-z]+)`", (ROOT / document).read_text())}
    assert named <= targets
    assert targets == set(re.findall(r"\S+", makefile.partition(".PHONY:")[2].partition("\n")[0]))

"""What the files can't tell (layer 8): one question for all files that ask it, one answer for those it is true of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from reporting.actions import clients
from reporting.ingest.model import Question
from reporting.language import text
from reporting.ui.basket import Basket
from reporting.ui.visit import Visit
from reporting.ui.words import md_escape


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the files that ask it; platform is that of the tables, None where it is the question."""

    question: Question
    platform: str | None
    files: tuple[str, ...]


def asked(basket: Basket) -> list[Asked]:
    """Once for each platform and proposal, in the order of the files."""
    found: dict[tuple[str, str | None, tuple[str, ...], str | None], dict[str, Question]] = {}
    for name, platform, question in _every(basket):
        key = (question.about, platform, question.choices, question.proposal)
        found.setdefault(key, {}).setdefault(name, question)
    return [Asked(next(iter(files.values())), key[1], tuple(files)) for key, files in found.items()]


def _every(basket: Basket) -> Iterator[tuple[str, str | None, Question]]:
    for name in basket.uploads:
        for table in basket.founds.get(name, []):
            for question in table.questions:
                yield name, table.platform, question


def question_block(visit: Visit, basket: Basket, one: Asked, number: int) -> None:
    """The proposal is chosen beforehand and counts only after the click; the files are then read anew."""
    t, key = visit.t, f"{one.question.about}/{number}/{basket.round}/{len(one.files)}"
    with st.container(border=True, gap="small"):
        st.markdown(f":orange[:material/help:] **{md_escape(text(one.question.sentence, visit.lang))}**")
        chosen: Sequence[str] = one.files
        if len(one.files) > 1:
            chosen = st.multiselect(t("For these files"), one.files, default=one.files, key=f"files_of/{key}")
        else:
            st.caption(md_escape(one.files[0]))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            answer = _answer(visit, one, f"answer_of/{key}")
            if st.button(t("Answer"), key=f"give/{key}", type="primary", disabled=not (answer and chosen)):
                for name in chosen:
                    basket.answer(name, **{one.question.about: answer})
                st.rerun()


def _answer(visit: Visit, one: Asked, key: str) -> object:
    t, question = visit.t, one.question
    match question.about:
        case "until":
            return st.date_input(t("Last day of the file"), value=None, key=key, width=320)
        case "account":
            return _account(visit, one, key)
        case _:
            names = _names(visit, question)
            at = question.choices.index(question.proposal) if question.proposal in question.choices else None
            return st.selectbox(
                t("Answer"),
                question.choices,
                index=at,
                format_func=lambda name: names.get(name, name),
                key=key,
                width=320,
            )


def _account(visit: Visit, one: Asked, key: str) -> str | None:
    """One of the accounts known on this network, or a new name."""
    known = {
        account.external_id: account.name
        for account in clients.account_list(visit.desk)
        if account.platform == one.platform and account.external_id
    }
    offered = list(
        dict.fromkeys([*([one.question.proposal] if one.question.proposal else []), *one.question.choices, *known])
    )
    return st.selectbox(
        visit.t("Account"),
        offered,
        index=0 if one.question.proposal else None,
        format_func=lambda name: known.get(name, name),
        accept_new_options=True,
        placeholder=visit.t("Choose an account or write its name"),
        key=key,
        width=320,
    )


def _names(visit: Visit, question: Question) -> dict[str, str]:
    """What the choices are called."""
    catalog, t = visit.desk.catalog, visit.t
    match question.about:
        case "platform":
            return {name: known.label for name, known in catalog.theme.platforms.items()}
        case "format":
            return {name: known.title[visit.lang] for name, known in catalog.formats.items()}
        case _:
            return {"dmy": t("day / month"), "mdy": t("month / day")}

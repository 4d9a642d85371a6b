"""What is written is read back as it was: every shipped definition, and any that a person could make."""

import shutil
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.catalog.format import Amendment, Format, FormatColumn, Titled
from reporting.catalog.load import HERE, load_catalog
from reporting.catalog.model import Catalog
from reporting.catalog.reader import Reader
from reporting.catalog.words import Words
from reporting.catalog.write import toml_of

SHIPPED = sorted(path.stem for path in (HERE / "formats").glob("*.toml"))


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Catalog:
    """The shipped definitions with every format written anew."""
    root = tmp_path_factory.mktemp("catalog") / "root"
    shutil.copytree(HERE, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for id_, format_ in catalog.formats.items():
        (root / "formats" / f"{id_}.toml").write_text(toml_of(format_), encoding="utf-8")
    return load_catalog(root=root)


@pytest.mark.parametrize("id_", SHIPPED)
def test_a_shipped_format_is_read_back_equal(id_: str, rewritten: Catalog, catalog: Catalog) -> None:
    assert rewritten.formats[id_] == catalog.formats[id_]


@pytest.mark.parametrize("id_", ["x_overview", "tiktok_viewers"])
def test_keys_stand_in_the_order_of_the_shipped_files(id_: str, catalog: Catalog) -> None:
    shipped = (HERE / "formats" / f"{id_}.toml").read_text(encoding="utf-8")

    def keys(text: str) -> list[str]:
        lines = [line for line in text.splitlines() if line and not line.startswith((" ", "]"))]
        return [line.partition(" = ")[0] for line in lines]

    assert keys(toml_of(catalog.formats[id_])) == keys(shipped)


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
texts = st.builds(Words, words, words)
languages = st.dictionaries(st.sampled_from(["en", "fr", "de"]), st.lists(words, min_size=1, max_size=30).map(tuple))
columns = st.builds(
    FormatColumn,
    to=st.none() | words,
    type=st.sampled_from(["id", "date", "percent"]),
    headings=languages,
    order=st.sampled_from([None, "dmy", "auto"]),
    zone=st.none() | words,
    values=st.dictionaries(words, words, max_size=4),
    constants=st.dictionaries(words, words, max_size=4),
    drop=st.none() | texts,
    pattern=st.booleans(),
)
lists = st.lists(words, max_size=3).map(tuple)
columns_made = st.lists(columns, max_size=4).map(tuple)


@given(columns_made, lists, words, st.lists(texts, max_size=3).map(tuple), st.booleans())
def test_any_format_is_read_back_equal(
    made: tuple[FormatColumn, ...], some: tuple[str, ...], text: str, notes: tuple[Words, ...], closed: bool
) -> None:
    format_ = Format(
        id=text,
        title=Words(text, text),
        platforms=some,
        table=text,
        shape="rows",
        source=text,
        needs=some,
        columns=made,
        footers=some,
        notes=notes,
        closed=closed,
        fingerprints=some,
        constants=dict.fromkeys(some, text),
    )
    faults: list[str] = []
    read = Reader("any", faults).read(Format, tomllib.loads(toml_of(format_)), local=False, amended_by=())
    assert (read, faults) == (format_, [])


@given(words, columns_made, lists)
def test_any_amendment_is_read_back_equal(text: str, made: tuple[FormatColumn, ...], some: tuple[str, ...]) -> None:
    block = Titled(to=text, titles={"fr": (text,)})
    amendment = Amendment(amends=text, source=text, columns=made, blocks=(block,), sheets=some, fingerprints=some)
    faults: list[str] = []
    assert Reader("any", faults).read(Amendment, tomllib.loads(toml_of(amendment))) == amendment
    assert faults == []


def test_what_the_loader_gives_is_not_written(catalog: Catalog) -> None:
    text = toml_of(replace(catalog.formats["x_overview"], local=True, amended_by=("any.toml",)))
    assert "local" not in text
    assert "amended_by" not in text


def test_a_long_list_is_broken_and_an_expression_stays_readable(catalog: Catalog) -> None:
    text = toml_of(catalog.formats["youtube_audience"])
    assert max(len(line) for line in text.splitlines() if line.startswith(("heading", "never", "totals"))) < 200
    assert r"""names = ['(?P<from>\d{4}-\d{2}-\d{2})""" in text


@given(words, words)
def test_remarks_never_become_keys(remark: str, other: str) -> None:
    format_ = Format("x", Words("X", "X"), ("x",), "post", "rows", "a test", ("post",), (FormatColumn(to="post"),))
    text = toml_of(format_, [remark + '\nid = "y"', other], {0: [other + '\rto = "z"\u2028type = "id"']})
    assert tomllib.loads(text) == tomllib.loads(toml_of(format_))

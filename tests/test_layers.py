"""A module imports only from strictly lower layers or from its own package, and libraries stay in their rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The ground is a package of its own, so its modules are ordered among themselves.
LAYERS = {
    "reporting.errors": 0.0,
    "reporting.language": 0.1,
    "reporting.periods": 0.2,
    "reporting.numbers": 0.2,
    "reporting.settings": 0.2,
    "reporting.catalog": 1,
    "reporting.ingest": 2,
    "reporting.warehouse": 3,
    "reporting.metrics": 4,
    "reporting.access": 4,
    "reporting.goals": 5,
    "reporting.insights": 5,
    "reporting.charts": 6,
    "reporting.workbook": 6,
    "reporting.mail": 6,
    "reporting.printing": 6,
    "reporting.actions": 7,
    "reporting.ui": 8,
    "reporting.command": 8,
    "reporting.__main__": 8.1,
    "pages": 9,
    "app": 9,
}
ROOMS = {
    "streamlit": ("reporting.ui", "pages", "app"),
    "duckdb": ("reporting.ingest", "reporting.warehouse", "reporting.metrics.engine"),
    "pyarrow": ("reporting.ingest", "reporting.warehouse", "reporting.metrics.engine"),
    "altair": ("reporting.charts",),
    "pandas": ("reporting.charts", "reporting.ui", "pages"),
    "openpyxl": ("reporting.workbook",),
    "PIL": ("reporting.workbook", "reporting.printing"),
    "resvg_py": ("reporting.workbook",),
    "pypdfium2": ("reporting.printing",),
    "tomllib": ("reporting.catalog",),
    "tomli_w": ("reporting.catalog",),
    "rapidfuzz": ("reporting.ingest",),
    "python_calamine": ("reporting.ingest",),
    "defusedxml": ("reporting.ingest", "reporting.workbook.svg"),
    "socket": ("reporting.ingest",),  # a pair of local sockets to the child that parses
    "pickle": ("reporting.ingest",),  # what travels over them
    "smtplib": ("reporting.mail",),
    "ssl": ("reporting.mail",),
    "numpy": ("reporting.ingest", "reporting.metrics.cells", "reporting.goals"),
    "scipy": ("reporting.goals",),
    "babel": ("reporting.language", "reporting.numbers", "reporting.periods"),
}
# Nothing leaves the house: no module may speak to another machine, but to the mail server that an installation sets.
FORBIDDEN = ("http", "urllib.request", "requests", "urllib3", "httpx", "ftplib")
# Pages draw what actions give: besides the people-facing packages they see only the ground and the values of each room.
PAGES_SEE = (
    "reporting.actions",
    "reporting.ui",
    "reporting.charts",
    *(prefix for prefix, layer in LAYERS.items() if layer < 1),
)


def _sources(root: Path) -> dict[str, Path]:
    """Module name -> file, for everything that the program consists of."""
    files = [*sorted((root / "reporting").rglob("*.py")), *sorted((root / "pages").rglob("*.py")), root / "app.py"]
    names = {".".join(path.relative_to(root).with_suffix("").parts): path for path in files if path.exists()}
    return {name.removesuffix(".__init__"): path for name, path in names.items()}


def _imports(name: str, path: Path, known: dict[str, Path]) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, at whatever depth of the code, with the line."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in known else base), node.lineno


def _within(module: str, prefixes: tuple[str, ...]) -> bool:
    return any(module == prefix or module.startswith(f"{prefix}.") for prefix in prefixes)


def _room(module: str) -> str | None:
    return next((prefix for prefix in LAYERS if _within(module, (prefix,))), None)


def _layer_fault(importer: str, imported: str) -> str | None:
    here, there = _room(importer), _room(imported)
    if here is None or there is None or here == there:
        return None
    if LAYERS[there] >= LAYERS[here]:
        direction = "sideways" if LAYERS[there] == LAYERS[here] else "upward"
        return f"{direction} import of {imported} (layer {LAYERS[there]:g}) from layer {LAYERS[here]:g}"
    if here == "pages" and not _within(imported, PAGES_SEE) and not imported.endswith(".model"):
        return f"a page imports {imported}, which is neither an action, a widget, a chart nor a type"
    return None


def _library_fault(importer: str, imported: str) -> str | None:
    if _within(imported, FORBIDDEN):
        return f"{imported} is not for this program"
    library = imported.partition(".")[0]
    if library in ROOMS and not _within(importer, ROOMS[library]):
        return f"{library} outside its rooms ({', '.join(ROOMS[library])})"
    return None


def _cycles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """Each module that reaches itself, with the way there; one report for a knot."""
    told: set[str] = set()
    for start in sorted(graph):
        ways, seen = [[start]], {start}
        while ways and start not in told:
            way = ways.pop()
            for there in sorted(graph.get(way[-1], ())):
                if there == start:
                    told.update(way)
                    yield [*way, start]
                    ways.clear()
                    break
                if there not in seen:
                    seen.add(there)
                    ways.append([*way, there])


def faults(root: Path) -> list[str]:
    sources = _sources(root)
    found = [
        f"{name}: module without a layer number" for name in sources if name != "reporting" and _room(name) is None
    ]
    graph: dict[str, set[str]] = {}
    for name, path in sources.items():
        for imported, line in _imports(name, path, sources):
            if imported in sources:
                graph.setdefault(name, set()).add(imported)
            told = (_layer_fault(name, imported), _library_fault(name, imported))
            found += [f"{path.relative_to(root)}:{line}: {fault}" for fault in told if fault]
    return found + [f"cycle: {' → '.join(way)}" for way in _cycles(graph)]


def test_every_import_goes_down_and_every_library_is_in_its_room() -> None:
    assert faults(ROOT) == []


def test_every_layer_number_belongs_to_something() -> None:
    names = _sources(ROOT)
    assert [prefix for prefix in LAYERS if not any(_within(name, (prefix,)) for name in names)] == []


def test_the_readme_of_the_layers_tells_the_same_numbers() -> None:
    table = (ROOT / "reporting" / "README.md").read_text()
    told = {f"| `{prefix.removeprefix('reporting.')}` | {int(number)} |" for prefix, number in LAYERS.items()}
    assert {line for line in told if line not in table} == set()


PLANTED = {
    "an upward import": (
        "reporting/catalog/a.py",
        "import reporting.actions.b",
        "upward import of reporting.actions.b",
    ),
    "a sideways import": (
        "reporting/charts/a.py",
        "from reporting.workbook import b",
        "sideways import of reporting.workbook.b",
    ),
    "an import inside a function": (
        "reporting/catalog/a.py",
        "def f():\n    from reporting.actions.b import x",
        "upward import of reporting.actions.b",
    ),
    "a relative import": ("reporting/catalog/a.py", "from ..actions import b", "upward import of reporting.actions.b"),
    "an import for types only": (
        "reporting/catalog/a.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import reporting.actions.b",
        "upward import of reporting.actions.b",
    ),
    "a module without a number": ("reporting/helpers.py", "", "reporting.helpers: module without a layer number"),
    "a library outside its room": ("reporting/goals/a.py", "import duckdb", "duckdb outside its rooms"),
    "a part of a library": ("reporting/goals/a.py", "from openpyxl.styles import Font", "openpyxl outside its rooms"),
    "a call to the outside": (
        "reporting/ui/a.py",
        "from urllib.request import urlopen",
        "urllib.request is not for this",
    ),
    "a page that computes": (
        "pages/report/a.py",
        "from reporting.metrics import b",
        "a page imports reporting.metrics.b",
    ),
    "a cycle": (
        "reporting/goals/a.py",
        "def f():\n    from reporting.goals import c",
        "cycle: reporting.goals.a → reporting.goals.c → reporting.goals.a",
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_violation_is_found(case: str, tmp_path: Path) -> None:
    planted, source, expected = PLANTED[case]
    standing = {f"reporting/{room}/b.py": "" for room in ("actions", "workbook", "metrics")}
    standing["reporting/goals/c.py"] = "import reporting.goals.a" if case == "a cycle" else ""
    for name, text in {**standing, planted: source}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (fault,) = faults(tmp_path)
    assert expected in fault


def test_a_house_in_order_has_no_fault(tmp_path: Path) -> None:
    for name, text in {
        "reporting/__init__.py": "",
        "reporting/language.py": "import babel\nfrom reporting.errors import x",
        "reporting/errors.py": "",
        "reporting/metrics/engine.py": "import duckdb\nfrom reporting.metrics.model import x",
        "reporting/metrics/model.py": "from reporting import language",
        "pages/report/a.py": "import streamlit, reporting.actions.figures\nfrom reporting.metrics.model import x",
        "reporting/actions/figures.py": "from reporting.metrics import engine",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert faults(tmp_path) == []

"""SQL text from a literal template and identifiers (layer 3). Values never pass here: they are bound by $name."""

from collections.abc import Iterable


def quoted(identifier: str) -> str:
    """An identifier as SQL writes it. Ours and the catalog's only; the doubling is a second net."""
    return '"' + identifier.replace('"', '""') + '"'


def listed(identifiers: Iterable[str], prefix: str = "") -> str:
    return ", ".join(prefix + quoted(name) for name in identifiers)


def compose(template: str, **parts: str) -> str:
    """Fill the {parts} of a literal template with SQL made by this package from identifiers of the catalog."""
    return template.format_map(parts)

"""Writes the sample exports of every format: the platforms' shapes, with invented names and numbers.

Run from the checkout: python sample_data/build_samples.py. Real .xls (BIFF) files need LibreOffice (soffice).
The rows lie in samples_meta.py, samples_linkedin.py and samples_others.py; the expected rows beside the samples are
written by `python -m reporting golden` and read by a person.
"""

import csv
import datetime as dt
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

Row = Sequence[object]
WRITTEN_AT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


def lines(rows: Sequence[Row], *, delimiter: str = ",", quote_all: bool = False, end: str = "\n") -> str:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


def meta_lines(header: Row, rows: Sequence[Row]) -> str:
    """As Meta writes it: a heading is quoted where it holds a space or a comma, a cell only where it must be."""
    head = ",".join(f'"{name}"' if " " in str(name) or "," in str(name) else str(name) for name in header)
    return head + "\n" + lines(rows)


def write(folder: str, name: str, text: str, encoding: str = "utf-8") -> None:
    path = HERE / folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))


def write_utf16(folder: str, name: str, text: str) -> None:
    """Little endian with a byte-order mark, as Meta's page files are."""
    write(folder, name, "\ufeff" + text, "utf-16-le")


def write_xlsx(folder: str, name: str, sheets: Mapping[str, Sequence[Row]]) -> None:
    path = HERE / folder / name
    path.parent.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row, 1):
                if cell is not None:
                    sheet.cell(at, column, cell)
    book.properties.created = book.properties.modified = WRITTEN_AT.replace(tzinfo=None)
    book.save(path)


def write_xls(folder: str, name: str, sheets: Mapping[str, Sequence[Row]]) -> None:
    """A true BIFF workbook, by way of LibreOffice."""
    stem = Path(name).stem
    write_xlsx(folder, f"{stem}.xlsx", sheets)
    made = HERE / folder / f"{stem}.xlsx"
    with tempfile.TemporaryDirectory() as home:
        command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "xls:MS Excel 97"]
        subprocess.run([*command, "--outdir", home, str(made)], check=True, capture_output=True)  # noqa: S603 -- our own files
        shutil.move(Path(home) / f"{stem}.xls", HERE / folder / name)
    made.unlink()


def write_zip(folder: str, name: str, members: Mapping[str, bytes]) -> None:
    path = HERE / folder / name
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(zipfile.ZipInfo(member, WRITTEN_AT.timetuple()[:6]), data)


def main() -> None:
    import samples_linkedin  # noqa: PLC0415 -- they import the writers above
    import samples_meta  # noqa: PLC0415
    import samples_others  # noqa: PLC0415

    for module in (samples_meta, samples_linkedin, samples_others):
        module.build()
        print(f"{module.__name__}: written")


if __name__ == "__main__":
    main()

"""LibreOffice as a bounded servant: a file in, a PDF out, in a process group that ends by the clock (layer 6).

It gets a folder and a profile of its own, no macros, no links, no network name of ours; it never recalculates, so that
a page shows the very figures that the workbook holds.
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reporting.errors import BilanError, say
from reporting.language import Language

log = logging.getLogger(__name__)
USUAL = "soffice"
_PLACES = (
    "libreoffice",
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_MEMORY_KILOBYTES = 4_000_000
_FILE_BLOCKS = 1_000_000
_QUEUE_SECONDS = 600
_TOLD = 500

# Where a setting lies, its name, its value: language of numbers and dates, no computing anew, no links, no macros.
_SETTINGS = (
    ("Setup/L10N", "ooSetupSystemLocale", "{locale}"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
)
_ITEM = """<item oor:path="/org.openoffice.{path}">
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>
</item>
"""
_PROFILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{"".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)}</oor:items>
"""
_OPTIONS = ("ExportBookmarks", "UseTaggedPDF")
_FILTER = "pdf:calc_pdf_Export:" + json.dumps({name: {"type": "boolean", "value": "true"} for name in _OPTIONS})

# One profile is one program; a second one at a time would also be too much for a small machine.
_TURN = threading.Lock()


@dataclass(frozen=True, slots=True)
class Office:
    """program: where it lies, None where the machine has none; folder: ours, for profiles and passing files."""

    program: Path | None
    folder: Path
    seconds: int


def find(named: str = USUAL) -> Path | None:
    """The program that was named; of the usual name, also where it lies outside of the search path."""
    others = _PLACES if named == USUAL else ()
    return next((path for path in map(_executable, (named, *others)) if path), None)


def _executable(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


def to_pdf(office: Office, workbook: bytes, lang: Language) -> bytes:
    """Raises BilanError: NO_OFFICE, PRINT_TIME, PRINT_BUSY or PRINT_FAILED."""
    if office.program is None:
        raise BilanError(
            say("A PDF needs LibreOffice, and this machine has none."),
            why=say("Bilan looked for the program soffice."),
            todo=say(
                "Install LibreOffice, or name its program in REPORTING_OFFICE. The workbook needs it not: open it in"
                " your spreadsheet program and save it as PDF there."
            ),
            code="NO_OFFICE",
        )
    if not _TURN.acquire(timeout=_QUEUE_SECONDS):
        raise BilanError(
            say("Other reports are still being printed."), todo=say("Try again in a moment."), code="PRINT_BUSY"
        )
    try:
        office.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=office.folder, prefix="print-") as folder:
            return _printed(office, Path(folder), workbook, lang)
    finally:
        _TURN.release()


def _printed(office: Office, folder: Path, workbook: bytes, lang: Language) -> bytes:
    source, result = folder / "report.xlsx", folder / "out" / "report.pdf"
    source.write_bytes(workbook)
    profile = _profile(office.folder, lang)
    code, told = _run(office, folder, profile, source)
    if result.exists() and (pdf := result.read_bytes()).startswith(b"%PDF-"):
        return pdf
    shutil.rmtree(profile, ignore_errors=True)
    log.error("LibreOffice printed nothing (exit code %s): %s", code, told)
    if code is None:
        raise BilanError(
            say("Printing the report took longer than {seconds} seconds and was stopped.", seconds=office.seconds),
            todo=say("Choose a recipe with fewer sheets, or raise REPORTING_OFFICE_SECONDS."),
            code="PRINT_TIME",
        )
    raise BilanError(
        say("LibreOffice did not print the report."),
        why=say("It ended with the code {code} and left no PDF.", code=code),
        todo=say("Try again; if it happens again, look into the log of the app. The workbook itself is not affected."),
        code="PRINT_FAILED",
    )


def _profile(folder: Path, lang: Language) -> Path:
    """Where it keeps its own state; kept, because making one takes longer than printing."""
    profile = folder / f"office-{lang}"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_PROFILE.format(locale=_LOCALES[lang]), "utf-8")
    return profile


def _run(office: Office, folder: Path, profile: Path, source: Path) -> tuple[int | None, str]:
    """Its exit code, None if the clock ended it, and the beginning of what it said."""
    command = [
        str(office.program),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    process = subprocess.Popen(  # noqa: S603 -- a program of the machine, a file of ours
        _bounded(command),
        cwd=folder,
        env=_environment(profile),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        told, _ = process.communicate(timeout=office.seconds)
    except subprocess.TimeoutExpired:
        return None, ""
    else:
        return process.returncode, told[:_TOLD].decode("utf-8", "replace")
    finally:
        _end(process)


def _bounded(command: list[str]) -> list[str]:
    """Memory and size of files, where there is a shell that can bound them (macOS has no bound for memory)."""
    shell = shutil.which("sh")
    if os.name != "posix" or shell is None:
        return command
    script = f'ulimit -v {_MEMORY_KILOBYTES} 2>/dev/null; ulimit -f {_FILE_BLOCKS} 2>/dev/null; exec "$@"'
    return [shell, "-c", script, "sh", *command]


def _environment(profile: Path) -> dict[str, str]:
    """Only what it needs to start: no setting and no secret of ours."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "XDG_DATA_DIRS")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    place = str(profile.resolve())
    return {**found, "HOME": place, "TMPDIR": place, "TEMP": place, "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """The whole tree: the program is a script that starts a second and a third process."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()

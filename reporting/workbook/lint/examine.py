"""All rules over one report (layer 6)."""

from reporting.workbook.book import Book
from reporting.workbook.lint.drawn import judge_drawn
from reporting.workbook.lint.goals import judge_goals, judge_texts
from reporting.workbook.lint.model import Remark, worst_first
from reporting.workbook.lint.sources import judge_sources
from reporting.workbook.lint.totals import judge_totals
from reporting.workbook.lint.words import judge_words


def examine(book: Book) -> tuple[Remark, ...]:
    """What the rules find in the report and in its sheets as they are drawn, worst first."""
    report = book.report
    of_values = (judge_sources(report), judge_totals(report), judge_goals(report), judge_texts(report))
    rules = (*of_values, judge_drawn(book), judge_words(book))
    return worst_first([remark for found in rules for remark in found])

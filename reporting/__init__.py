"""Bilan: exports of social platforms in, goals judged and a client-ready workbook out."""

"""Results to an openpyxl workbook (layer 6)."""

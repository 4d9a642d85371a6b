"""A report's values in, the bytes of an Excel workbook out; no store, no clock (layer 6)."""

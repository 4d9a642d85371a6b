"""A workbook's bytes in, its pages out, as PDF or as pictures; through LibreOffice, bounded (layer 6)."""

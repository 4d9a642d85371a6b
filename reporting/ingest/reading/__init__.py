"""Bytes to grids of text cells: containers, encodings, sheets (layer 2)."""

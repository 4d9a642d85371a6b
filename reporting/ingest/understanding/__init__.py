"""Grids to typed rows: formats recognised, cells read by stated rules, compiled to SQL (layer 2)."""

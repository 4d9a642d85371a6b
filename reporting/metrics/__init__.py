"""Definitions to SQL to figures (layer 4)."""

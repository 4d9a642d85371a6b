"""Exports in, typed rows and problems out; knows no stored data (layer 2)."""

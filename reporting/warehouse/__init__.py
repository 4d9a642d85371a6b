"""The store: one DuckDB file and a folder of originals (layer 3)."""

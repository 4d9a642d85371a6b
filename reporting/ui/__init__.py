"""Streamlit helpers (layer 8)."""

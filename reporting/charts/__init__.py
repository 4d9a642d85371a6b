"""Results to Altair charts; no Streamlit (layer 6)."""

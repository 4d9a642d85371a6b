"""One module a kind of sheet: what it holds, why it is left out, and how it is drawn (layer 6)."""

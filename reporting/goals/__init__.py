"""Goals judged: pure arithmetic on results (layer 5)."""

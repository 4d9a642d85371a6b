"""People, roles and what they may do (layer 4)."""

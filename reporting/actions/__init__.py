"""What a person can do, one function each (layer 7)."""

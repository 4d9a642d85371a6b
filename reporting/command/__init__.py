"""The command line: the contract that other programs rely on (layer 8)."""

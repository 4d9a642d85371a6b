"""The killable, bounded process in which uploads are parsed (layer 2)."""

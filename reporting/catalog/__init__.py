"""Definitions as data, and the only code that reads them (layer 1)."""

from reporting.catalog.load import load_catalog
from reporting.catalog.model import Catalog

__all__ = ["Catalog", "load_catalog"]

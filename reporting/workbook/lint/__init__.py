"""What is wrong with a report before it leaves: rules over its values and its drawn workbook, pure (layer 6)."""

"""Findings from results, each with n and a grade (layer 5)."""

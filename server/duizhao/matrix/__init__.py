"""The matrix of a report: every problem with its causes and measures, who sees to them, by when, how it stands and why.

`gather` makes it from a pairing, and each module named `as_…` writes it in one format.
"""

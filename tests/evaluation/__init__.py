"""Reports with known links, what may go wrong with them, and how well the findings tell it.

`python -m tests.evaluation` prints the table.
"""

"""Pairing: every problem has its cause and its measure, last year's issues have their follow-up."""

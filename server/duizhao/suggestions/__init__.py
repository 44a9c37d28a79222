"""Suggestions by words: which measure may answer which problem. They never change a state and never raise a finding."""

"""The terminal's client of the language server: the same verdicts as in an editor, as text or JSON."""

"""Edits that make it plain what answers what: stubs, confirmed links, waivers, references in the text."""

"""Benchmarks of the server and of the command line; see README.md. Nothing here runs under pytest."""

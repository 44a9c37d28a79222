"""`python -m duizhao`, which looks for modules where they are installed, and not in the current folder."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]

from duizhao.cli import main

main()

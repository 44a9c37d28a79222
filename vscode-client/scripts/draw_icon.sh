#!/usr/bin/env bash
# Draws icon.svg as ../icon.png, with a Chromium.
set -euo pipefail
cd "$(dirname "$0")"
chromium --headless --no-sandbox --hide-scrollbars --window-size=128,128 --default-background-color=00000000 \
    --screenshot="$PWD/../icon.png" "file://$PWD/icon.svg"

#!/usr/bin/env bash
# Puts the Neovim of a Debian suite into a folder, apart from the system, with all it is linked to, and prints the path
# of the program. Debian 13 has 0.10.4, Debian 12 has 0.7.2. What is there already is not downloaded again.
# usage: older-neovim.sh SUITE FOLDER
set -euo pipefail

suite=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
program=$folder/nvim

if [ ! -x "$program" ]; then
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | grep -v -i security | head -n 1)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    : >"$work/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/sources.list"
    apt=(apt-get -qq
        -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$work/lists" -o "Dir::State::Status=$work/status" -o "Dir::Cache=$work/cache"
        -o APT::Sandbox::User=root)
    "${apt[@]}" update >&2
    "${apt[@]}" install -y --download-only --no-install-recommends neovim >&2
    rm -rf "$folder/root"
    mkdir "$folder/root"
    for package in "$work"/cache/archives/*.deb; do
        dpkg-deb -x "$package" "$folder/root"
    done
    libraries=$(dirname "$(find "$folder/root" -name 'libc.so.6' | head -n 1)")
    cat >"$program" <<EOF
#!/bin/sh
VIMRUNTIME='$folder/root/usr/share/nvim/runtime' exec '$libraries'/ld-linux-*.so.* \\
    --library-path '$libraries:$folder/root/usr/lib/$(basename "$libraries")' '$folder/root/usr/bin/nvim' "\$@"
EOF
    chmod +x "$program"
fi
"$program" --version | head -n 1 >&2
echo "$program"

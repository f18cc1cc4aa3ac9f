#!/usr/bin/env bash
# Make trainer/schemathesis/.venv as requirements.txt says; does nothing when it is already so.
set -u
cd "$(dirname "$0")" || exit 1
python=${PYTHON:-python3.11}
stamp=.venv/requirements.sha256
wanted=$({ sha256sum requirements.txt || shasum -a 256 requirements.txt; } 2>/dev/null | cut -d ' ' -f 1)
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0

fail() {
  echo "schemathesis: $1" >&2
  exit 1
}

"$python" -m venv .venv || fail "could not make its .venv: install Python 3.11 with its venv module, or set PYTHON to its path"
.venv/bin/pip install --quiet --requirement requirements.txt || fail "could not install requirements.txt: see pip's message above"
echo "$wanted" >"$stamp"

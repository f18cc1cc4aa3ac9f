#!/usr/bin/env bash
# Make trainer/.venv as trainer/requirements.txt says; does nothing when it is already so.
set -u
cd "$(dirname "$0")" || exit 1
python=${PYTHON:-python3.11}
stamp=.venv/requirements.sha256
wanted=$({ sha256sum requirements.txt || shasum -a 256 requirements.txt; } 2>/dev/null | cut -d ' ' -f 1)
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0

fail() {
  echo "trainer: $1" >&2
  exit 1
}

command -v "$python" >/dev/null || fail "needs Python 3.11, found no $python: install it or set PYTHON to its path"
[ "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = 3.11 ] ||
  fail "needs Python 3.11, $python is $("$python" --version 2>&1): set PYTHON to the path of a Python 3.11"
"$python" -m venv .venv || fail "could not make trainer/.venv: install Python's venv module or free some disk space"
# torch first and alone: with its CPU build in place nothing that depends on it brings in CUDA packages.
.venv/bin/pip install --quiet "$(grep '^torch==' requirements.txt)" ||
  fail "could not install torch: check pip's package index and, where it offers several, choose torch's CPU build"
.venv/bin/pip install --quiet --requirement requirements.txt ||
  fail "could not install trainer/requirements.txt: see pip's message above"
echo "$wanted" >"$stamp"

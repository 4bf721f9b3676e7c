#!/usr/bin/env bash
# Makes .venv from a Python >= 3.12 and installs the hashed lock file given.
# Needs no uv. Uses it, where it works, to get a Python or to install faster.
set -euo pipefail
lock=${1:?lock file}
min_major=3 min_minor=12
ok() { "$1" -c "import sys,venv,ensurepip; sys.exit(sys.version_info[:2] < ($min_major,$min_minor))" >/dev/null 2>&1; }
uv_works() { uv --version >/dev/null 2>&1; }   # a pyenv shim named uv may exist and fail

if [ -x .venv/bin/python ] && ! .venv/bin/python -c "import sys,pip; sys.exit(sys.version_info[:2] < ($min_major,$min_minor))" >/dev/null 2>&1; then
  rm -rf .venv                                 # stale or broken: made by an older Python
fi
if [ ! -x .venv/bin/python ]; then
  py=
  for c in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python \
           "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3 ; do
    if ok "$c"; then py=$c; break; fi
  done
  if [ -n "$py" ]; then
    echo "Python: $("$py" -c 'import sys; print(sys.executable, sys.version.split()[0])')"
    "$py" -m venv .venv
  elif uv_works && UV_HTTP_RETRIES=${UV_HTTP_RETRIES:-1} uv venv -q --seed --python ">=$min_major.$min_minor" .venv 2>.venv-uv.log; then
    echo "Python: from uv ($(.venv/bin/python -V))"; rm -f .venv-uv.log
  else
    {
      echo "This project needs Python $min_major.$min_minor or newer (Django 6.1 does). Found none that works:"
      for c in python3 python3.14 python3.13 python3.12; do
        command -v "$c" >/dev/null || continue
        note=; "$c" -c 'import venv, ensurepip' 2>/dev/null || note=' (and no venv in it: apt-get install python3-venv)'
        echo "  $(command -v "$c"): $("$c" -V 2>&1 | head -1)$note"
      done
      if uv_works; then echo "  uv could not supply one: $(grep -m1 -iE 'dns|failed to (download|lookup)|no interpreter|error' .venv-uv.log | sed 's/^ *//' | cut -c1-160)"; fi
      echo "Then one of these, and run make again:"
      echo "  - with uv and the internet:  uv python install 3.13"
      echo "  - with pyenv:                pyenv install 3.13"
      echo "  - Debian 13, Ubuntu 24.04 or newer:  apt-get install python3 python3-venv"
      echo "  - a Python elsewhere:        make PYTHON=/path/to/python3.13 ..."
    } >&2
    rm -f .venv-uv.log
    exit 1
  fi
fi
if uv_works; then
  VIRTUAL_ENV=.venv uv pip install -q --require-hashes -r "$lock"
else
  .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
fi

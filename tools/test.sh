#!/usr/bin/env bash
# Every test, on SQLite and on PostgreSQL, the browser tests in Chromium with both.
# What this machine lacks is left out and said at the end; with CI set it is a failure.
set -uo pipefail
bin=${BIN:-.venv/bin}
postgres=${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres}
missing=() failed=0
pick=""

if ! "$bin/python" -c 'import shutil, sys; sys.exit(not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))'; then
  missing+=("the browser tests: no Chromium found (Debian: apt-get install chromium)")
  pick="not browser"
fi
if ! "$bin/python" -c 'import weasyprint' 2>/dev/null; then
  missing+=("the tests that make a PDF file: no Pango found (Debian: apt-get install libpangoft2-1.0-0)")
  pick="${pick:+$pick and }not pdf"
fi

run() { echo "== tests on $1"; shift; "$@" "$bin/python" -m pytest -q -n "${TEST_WORKERS:-auto}" -m "$pick" || failed=1; }

run SQLite env DATABASE_URL=sqlite:///:memory:
if "$bin/python" -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()' "$postgres" 2>/dev/null; then
  # What touches no database has run above and would say the same again.
  run PostgreSQL env ONLY_WITH_DATABASE=1 DATABASE_URL="$postgres"
else
  missing+=("the tests on PostgreSQL: no server answers at TEST_DATABASE_URL ($postgres)")
fi

for what in "${missing[@]+"${missing[@]}"}"; do
  echo "LEFT OUT: $what"
done
if [ ${#missing[@]} -gt 0 ] && [ -n "${CI:-}" ]; then
  echo "In CI nothing may be left out."
  failed=1
fi
exit $failed

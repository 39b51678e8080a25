#!/usr/bin/env bash
# The first ten minutes, on a data directory of its own: start in the background, the version by psql, the exact refusals
# of a wrong, an expired and a wrong-action token and of a plaintext connection, the README's shell and SQL blocks, stop.
# Needs psql. usage: tests/first-ten-minutes.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work="$(mktemp -d)"
data="$work/data"
finish() {
    ./borealis stop --data "$data" >/dev/null 2>&1 || true
    ./borealis stop --data "$work/readme/borealis" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT

passed=0
failed=0
# says WHAT EXPECTED ACTUAL
says() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$1"
    else
        failed=$((failed + 1))
        printf 'FAILED  %s\n  expected: %s\n  actual:   %s\n' "$1" "$2" "$3"
    fi
}
contains() {
    case "$3" in
    *"$2"*) says "$1" "" "" ;;
    *) says "$1" "… $2 …" "$3" ;;
    esac
}

./borealis start --background --data "$data" --port 0 >"$work/start.out"
contains "start prints that it is ready" "is ready" "$(cat "$work/start.out")"
contains "start prints a psql line" "sslmode=verify-full" "$(cat "$work/start.out")"

contains "psql through borealis" "PostgreSQL 16" \
    "$(./borealis psql --data "$data" -- -At -c 'select version()' 2>&1)"
# plain psql, verify-full
eval "$(./borealis env --data "$data")"
says "env asks for verify-full" "verify-full" "$PGSSLMODE"
contains "plain psql" "PostgreSQL 16" "$(psql -X -At -c 'select version()' 2>&1)"

# severity, SQLSTATE, message and HINT; psql prints the first three with \set VERBOSITY only after connecting, so the
# parts that libpq shows are compared
refusal() { psql -X -At -c 'select 1' 2>&1 | sed 's/^psql: error: //' || true; }
denied="FATAL:  unable to accept connection, access denied"
contains "a wrong token" "$denied" "$(PGPASSWORD=nonsense refusal)"
token="$(./borealis token --data "$data")"
last="${token: -1}"
other=0
[ "$last" = 0 ] && other=1
contains "a token with another signature" "$denied" "$(PGPASSWORD="${token%?}$other" refusal)"
short="$(./borealis token --data "$data" --expires-in 1)"
sleep 2
answer="$(PGPASSWORD="$short" refusal)"
contains "an expired token" "$denied" "$answer"
contains "an expired token: the hint" "HINT:  Signature expired: " "$answer"
answer="$(PGPASSWORD="$(./borealis token --data "$data" --user app)" refusal)"
contains "a wrong-action token" "$denied" "$answer"
contains "a wrong-action token: the hint" \
    "HINT:  Wrong user to action mapping. user: admin, action: DbConnect" "$answer"
contains "a plaintext connection" \
    "FATAL:  unable to accept connection, SSL is mandatory. AWS Authentication is required." \
    "$(PGSSLMODE=disable refusal)"
says "after all that it serves" "1" "$(psql -X -At -c 'select 1' 2>&1)"
./borealis stop --data "$data" >/dev/null 2>&1
contains "after stop nobody answers" "refused" "$(refusal)"

# The README, block by block, on a data directory and a port of its own. The block that runs all tests is left out.
unset PGHOST PGPORT PGUSER PGDATABASE PGSSLMODE PGSSLROOTCERT PGPASSWORD PGHOSTADDR
export XDG_DATA_HOME="$work/readme" BOREALIS_PORT=0
awk -v work="$work" '
    /^```(sh|sql)$/ { kind = substr($0, 4); n++; file = sprintf("%s/block%02d.%s", work, n, kind); next }
    /^```$/ { file = ""; next }
    file { print > file }
' README.md
for block in "$work"/block*.*; do
    name="README block $(head -1 "$block")"
    status=0
    case "$block" in
    *.sql)
        eval "$(./borealis env)"
        psql -X -v ON_ERROR_STOP=1 -f "$block" >"$work/out" 2>&1 || status=$?
        ;;
    *)
        grep -q '^mvn ' "$block" && continue
        # the server is stopped by a block in the middle: later ones want it again
        ./borealis status >/dev/null 2>&1 || case "$(cat "$block")" in *"start --background"*) ;; *)
            ./borealis start --background >/dev/null 2>&1 ;; esac
        bash -e "$block" >"$work/out" 2>&1 </dev/null || status=$?
        ./borealis status >/dev/null 2>&1 || ./borealis start --background >/dev/null 2>&1
        ;;
    esac
    says "$name" 0 "$status"
    [ "$status" = 0 ] || sed 's/^/    /' "$work/out"
done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]

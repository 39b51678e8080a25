#!/usr/bin/env bash
# The first ten minutes: every shell, SQL and TOML block of the README in its order, on one server of its own; then the
# exact refusals of a wrong, an expired and a wrong-action token and of a plaintext connection; then the README's stop.
# Left out: the block that runs all tests. Needs psql and curl. usage: tests/first-ten-minutes.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work="$(mktemp -d)"
# a data directory and ports of its own; nothing of the caller's gets in
for variable in $(env | sed -n 's/^\(BOREALIS_[A-Z_]*\|PG[A-Z]*\)=.*/\1/p'); do unset "$variable"; done
export XDG_DATA_HOME="$work" XDG_CONFIG_HOME="$work/config" BOREALIS_PORT=0 BOREALIS_HTTP_PORT=0
finish() {
    ./borealis stop >/dev/null 2>&1 || true
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

# The README's blocks as files block01.sh, block02.sql, …
awk -v work="$work" '
    /^```(sh|sql|toml)$/ { kind = substr($0, 4); n++; file = sprintf("%s/block%02d.%s", work, n, kind); next }
    /^```$/ { file = ""; next }
    file { print > file }
' README.md

http_port=8000
block() {
    local status=0
    case "$1" in
    *.sql) psql -X -v ON_ERROR_STOP=1 -f "$1" >"$work/out" 2>&1 || status=$? ;;
    *.toml) ./borealis status --config "$1" >"$work/out" 2>&1 || status=$(($? - 1)) ;; # 2: not understood
    *)
        sed -i "s/localhost:8000/localhost:$http_port/" "$1"
        # in this shell, as a reader would: what a block exports holds for the next
        set +e
        # shellcheck disable=SC1090 # the block
        . "$1" >"$work/out" 2>&1 </dev/null
        status=$?
        set -e
        ;;
    esac
    says "README: $(head -1 "$1")" 0 "$status"
    [ "$status" = 0 ] || sed 's/^/    /' "$work/out"
}

stop=""
for file in "$work"/block*.*; do
    case "$(cat "$file")" in
    mvn*) ;;
    "./borealis stop") stop="$file" ;;
    "./borealis start --background")
        block "$file"
        contains "start prints that it is ready" "is ready" "$(cat "$work/out")"
        contains "start prints a psql line" "sslmode=verify-full" "$(cat "$work/out")"
        http_port="$(./borealis status --output json | sed 's/.*"httpPort": \([0-9]*\).*/\1/')"
        # used at the end, when it has expired
        expired="$(./borealis token --expires-in 1)"
        ;;
    *) block "$file" ;;
    esac
done
says "env asks for verify-full" "verify-full" "${PGSSLMODE:-}"
contains "plain psql" "PostgreSQL 16" "$(psql -X -At -c 'select version()' 2>&1)"
contains "https on the same port" '"status": "ok"' \
    "$(curl -sS --cacert "$PGSSLROOTCERT" "https://localhost:$http_port/health" 2>&1)"
contains "metrics" "dsql_total_transactions_total{cluster_id=" \
    "$(curl -sS "http://localhost:$http_port/metrics" 2>&1)"

# what a refused client is shown
refusal() { psql -X -At -c 'select 1' 2>&1 | sed 's/^psql: error: //' || true; }
denied="FATAL:  unable to accept connection, access denied"
contains "a wrong token" "$denied" "$(PGPASSWORD=nonsense refusal)"
other=0
[ "${PGPASSWORD: -1}" = 0 ] && other=1
contains "a token with another signature" "$denied" "$(PGPASSWORD="${PGPASSWORD%?}$other" refusal)"
answer="$(PGPASSWORD="$expired" refusal)"
contains "an expired token" "$denied" "$answer"
contains "an expired token: the hint" "HINT:  Signature expired: " "$answer"
answer="$(PGPASSWORD="$(./borealis token --user app)" refusal)"
contains "a wrong-action token" "$denied" "$answer"
contains "a wrong-action token: the hint" \
    "HINT:  Wrong user to action mapping. user: admin, action: DbConnect" "$answer"
contains "a plaintext connection" \
    "FATAL:  unable to accept connection, SSL is mandatory. AWS Authentication is required." \
    "$(PGSSLMODE=disable refusal)"
says "after all that it serves" "1" "$(psql -X -At -c 'select 1' 2>&1)"
contains "--endpoint needs no data directory" "1" \
    "$(XDG_DATA_HOME="$work/none" ./borealis sql --endpoint "localhost:$PGPORT" -c 'select 1' 2>&1)"
status=0
./borealis start --nonsense >/dev/null 2>&1 || status=$?
says "a wrong flag is wrong usage" 2 "$status"
contains "a data directory in use" "a server is running on" "$(./borealis start --background 2>&1)"
contains "a port in use" "port $PGPORT is in use by another program; choose another with --port" \
    "$(./borealis start --background --data "$work/second" --port "$PGPORT" 2>&1)"
contains "an http port in use" "choose another with --http-port" \
    "$(./borealis start --background --data "$work/second" --http-port "$http_port" 2>&1)"
block "$stop"
contains "after stop nobody answers" "refused" "$(refusal)"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]

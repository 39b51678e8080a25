#!/usr/bin/env bash
# Runs the same load on Borealis and on PostgreSQL 16, one after the other on this machine, over TLS where Borealis
# demands it, and prints both figures and their ratio. Needs psql and pgbench. All servers are temporary and on loopback.
# Each line is measured in pairs (one server, then the other, and again), because other load on the machine comes and
# goes; beside the throughput stands the processor time of the server for each transaction, without the JIT compiler's,
# which noise changes least.
# usage: tests/bench/pgbench.sh [SCALE (10 = 1,000,000 rows)] [SECONDS per run] [PAIRS]
set -eu
cd "$(dirname "$0")/../.."
scale=${1:-10}
seconds=${2:-10}
pairs=${3:-2}
shared_buffers=1GB
. tests/bench/servers.sh
start_postgres
start_borealis
echo "loading $((scale * 100000)) rows" >&2
tests/bench/load.sh "$scale" >"$work/load.sql"
on_postgres psql -qX -v ON_ERROR_STOP=1 -f "$work/load.sql" 2>/dev/null
on_postgres psql -qX -c "VACUUM ANALYZE"
on_borealis psql -qX -v ON_ERROR_STOP=1 -f "$work/load.sql" 2>/dev/null

head_line ""
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
complaints

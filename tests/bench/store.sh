#!/usr/bin/env bash
# What the store does for scans, look-ups, updates, bulk loads and index builds, beside PostgreSQL 16 on this machine in
# the same minutes: first with the data in memory, then with page memory for a quarter of it (PostgreSQL: shared_buffers
# of that size; what neither keeps comes from the operating system's cache). Prints both figures and their ratio: first
# throughput, or seconds for what is done once; then processor time of the server without the JIT compiler's, which other
# load changes least.
# Then: how long single point reads take during full write load, in milliseconds.
# usage: tests/bench/store.sh [SCALE (10 = 1,000,000 rows)] [SECONDS per run] [PAIRS]
set -eu
cd "$(dirname "$0")/../.."
scale=${1:-10}
seconds=${2:-5}
pairs=${3:-2}
rows=$((scale * 100000))
quarter_mib=$((rows * 110 / 4 / 1048576 + 1)) # 110 bytes a row
shared_buffers=1GB
. tests/bench/servers.sh
start_postgres
start_borealis

tests/bench/load.sh "$scale" >"$work/load.sql"
index() { # name, columns
  echo "CREATE INDEX $1 ON pgbench_accounts $2;" >"$work/$1.postgres.sql"
  printf 'CREATE INDEX ASYNC %s ON pgbench_accounts %s \\gset\nCALL sys.wait_for_job(:'"'"'job_id'"'"');\n' "$1" "$2" >"$work/$1.borealis.sql"
  once "CREATE INDEX ON accounts $2" "$work/$1.borealis.sql" "$work/$1.postgres.sql"
  echo "DROP INDEX $1;" >"$work/drop.sql"
  once_on postgres "$work/drop.sql" >/dev/null; once_on borealis "$work/drop.sql" >/dev/null
}
reads() {
  query "count(*)" "SELECT count(*) FROM pgbench_accounts"
  query "sum" "SELECT sum(abalance) FROM pgbench_accounts"
  query "filter" "SELECT count(*) FROM pgbench_accounts WHERE abalance = 3"
  query "group by" "SELECT bid, count(*), sum(abalance) FROM pgbench_accounts GROUP BY bid"
  for size in 100 10000; do
    printf '\\set low random(1, %d)\nSELECT sum(abalance) FROM pgbench_accounts WHERE aid BETWEEN :low AND :low + %d;\n' $((rows - size)) $((size - 1)) >"$work/range.sql"
    line "range of $size rows" -f "$work/range.sql" -M prepared -c 1
  done
  line "point look-up, 1 client" -S -M prepared -c 1
  line "point look-up, 16 clients" -S -M prepared -c 16 -j 2
  line "single-row update, 16 clients" -f tests/bench/update.sql -M prepared -c 16 -j 2 --max-tries=100
}
percentiles() { # "borealis" or "postgres": point reads of 2 clients while 16 update
  local which=$1 writer
  "on_$which" pgbench -n -s "$scale" -T $((seconds * 2 + 2)) -f tests/bench/update.sql -M prepared -c 16 -j 1 --max-tries=100 >/dev/null 2>>"$work/err" &
  writer=$!
  sleep 1
  (cd "$work" && rm -f pgbench_log.*)
  "on_$which" pgbench -n -s "$scale" -T $((seconds * 2)) -S -M prepared -c 2 -j 1 -l --log-prefix="$work/pgbench_log" >/dev/null 2>>"$work/err" || true
  wait "$writer" || true
  cat "$work"/pgbench_log.* | awk '{ print $3 }' | sort -n | awk -v n="$which" '
    { t[NR] = $1 } END { printf "%-40s %9.2f %9.2f %9.2f %9.2f %9d\n", n, t[int(NR * 0.5) + 1] / 1000, t[int(NR * 0.99) + 1] / 1000,
      t[int(NR * 0.999) + 1] / 1000, t[NR] / 1000, NR }'
}

head_line "in memory, $rows rows"
once "bulk load, INSERT ... SELECT of 3,000" "$work/load.sql" "$work/load.sql"
on_postgres psql -qX -c "VACUUM ANALYZE"
index by_balance "(abalance)"
index by_branch "(bid)"
index by_filler "(filler, abalance)"
reads
line "TPC-B, 4 clients" -f tests/bench/tpcb.sql -M prepared -c 4 -j 2 --max-tries=1000
line "TPC-B, 16 clients" -f tests/bench/tpcb.sql -M prepared -c 16 -j 2 --max-tries=1000
printf '\n%-40s %9s %9s %9s %9s %9s\n' "point reads beside updates, ms" p50 p99 p99.9 longest reads
percentiles postgres
percentiles borealis

./borealis stop --data "$work/borealis" >&2
run_as "$bin/pg_ctl -D $work/data -m fast stop" >/dev/null
echo "shared_buffers = ${quarter_mib}MB" >>"$work/data/postgresql.conf"
start_postgres
BOREALIS_PAGE_BUDGET=${quarter_mib}m start_borealis
echo
head_line "a quarter of it ($quarter_mib MiB)"
reads
complaints

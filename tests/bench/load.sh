#!/usr/bin/env bash
# Prints the SQL that makes pgbench's four tables, in statements DSQL accepts: at most 3,000 rows a transaction.
# usage: load.sh SCALE | psql …          (100,000 accounts for each unit of SCALE)
set -eu
scale=${1:-1}
batch=3000
for table in pgbench_history pgbench_tellers pgbench_accounts pgbench_branches; do
  echo "DROP TABLE IF EXISTS $table;"
done
cat <<'SQL'
CREATE TABLE pgbench_branches (bid int NOT NULL PRIMARY KEY, bbalance int, filler char(88));
CREATE TABLE pgbench_tellers (tid int NOT NULL PRIMARY KEY, bid int, tbalance int, filler char(84));
CREATE TABLE pgbench_accounts (aid int NOT NULL PRIMARY KEY, bid int, abalance int, filler char(84));
CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
SQL
echo "INSERT INTO pgbench_branches SELECT g, 0, '' FROM generate_series(1, $scale) g;"
echo "INSERT INTO pgbench_tellers SELECT g, (g - 1) / 10 + 1, 0, '' FROM generate_series(1, $((scale * 10))) g;"
last=$((scale * 100000))
for ((from = 1; from <= last; from += batch)); do
  to=$((from + batch - 1))
  ((to > last)) && to=$last
  echo "INSERT INTO pgbench_accounts SELECT g, (g - 1) / 100000 + 1, 0, '' FROM generate_series($from, $to) g;"
done

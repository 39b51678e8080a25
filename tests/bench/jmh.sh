#!/usr/bin/env bash
# Runs the benchmarks of the hot paths (JMH, one process, no disk, no sockets) and prints time and bytes allocated for
# each operation. The main class is dev.borealis.tests.bench.Benchmarks.
# usage: tests/bench/jmh.sh [REGEX of names ...]      for example: tests/bench/jmh.sh pointRead bulkInsert
set -eu
cd "$(dirname "$0")/../.."
jdk=$(./borealis --find-jdk)
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
JAVA_HOME=$jdk mvn -B -ntp -q -Dspotless.check.skip=true -DskipTests -pl tests -am test-compile \
  dependency:build-classpath -Dmdep.outputFile="$classpath" -DincludeScope=test >&2
"$jdk/bin/java" -cp "tests/target/test-classes:$(cat "$classpath")" dev.borealis.tests.bench.Benchmarks "$@"

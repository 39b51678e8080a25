#!/usr/bin/env bash
# Compares ways to serve connections under TLS 1.3: blocking code on virtual threads (as Borealis does) and Netty's event
# loops, with the JDK's and with OpenSSL's engine. Each server answers pgbench's prepared point read, with some 15 µs of
# work in each statement and two endless queries beside. What is measured and how: Compare.java; what came out:
# docs/decisions/threads.md. Linux on x86-64 only.
# usage: tests/bench/network/run.sh [--rounds 5] [--seconds 4] [--connections 16,256,2000] [--endless 2] [--work-micros 15]
#                                   [--variants NAME,NAME,…]
set -eu
cd "$(dirname "$0")"
jdk=$(../../../borealis --find-jdk)
ulimit -n "$(ulimit -Hn)"
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge 8192 ] || { echo "needs 8192 open files, has $(ulimit -n)" >&2; exit 1; }
JAVA_HOME=$jdk mvn -q -B compile dependency:copy-dependencies -DoutputDirectory=target/lib
if [ ! -e target/server.p12 ]; then # a certificate like the server's own: P-256
  "$jdk/bin/keytool" -genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=localhost -validity 3650 \
    -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -keystore target/server.p12 -storepass benchmark 2>/dev/null
fi
exec "$jdk/bin/java" -XX:+UseZGC -Xmx512m -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp 'target/classes:target/lib/*' dev.borealis.bench.network.Compare "$@"

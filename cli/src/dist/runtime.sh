#!/bin/sh
# Puts into $1 what an archive has and a checkout has not: a Java runtime and the script for shells' completion.
set -eu
launcher=$(dirname "$0")/../../../pergola
java=$("$launcher" --java-home)
rm -rf "$1/runtime"
"$java/bin/jlink" --output "$1/runtime" --strip-debug --no-header-files --no-man-pages --compress zip-6 --add-modules \
  java.logging,java.management,java.naming,java.net.http,java.sql,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
PERGOLA_NO_BUILD=1 "$launcher" completion >"$1/pergola-completion.bash"

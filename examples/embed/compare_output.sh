#!/usr/bin/env bash
# Runs a program and compares what it prints: compare_output.sh PROGRAM EXPECTED

set -euo pipefail
diff -u "$2" <("$1" 2>&1 || echo "exit code $?")

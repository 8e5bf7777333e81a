#!/usr/bin/env bash
# Trains the two workloads beside other frameworks, one after another and alternating, and prints the table.
#
#   PEERS=folder DATA=folder VENV=venv [VENV_JAX=venv] [VENV_TF=venv] benchmarks/run.sh [options of run_all.sh]
#
# PEERS holds run_all.sh, which describes its options; DATA the four MNIST files; VENV a virtual environment with torch.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${PEERS:?folder with run_all.sh}" "${DATA:?folder with the MNIST files}" "${VENV:?virtual environment with torch}"
(cd "$here/.." && mvn -q -B -DskipTests -Dspotless.check.skip -pl benchmarks -am package)
command="${JAVA:-java} --add-modules jdk.incubator.vector -XX:+UseParallelGC -cp '$here/target/benchmarks.jar' io.elbo.benchmarks.TrainingWorkload"
# after the options, since -p replaces the peers before it
exec "$PEERS/run_all.sh" "$@" -x "elbo=$command"

#!/bin/sh
# Runs the stages named, one line with its seconds for each; the exit code is that of the first
# that failed:  .ci/stages.sh lint contracts types core gui end2end
set -u
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen
bin=.venv/bin
log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly() { "$@" >"$log" 2>&1 || { code=$?; cat "$log"; return $code; }; }

suite() { # the zone it runs in, its folder, more options: a day must not move with the zone
    zone=$1 folder=$2
    shift 2
    TZ=$zone $bin/python -m pytest -W error -ra "$@" "tests/$folder"
}

stage() {
    case $1 in
        lint) quietly $bin/ruff check . && quietly $bin/ruff format --check . ;;
        contracts) quietly $bin/lint-imports --no-cache ;;
        types) quietly $bin/basedpyright ;;
        core) suite Etc/GMT+12 core -n auto -p no:pytest-qt ;; # where Qt is out of reach
        gui) suite Europe/Kyiv gui -n auto ;; # a worker for each core, each with its own windows
        end2end) suite Pacific/Kiritimati end2end ;;
    esac
}

first=0
for name in "$@"; do
    began=$(date +%s)
    stage "$name"
    code=$?
    if [ $code -eq 0 ]; then result=ok; else result="failed ($code)"; fi
    printf '%-10s %-12s %4d s\n' "$name" "$result" $(($(date +%s) - began))
    if [ $first -eq 0 ]; then first=$code; fi
done
exit $first

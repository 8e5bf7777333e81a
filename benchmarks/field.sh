#!/usr/bin/env bash
# Runs the commands of every case of a folder of cases, each in a copy of its own, and prints for each command its exit code and
# the last lines of what it said, below what the case calls right: for a person to compare.
#
#   benchmarks/field.sh [FOLDER [PATTERN]]
#
# FOLDER (or $FIELD) holds a folder a case, with its inputs and a case.md: commands in the first block between lines of three
# backquotes, and a paragraph that begins with "Right:". PATTERN is that of names of cases, such as '4*'; all without it.
# LINES_SHOWN (6), SECONDS_ALLOWED (900) and KEEP=1 (leave the copies) can be set.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
field=${1:-${FIELD:?a folder of cases, as the first argument or in FIELD}}
pattern=${2:-*}
[ -d "$field" ] || { echo "field.sh: $field: there is no such folder" >&2; exit 2; }
work=$(mktemp -d)
if [ -z "${KEEP:-}" ]; then trap 'rm -rf "$work"' EXIT; fi

# The lines of the first block; a line that ends in a backslash goes on.
commands() {
    awk '/^```/ { if (inside) exit; inside = 1; next } inside { sub(/\r$/, ""); print }' "$1" |
        sed -e ':a' -e '/\\$/N; s/\\\n[ \t]*/ /; ta'
}

right() { awk '/^Right:/ { on = 1 } on && /^$/ { exit } on' "$1"; }

for case in "$field"/$pattern/; do
    [ -f "$case/case.md" ] || continue
    name=$(basename "$case")
    copy=$work/$name
    cp -R "$case" "$copy"
    chmod -R u+w "$copy"
    ln -s "$here/elbo" "$copy/elbo"
    printf '\n== %s\n%s\n' "$name" "$(right "$case/case.md")"
    while IFS= read -r command; do
        [ -n "${command// /}" ] || continue
        printf '\n$ %s\n' "$command"
        (cd "$copy" && timeout "${SECONDS_ALLOWED:-900}" bash -c "$command" </dev/null) >"$work/said" 2>&1
        code=$?
        grep -v '^WARNING: Using incubator modules' "$work/said" | tail -n "${LINES_SHOWN:-6}" | cut -c1-400
        printf '[exit %s]\n' "$code"
    done < <(commands "$case/case.md")
done
[ -z "${KEEP:-}" ] || echo "The copies are in $work"

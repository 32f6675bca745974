# shellcheck shell=bash
# Sourced by the other scripts: where things are, what has to be installed, how a child is run and ended.

set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
local_dir=$root/.local

say() { printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2; }
die() {
  say "$@"
  exit 1
}

# --- What the machine lacks ---------------------------------------------------------------------------------------

# The directory of the newest installed PostgreSQL server; Debian keeps it off the PATH.
postgres_bin() {
  local initdb
  initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [ -x "$initdb" ] || initdb=$(command -v initdb) || return 1
  dirname -- "$(readlink -f -- "$initdb")"
}

# Whether the Debian package $1 is there, judged by what we use of it: it may have been installed another way.
has() {
  case $1 in
    libpq-dev) pkg-config --exists libpq 2>/dev/null ;;
    libssl-dev) pkg-config --exists libcrypto 2>/dev/null ;;
    postgresql) postgres_bin >/dev/null ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    *) command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] ;;
  esac
}

# Installs those of the named Debian packages that are missing.
need() {
  local package missing=()
  for package in "$@"; do has "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    else
      say "missing: ${missing[*]}. Install them and start again:"
      die "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    fi
  fi
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  # RUNLEVEL=1: packages of servers do not start their service, which nobody here asked for.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

need_swift() {
  command -v swift >/dev/null ||
    die "swift is not on the PATH: install Swift 6.2 or newer from https://www.swift.org/install"
}

# What building and running need.
need_to_build() {
  need_swift
  need pkg-config libpq-dev libssl-dev postgresql
}

# The Python packages of the tests, at the versions of Tests/requirements.txt, in .local/venv.
venv=$local_dir/venv
need_venv() {
  local wanted=$root/Tests/requirements.txt
  cmp -s "$wanted" "$venv/installed.txt" && return
  need python3 python3-venv
  say "installing the Python packages of the tests into .local/venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" >&2
  cp "$wanted" "$venv/installed.txt"
}

# --- Children -----------------------------------------------------------------------------------------------------

child='' stopping='' signalled=''

# Runs a program to its end. Meanwhile a signal to the script is passed on to it, so that Ctrl-C and TERM end what
# runs and then the script (bash alone would first wait for the program); a kill -9 of the script ends it too.
run() {
  local status
  setpriv --pdeathsig TERM "$@" <&0 &
  child=$! signalled=1
  while [ -n "$signalled" ]; do # a signal interrupts `wait`, so wait again
    signalled='' status=0
    wait "$child" || status=$?
  done
  child=''
  [ -z "$stopping" ] || exit "$status"
  return "$status"
}

# Calls the function $1 when the script ends, however it ends.
at_exit() {
  # shellcheck disable=SC2064 # the name is meant to be expanded now
  trap "status=\$?; trap '' INT TERM HUP; $1; exit \$status" EXIT
  trap 'stop_child' INT TERM HUP
}

stop_child() {
  [ -n "$child" ] || exit 130
  stopping=1 signalled=1
  # shellcheck disable=SC2046 # a list of numbers
  kill -TERM "$child" $(descendants "$child") 2>/dev/null || true
}

# The processes below $1: swift-test, for one, does not pass a signal on to the tests it runs.
descendants() {
  local each
  # shellcheck disable=SC2013 # numbers, on one line
  for each in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
    echo "$each"
    descendants "$each"
  done
}

# Only one script at a time may hold the lock $1 of this clone; it is let go when the process ends.
only_one() {
  mkdir -p "$local_dir"
  exec 9>"$local_dir/$1.lock"
  flock -n 9 || die "$2"
}

# --- The service --------------------------------------------------------------------------------------------------

# shellcheck disable=SC2034 # used by the scripts that source this file
binary=${SEND_BINARY:-$root/.build/release/send-api}

# Builds the release binary, unless SEND_BINARY names one that is already built.
build_release() {
  [ -n "${SEND_BINARY:-}" ] || run swift build --package-path "$root" -c release --product send-api
}

postgres() { "$root/scripts/postgres" "$@" 9>&-; }

# Where the commands of send-api find the database $2 of the cluster $1, and their files, from any directory.
database_environment() {
  local cluster=$1 database=$2
  printf 'export SEND_DATABASE_URL=%q\n' "$(postgres url --name "$cluster" --database "$database" --user send_app)"
  printf 'export SEND_DATABASE_OWNER_URL=%q\n' "$(postgres url --name "$cluster" --database "$database" --user send_owner)"
  printf 'export SEND_MIGRATIONS=%q\nexport SEND_SAMPLE_DATA=%q\n' "$root/migrations" "$root/sample-data"
}

# --- Counting -----------------------------------------------------------------------------------------------------

results=${SEND_RESULTS:-$local_dir/results}

# Runs a check that passes or fails as a whole, and counts it.
step() {
  local name=$1 && shift
  say "$name"
  if "$@"; then
    echo "1 0 $name" >>"$results"
  else
    echo "0 1 $name" >>"$results"
    say "$name: FAILED"
  fi
}

# Counts the tests of the JUnit reports $2..., which the program $1 wrote; that it wrote none is a
# failure, unless the tests were filtered.
count() {
  local name=$1 && shift
  python3 - "$name" "$@" >>"$results" <<'PYTHON'
import os, sys, xml.etree.ElementTree as xml

name, *paths = sys.argv[1:]
cases = [case for path in paths if os.path.exists(path) for case in xml.parse(path).iter("testcase")]
skipped = sum(case.find("skipped") is not None for case in cases)
failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
missing = not cases and not os.environ.get("SEND_TEST_FILTER")
print(len(cases) - skipped - failed, failed + missing, name)
PYTHON
}

# Prints what failed and, as the last line, the sums; fails if anything failed.
total() {
  awk '$2 > 0 { line = $0; sub(/^[0-9]+ [0-9]+ /, "", line); print "failed: " line " (" $2 ")" }
    { passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' \
    "$results"
}

#!/bin/sh
# What the machine itself must bring, beyond Python and make.
# `machine.sh formats` is needed to make PDFs, EPUB, Word, Braille and audio; `machine.sh test` to
# test everything.
# With `look` behind it, it only says by its exit status whether all is there.
# Installs Debian's packages where it may; elsewhere says which are missing and goes on.
# In CI (CI set) something missing is a failure.
set -u

missing=""
need() { # a Debian package and the check that it, or its like, is there
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

library() { .venv/bin/python -c "import ctypes, sys; ctypes.CDLL(sys.argv[1])" "$1"; }
fonts() { [ -d /usr/share/fonts/truetype/dejavu ] || fc-list | grep -q .; }
command_there() { command -v "$1"; }
either_command() { command -v "$1" || command -v "$2"; }
postgresql() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }

look() {
    missing=""
    need libpango-1.0-0 library libpango-1.0.so.0
    need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
    need libharfbuzz-subset0 library libharfbuzz-subset.so.0
    need fonts-dejavu-core fonts
    need pandoc command_there pandoc
    need librsvg2-bin command_there rsvg-convert
    need liblouisutdml-bin command_there file2brl
    need espeak-ng command_there espeak-ng
    need lame command_there lame
    if [ "$1" = test ]; then
        need chromium either_command chromium chromium-browser
        need poppler-utils command_there pdftotext
        need default-jre-headless command_there java
        need redis-server command_there redis-server
        need postgresql postgresql
    fi
}

look "$1"
[ -z "$missing" ] && exit 0
[ "${2:-}" = look ] && exit 1

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 ||
        { apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends $missing; }
    look "$1"
    [ -z "$missing" ] && exit 0
fi

cat >&2 <<TEXT

  ******************************************************************************
  Not on this machine:$missing
  Install with:  sudo apt-get install$missing
  Until then $([ "$1" = formats ] && echo "the site runs and does not offer the formats that they make." || echo "the tests that need them are left out.")
  ******************************************************************************

TEXT
[ -z "${CI:-}" ]

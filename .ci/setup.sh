#!/bin/sh
# Sets up what a target of the Makefile needs, and nothing twice:  .ci/setup.sh run|check|test
# Quiet when nothing is to do; every command is printed before it runs. Which library comes in
# which package is known to desktop/preflight.py alone.
set -eu
cd "$(dirname "$0")/.."

target=$1
case $target in run) kind=run extra= ;; *) kind=dev extra='[dev]' ;; esac

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 2; }
do_it() { say "+ $*"; "$@"; }
has() { command -v "$1" >/dev/null 2>&1; }
no_network() { stop "This failed: $*
The set-up needs the network once. When it is there, run again: make $target"; }

# --- Python: that of the environment, else the newest one here --------------------------------

pythons='python3.13 python3.12 python3.11 python3'

find_python() {
    for python in "$@"; do # a name may be there and not run: the shim of a version not installed
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
    done
    stop 'Python 3.11 or newer is needed; Debian 12 and newer have it: apt install python3'
}

# --- System libraries: by apt alone; through sudo nothing else runs, so no file here is root's --

sudo= # what apt runs under

apt() { do_it $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"; }
apt_has_lists() { ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; }
apt_install() {
    apt_has_lists || apt update || return
    apt install -y --no-install-recommends "$@" && return
    apt update && apt install -y --no-install-recommends "$@" # the lists may have been old
}

may_install() { # as root, or through sudo if it answers or there is somebody to ask
    if [ "$(id -u)" -eq 0 ]; then return; fi
    has sudo || return
    sudo=sudo
    sudo -n true 2>/dev/null && return
    [ -t 0 ] && say "Your password lets apt install system libraries: $*" && sudo -v
}

provide() { # packages, or what they hold where there is no apt; fails if somebody else has to
    if ! has apt-get; then
        say "Install the packages of this system that hold: $*"
    elif may_install "$@"; then
        apt_install "$@" || no_network "apt-get install $*"
        return
    else
        say "An administrator has to run: sudo apt-get install -y --no-install-recommends $*"
    fi
    return 1
}

missing() { "$python" desktop/preflight.py --packages "$@"; }
need() { # groups without which nothing can go on
    packages=$(missing "$@")
    [ -z "$packages" ] || provide $packages || stop "Then run again: make $target"
}
wish() { # groups for a window alone: whatever opens one says so itself
    packages=$(missing "$@")
    [ -z "$packages" ] || provide $packages || true
}

libraries() {
    case $target in run | test) need qt ;; esac
    case $target in
        test) wish x11 tests ;; # one story is told on an X server of its own
        run)
            if [ -n "${DISPLAY-}" ]; then wish x11; fi
            if [ -z "${DISPLAY-}" ] && [ -n "${WAYLAND_DISPLAY-}" ]; then wish wayland; fi
            ;;
    esac
}

# --- The environment: .venv in the tree, never the system's pip -------------------------------

stamp=.venv/set-up # what was installed: for which kind of target, from which pyproject.toml, where

wanted() { printf '%s %s %s\n' "$1" "$(cksum <pyproject.toml)" "$PWD"; }
is_set_up() { # what is enough to develop is enough to run
    [ "$python" = .venv/bin/python ] && [ -f $stamp ] || return
    wanted dev | cmp -s - $stamp || wanted $kind | cmp -s - $stamp
}

was_moved() { [ -f $stamp ] && [ "$(cut -d' ' -f4- $stamp)" != "$PWD" ]; }
make_environment() { # again, if the tree was moved: its scripts name the old place
    if .venv/bin/python -m pip --version >/dev/null 2>&1 && ! was_moved; then return; fi
    find_python $pythons
    if [ -n "$(missing setup)" ] && has uv; then
        do_it uv venv --quiet --clear --seed --python "$python" .venv || no_network uv venv .venv
    else
        need setup
        do_it "$python" -m venv --clear .venv
    fi
}

install() {
    say 'Installing into .venv, this once: about 100 MB to load.'
    make_environment
    set -- .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$extra"
    do_it "$@" || no_network "$@"
    wanted $kind >$stamp
}

find_python .venv/bin/python $pythons
libraries
is_set_up || install

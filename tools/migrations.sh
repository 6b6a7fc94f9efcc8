#!/usr/bin/env bash
# Works on the migrations of the database:
#   tools/migrations.sh add NAME     a migration for what changed in the model
#   tools/migrations.sh check        whether the model has changes without a migration
set -euo pipefail
cd "$(dirname "$0")/.."
project=tools/TraumaCapacity.DatabaseDesign
options=(--no-build --project src/TraumaCapacity.Application --startup-project "$project")
prepare() {
    dotnet tool restore >/dev/null
    dotnet build "$project" -v q -nologo
}
case "${1:-}" in
    add) name=${2:?name of the migration}; prepare; dotnet ef migrations add "$name" --output-dir Data/Migrations "${options[@]}" ;;
    check) prepare; dotnet ef migrations has-pending-model-changes "${options[@]}" ;;
    *) sed -n '2,4p' "$0"; exit 2 ;;
esac

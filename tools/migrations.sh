#!/usr/bin/env bash
# Works on the migrations of the database:
#   tools/migrations.sh add NAME     a migration for what changed in the model
#   tools/migrations.sh check        whether the model has changes without a migration
set -euo pipefail
cd "$(dirname "$0")/.."
project=tools/TraumaCapacity.DatabaseDesign
dotnet tool restore >/dev/null
dotnet build "$project" -v q -nologo
options=(--no-build --project src/TraumaCapacity.Application --startup-project "$project")
case "${1:-}" in
    add) dotnet ef migrations add "${2:?name of the migration}" --output-dir Data/Migrations "${options[@]}" ;;
    check) dotnet ef migrations has-pending-model-changes "${options[@]}" ;;
    *) sed -n '2,4p' "$0"; exit 2 ;;
esac

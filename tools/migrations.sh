#!/usr/bin/env bash
# Works on the migrations of the database:
#   tools/migrations.sh add NAME     a migration for what changed in the model
#   tools/migrations.sh check        whether the model has changes without a migration
set -euo pipefail
cd "$(dirname "$0")/.."
project=tools/TraumaCapacity.DatabaseDesign
dotnet tool restore >/dev/null
options=(--no-build --project src/TraumaCapacity.Application --startup-project "$project")
case "${1:-}" in
    add)
        rm -f src/TraumaCapacity.Application/Data/Migrations/*_"${2:?name of the migration}"*.cs
        [ "$2" != Initial ] || rm -f src/TraumaCapacity.Application/Data/Migrations/*.cs
        dotnet build "$project" -v q -nologo
        dotnet ef migrations add "$2" --output-dir Data/Migrations "${options[@]}"
        if [ "$2" = Initial ]; then
            cd src/TraumaCapacity.Application/Data/Migrations
            for f in *_Initial*.cs; do
                id=${f%%_*}
                sed -i "s/${id}_Initial/20261121000000_Initial/" "$f"
                [ "$id" = 20261121000000 ] || mv "$f" "20261121000000_${f#*_}"
            done
        fi ;;
    check) dotnet build "$project" -v q -nologo; dotnet ef migrations has-pending-model-changes "${options[@]}" ;;
    *) sed -n '2,4p' "$0"; exit 2 ;;
esac

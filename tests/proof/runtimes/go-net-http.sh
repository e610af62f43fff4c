#!/usr/bin/env bash
# Go's net/http as a server: one module, with a program for each snippet.
set -euo pipefail

top=$(realpath -m "$PROOF/go-net-http")

case $1 in
setup)
    command -v go >/dev/null || { echo "go is missing: install Go 1.24 or newer" >&2; exit 1; }
    mkdir -p "$top"
    cd "$top"
    [ -f go.mod ] || go mod init proof
    ;;
version)
    go env GOVERSION | sed 's/^go/Go /'
    ;;
build)
    # A program is named by the hash of its source: what is unchanged, or the same for two codes, is built once.
    dir=$(realpath "$2")
    cd "$top"
    names=()
    while read -r hash file; do
        name=h${hash:0:16}
        printf '%s %s\n' "$name" "$(basename "$(dirname "$file")")"
        [ ! -x "bin/$name" ] || continue
        names+=("./$name")
        mkdir -p "$name"
        cp "$file" "$name/main.go"
    done < <(sha256sum "$dir"/*/main.go) >names
    [ "${3:-}" = part ] || for name in h*; do
        grep -q "^$name " names || rm -rf "$name" "bin/$name"
    done
    [ ${#names[@]} -gt 0 ] || exit 0
    mkdir -p bin
    go build -buildvcs=false -p 2 -ldflags='-s -w' -o bin/ "${names[@]}" 2>errors || {
        # The hash in each message becomes the codes that the source belongs to.
        awk 'NR == FNR { ids[$1] = ids[$1] " " $2; next }
             { for (name in ids) gsub(name, "[" substr(ids[name], 2) "]"); print }' names errors >&2
        exit 1
    }
    ;;
run)
    cd "$2"
    hash=$(sha256sum main.go)
    exec "$top/bin/h${hash:0:16}"
    ;;
esac

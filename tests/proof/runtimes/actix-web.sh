#!/usr/bin/env bash
# Actix Web: one package, with a program for each snippet.
set -euo pipefail

top=$(realpath -m "$PROOF/actix-web")

case $1 in
setup)
    command -v cargo >/dev/null || { echo "cargo is missing: install Rust" >&2; exit 1; }
    mkdir -p "$top/src/bin"
    cat >"$top/Cargo.toml.new" <<'END'
[package]
name = "proof"
edition = "2024"

[workspace]

[dependencies]
actix-files = "=0.7.3"
actix-web = "=4.18.1"
actix-ws = "=0.4.0"
serde_json = "1"

[profile.dev]
debug = false
incremental = false
strip = true
END
    cd "$top"
    if cmp -s Cargo.toml.new Cargo.toml; then rm Cargo.toml.new; else mv Cargo.toml.new Cargo.toml; fi
    [ -f src/main.rs ] || echo 'fn main() {}' >src/main.rs
    [ -f Cargo.lock ] || cargo generate-lockfile --quiet
    ;;
version)
    cd "$top"
    sed -n '/^name = "actix-web"$/{n;s/version = "\(.*\)"/Actix Web \1, /p}' Cargo.lock | tr -d '\n'
    rustc --version | sed 's/^rustc \([0-9.]*\).*/Rust \1/'
    ;;
build)
    # A program is named by the hash of its source: what is unchanged, or the same for two codes, is built once.
    dir=$(realpath "$2")
    cd "$top"
    names=()
    while read -r hash file; do
        name=h${hash:0:16}
        names+=(--bin "$name")
        printf '%s %s\n' "$name" "$(basename "$(dirname "$file")")"
        [ -f "src/bin/$name.rs" ] || cp "$file" "src/bin/$name.rs"
    done < <(sha256sum "$dir"/*/main.rs) >names
    [ "${3:-}" = part ] || for file in src/bin/h*.rs; do
        name=$(basename "$file" .rs)
        grep -q "^$name " names || rm -f "$file" "target/debug/$name" "target/debug/$name.d" "target/debug/deps/$name"-*
    done
    cargo build --quiet --keep-going -j2 "${names[@]}" 2>errors || {
        # The hash in each message becomes the codes that the source belongs to.
        awk 'NR == FNR { ids[$1] = ids[$1] " " $2; next }
             { for (name in ids) gsub(name, "[" substr(ids[name], 2) "]"); print }' names errors >&2
        exit 1
    }
    ;;
run)
    cd "$2"
    hash=$(sha256sum main.rs)
    exec "$top/target/debug/h${hash:0:16}"
    ;;
esac

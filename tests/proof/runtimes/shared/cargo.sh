# One package, with a program for each snippet. To be sourced with the words of the script, `crate` and `title` set to
# the crate whose version counts and what people call it, and `dependencies` to the lines of Cargo.toml.

source=main.rs
source "$(dirname "${BASH_SOURCE[0]}")/compiled.sh"

case $1 in
setup)
    command -v cargo >/dev/null || { echo "cargo is missing: install Rust" >&2; exit 1; }
    mkdir -p "$top/src/bin"
    cd "$top"
    cat >Cargo.toml.new <<END
[package]
name = "proof"
edition = "2024"

[workspace]

[dependencies]
$dependencies

[profile.dev]
debug = false
incremental = false
strip = true
END
    if cmp -s Cargo.toml.new Cargo.toml; then rm Cargo.toml.new; else mv Cargo.toml.new Cargo.toml; fi
    [ -f src/main.rs ] || echo 'fn main() {}' >src/main.rs
    [ -f Cargo.lock ] || cargo generate-lockfile --quiet
    ;;
version)
    cd "$top"
    sed -n '/^name = "'"$crate"'"$/{n;s/version = "\(.*\)"/'"$title"' \1, /p}' Cargo.lock | tr -d '\n'
    rustc --version | sed 's/^rustc \([0-9.]*\).*/Rust \1/'
    ;;
build)
    dir=$(realpath "$2")
    cd "$top"
    bins=()
    while read -r name _ file; do
        bins+=(--bin "$name")
        [ -f "src/bin/$name.rs" ] || cp "$file" "src/bin/$name.rs"
    done < <(programs "$dir")
    [ "${3:-}" = part ] || for file in src/bin/h*.rs; do
        name=$(basename "$file" .rs)
        ! is_unused "$name" || rm -f "$file" "target/debug/$name" "target/debug/$name.d" "target/debug/deps/$name"-*
    done
    cargo build --quiet --keep-going -j2 "${bins[@]}" 2>errors || { explain_errors; exit 1; }
    ;;
run)
    run "$2" target/debug
    ;;
esac

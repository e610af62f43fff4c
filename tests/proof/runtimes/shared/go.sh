# One module, with a program for each snippet. To be sourced with the words of the script, `modules` set to what is
# required beyond the standard library, the module whose version counts first, and `title` to what people call it.

source=main.go
source "$(dirname "${BASH_SOURCE[0]}")/compiled.sh"

case $1 in
setup)
    command -v go >/dev/null || { echo "go is missing: install Go 1.24 or newer" >&2; exit 1; }
    mkdir -p "$top"
    cd "$top"
    [ -f go.mod ] || go mod init proof
    [ ${#modules[@]} = 0 ] || grep -q "${modules[0]/@/ }" go.mod || go get "${modules[@]}"
    ;;
version)
    cd "$top"
    [ ${#modules[@]} = 0 ] || printf '%s %s, ' "$title" "$(go list -m -f '{{slice .Version 1}}' "${modules[0]%@*}")"
    go env GOVERSION | sed 's/^go/Go /'
    ;;
build)
    dir=$(realpath "$2")
    cd "$top"
    new=()
    while read -r name _ file; do
        [ ! -x "bin/$name" ] || continue
        new+=("./$name")
        mkdir -p "$name"
        cp "$file" "$name/main.go"
    done < <(programs "$dir")
    [ "${3:-}" = part ] || for name in h*; do
        ! is_unused "$name" || rm -rf "$name" "bin/$name"
    done
    [ ${#new[@]} -gt 0 ] || exit 0
    mkdir -p bin
    go build -buildvcs=false -p 2 -ldflags='-s -w' -o bin/ "${new[@]}" 2>errors || { explain_errors; exit 1; }
    ;;
run)
    run "$2" bin
    ;;
esac

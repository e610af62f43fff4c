# Programs that are compiled, each named by the hash of its source: what is unchanged, or the same for two codes, is
# built once. To be sourced, with `source` set to the file that holds the source of a program.

top=$(realpath -m "$PROOF/$(basename "$0" .sh)")

# The name and the code of each program below a folder, which `names` lists too, and the file of its source.
programs() {
    local hash file
    while read -r hash file; do
        printf '%s %s %s\n' "h${hash:0:16}" "$(basename "$(dirname "$file")")" "$file"
    done < <(sha256sum "$1"/*/"$source") | tee names
}

# Whether no code has the program of this name any more.
is_unused() {
    ! grep -q "^$1 " names
}

# Prints `errors`, in which the hash in each message becomes the codes that the source belongs to.
explain_errors() {
    awk 'NR == FNR { ids[$1] = ids[$1] " " $2; next }
         { for (name in ids) gsub(name, "[" substr(ids[name], 2) "]"); print }' names errors >&2
}

# Becomes the program of a folder, which is one of those in a folder below the top: run FOLDER BELOW
run() {
    cd "$1"
    local hash
    hash=$(sha256sum "$source")
    exec "$top/$2/h${hash:0:16}"
}

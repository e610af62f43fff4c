# Checks of sample logs with Bash and awk. To be sourced.

source "$(dirname "${BASH_SOURCE[0]}")/packages.sh"

# The versions of both.
versions() {
    echo "Bash ${BASH_VERSION%%(*}, $(awk -W version 2>&1 | sed -n '1s/^\([a-z]*\) \([0-9.]*\).*/\1 \2/p')"
}

# Fails unless the search in some logs ends so and its last line is this; `said` is what it printed:
# expect ENDS LAST LOG...
expect() {
    local ends=$1 last=$2 ended=0
    shift 2
    said=$(bash find.sh "$@" 2>errors) || ended=$?
    [ "$ended" = "$ends" ] || { echo "ended with $ended in place of $ends: $said$(cat errors)" >&2; exit 1; }
    [ "${said##*$'\n'}" = "$last" ] || { echo "$last expected: $said" >&2; exit 1; }
}

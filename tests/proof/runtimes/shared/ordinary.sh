# A server that starts as an ordinary user. To be sourced.

# The user that root is in a namespace of the runner may not change to another: map it to one instead.
ordinary=()
[ "$(id -u)" != 0 ] || ordinary=(unshare --user --map-user=65534 --map-group=65534)

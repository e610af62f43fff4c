# Python's packages in a virtual environment. To be sourced with the words of the script, `packages` set to what is
# installed, `versions` to the packages whose versions count, each as TITLE=PACKAGE, and `command` to what runs in it.

venv=$PROOF/$(basename "$0" .sh)/venv

case $1 in
setup)
    [ "$(cat "$venv/installed" 2>/dev/null)" = "${packages[*]}" ] && exit
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
    echo "${packages[*]}" >"$venv/installed"
    ;;
version)
    "$venv/bin/python" - "${versions[@]}" <<'END'
import sys
from importlib.metadata import version
from platform import python_version
named = (pair.split("=") for pair in sys.argv[1:])
print(*(f"{title} {version(package)}," for title, package in named), "Python", python_version())
END
    ;;
build)
    ;;
run)
    venv=$(realpath "$venv")
    cd "$2"
    exec "$venv/bin/${command[0]}" "${command[@]:1}"
    ;;
esac

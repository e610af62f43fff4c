# Packages of the system. To be sourced.

# Installs the package of each program that is missing, which only root may: installed PROGRAM[=PACKAGE]...
installed() {
    local program
    for program; do
        command -v "${program%%=*}" >/dev/null ||
            { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends "${program#*=}" >&2; }
    done
}

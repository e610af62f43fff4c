#!/usr/bin/env bash
# Bash and awk, with sample logs of IIS that have the code and that have it not.
set -euo pipefail

source "$(dirname "$0")/shared/logs.sh"

# Lines of a log: date and time, then the values given, each as FIELD=VALUE, in the order given.
log() {
    local names='date time' values='2026-11-22 14:03:07' pair
    for pair; do
        names+=" ${pair%%=*}" values+=" ${pair#*=}"
    done
    printf '#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-22 14:03:07\r\n'
    printf '#Fields: %s\r\n%s\r\n' "$names" "$values"
}

case $1 in
setup)
    installed awk=mawk
    ;;
version)
    versions
    ;;
build)
    ;;
run)
    cd "$2"
    id=$(basename "$2")
    code=${id#*-}
    status=${code%%.*}
    sub=${code#*.}
    [ "$sub" != "$code" ] || sub=0
    here=(s-ip=10.0.0.10 cs-method=POST cs-uri-stem=/upload cs-uri-query=- s-port=443)

    # The fields of the default, another order with other fields, and both in one file.
    log "${here[@]}" cs\(User-Agent\)=curl/8.14.1 sc-status="$status" sc-substatus="$sub" sc-win32-status=0 time-taken=15 >u_ex1.log
    log sc-win32-status=0 sc-substatus="$sub" cs-uri-stem=/other cs-method=GET sc-status="$status" >u_ex2.log
    cat u_ex2.log u_ex1.log >u_ex3.log
    # The numbers in other places, and other numbers in the right ones.
    log "${here[@]}" sc-status=200 sc-substatus=0 sc-win32-status="$status" time-taken="$sub" >u_ex4.log
    log "${here[@]}" sc-status=299 sc-substatus="$sub" sc-win32-status="$status" time-taken="$status" >u_ex5.log
    log "${here[@]}" sc-status="$status" sc-substatus="9$sub" >u_ex6.log
    # A log that does not say the sub-status.
    log "${here[@]}" sc-status="$status" sc-win32-status=0 >u_ex7.log

    expect 0 "1 lines with $code" u_ex1.log
    expect 0 "1 lines with $code" u_ex2.log
    expect 0 "2 lines with $code" u_ex3.log
    expect 1 "0 lines with $code" u_ex4.log u_ex5.log
    if [ "$code" != "$status" ]; then
        expect 1 "0 lines with $code" u_ex6.log
        expect 1 "0 lines with $code" u_ex7.log
        grep -q 'u_ex7.log: logs no sc-substatus' errors
        rm u_ex6.log u_ex7.log
    else
        expect 0 "1 lines with $code" u_ex6.log
        expect 0 "1 lines with $code" u_ex7.log
    fi
    exec bash find.sh u_ex*.log
    ;;
esac

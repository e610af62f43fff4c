#!/usr/bin/env bash
# Bash, gzip and awk, with sample logs of a load balancer that have the code and that have it not.
set -euo pipefail

source "$(dirname "$0")/shared/logs.sh"

# A line as Application Load Balancers write it: log TYPE TARGET ELB_STATUS TARGET_STATUS REASON PATH
log() {
    local trace='"Root=1-58337262-36d228ad5d99923122bbe354"' cert='"arn:aws:acm:eu-central-1:123456789012:certificate/1"'
    echo "$1 2026-11-22T14:03:07.186641Z app/web/50dc6c495c0c9188 192.0.2.7:2817 $2 0.000 -1 -1 $3 $4 34 366" \
        "\"GET https://www.example.com:443$6 HTTP/2.0\" \"Mozilla/5.0 (X11; Linux) 460 463 464 561 000\"" \
        "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/7" \
        "$trace \"www.example.com\" $cert 1 2026-11-22T14:03:06.364000Z \"authenticate,forward\" \"-\" \"$5\" \"$2\" \"$4\" \"-\" \"-\" TID_1"
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
    code=$(basename "$2")
    code=${code#aws-alb-}
    target=- reason=-
    case $code in
    460) target=10.0.0.1:80 ;;
    561) reason=AuthInvalidGrantError ;;
    esac

    log h2 "$target" "$code" - "$reason" /slow >with.log
    log https 10.0.0.2:80 200 200 - / >>with.log
    gzip -k with.log
    # The number everywhere but where it counts.
    log https 10.0.0.2:80 200 "$code" - "/$code" >without.log
    log https 10.0.0.2:80 502 - - "/?status=$code" >>without.log
    log https 10.0.0.2:80 "${code}0" - - / >>without.log

    expect 0 "1 requests with $code" with.log.gz without.log
    case $said in *"1 for target $target"*) ;; *) echo "no target: $said" >&2; exit 1 ;; esac
    case $code-$said in 561-*reason=AuthInvalidGrantError*) ;; 561-*) echo "no reason: $said" >&2; exit 1 ;; esac
    expect 0 "2 requests with $code" with.log with.log.gz
    expect 1 "0 requests with $code" without.log
    exec bash find.sh with.log.gz without.log
    ;;
esac

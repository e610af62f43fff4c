#!/usr/bin/env bash
# Sinatra, served by Puma, as the system packages them.
set -euo pipefail

case $1 in
setup)
    ruby -e 'gem "sinatra"; gem "puma"' 2>/dev/null ||
        { [ "$(id -u)" = 0 ] && apt-get install -y --no-install-recommends ruby-sinatra puma >&2; }
    ;;
version)
    ruby -e 'gem "sinatra"; gem "puma"; loaded = Gem.loaded_specs
puts "Sinatra #{loaded["sinatra"].version}, Puma #{loaded["puma"].version}, Ruby #{RUBY_VERSION}"'
    ;;
build)
    ;;
run)
    cd "$2"
    exec ruby app.rb
    ;;
esac

#!/bin/sh
# Installs what the browser tests need, where it can: Chromium and a Java to check HTML with, from Debian's packages;
# axe and the HTML checker from npm's. Where it cannot, it says so, and the tests say out loud that they are skipped.
# With CI set, anything missing is an error.

cd "$(dirname "$0")/../.." || exit 1

missing() {
    echo "Browser tests: $1 is missing and could not be installed here. $2"
    [ -z "$CI" ] || exit 1
}

has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

install_packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

has_browser >/dev/null || install_packages chromium fonts-liberation || missing Chromium "Install it with your system's packages."
command -v java >/dev/null || install_packages default-jre-headless || missing Java "Install default-jre-headless."
command -v npm >/dev/null || install_packages nodejs npm || missing npm "Install Node.js."

if [ ! -f node_modules/axe-core/axe.min.js ] || [ ! -f node_modules/vnu-jar/build/dist/vnu.jar ]; then
    if command -v npm >/dev/null; then
        npm ci --silent --no-audit --no-fund || missing "axe or vnu" "Try: npm ci"
    fi
fi
exit 0

# Debian 12 packages, by what needs them. Sourced, not run.

build_packages=(
    build-essential cmake ninja-build ccache pkg-config python3
    libcurl4-gnutls-dev libmimetic-dev libgnutls28-dev libpq-dev libldap-dev libspdlog-dev
    libasio-dev libmicrohttpd-dev libctemplate-dev libtomlplusplus-dev libre2-dev libicu-dev libexpected-dev
    libpoppler-cpp-dev libqpdf-dev libarchive-dev libpugixml-dev libxml2-dev libseccomp-dev libcli11-dev
    libsystemd-dev nlohmann-json3-dev
    libtesseract-dev libleptonica-dev libgif-dev libpoppler-private-dev
)
run_packages=(ca-certificates postgresql-15 postgresql-client-15 tesseract-ocr-nld tesseract-ocr-fra tesseract-ocr-eng catdoc)
demo_packages=(swaks libnet-ssleay-perl curl openssl python3-aiosmtpd)
test_packages=(
    catch2 clang-format clang-tidy
    slapd ldap-utils postfix swaks libnet-ssleay-perl curl openssl gnutls-bin gnupg python3-pytest python3-dkim python3-aiosmtpd python3-psycopg2
    chromium fonts-dejavu-core nodejs
    python3-pil fonts-liberation fonts-courier-prime fonts-comic-neue fonts-dancingscript
)
fuzz_packages=(clang libclang-rt-14-dev)

# install_packages NAME… : installs what is missing, without starting any service; says what to do when it may not.
install_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    # Node may come from elsewhere than Debian; npm comes with it or as a package of its own.
    if command -v node >/dev/null; then missing=("${missing[@]/nodejs/}"); fi
    read -ra missing <<<"${missing[*]}"
    [ ${#missing[@]} -eq 0 ] && return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "These packages are missing; run as root, or: apt-get install ${missing[*]}" >&2; return 1; }
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    # Debian starts a server when its package is installed. Sluis and its tests start their own, so none may.
    local rc=/usr/sbin/policy-rc.d made=
    if [ ! -e $rc ]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $rc >/dev/null
        "${as_root[@]}" chmod 755 $rc
        made=yes
    fi
    local log status=0
    log=$(mktemp)
    { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 || status=$?
    [ -n "$made" ] && "${as_root[@]}" rm -f $rc
    if [ $status -ne 0 ]; then tail -n 30 "$log" >&2; echo "apt-get failed with $status; its whole output is in $log" >&2; return $status; fi
    rm -f "$log"
}

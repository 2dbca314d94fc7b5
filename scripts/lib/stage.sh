# Puts what was built and the demo organisation into one folder that every process of Sluis can reach. Sourced, not run.
# Root's Sluis runs each process as a user of its own, and those may not see a clone below /root.

sluis_users=(sluis-relay sluis-portal sluis-scan sluis-db)

# make_users : the users that a package would make, when we are root.
make_users() {
    [ "$(id -u)" -eq 0 ] || return 0
    local user
    for user in "${sluis_users[@]}"; do
        id "$user" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user"
    done
}

# stage BUILD FOLDER : FOLDER/bin, FOLDER/templates, the demo's configuration and directory, policy tests, a new certificate.
stage() {
    local build=$1 folder=$2
    mkdir -p "$folder/bin" "$folder/tls"
    chmod 755 "$folder" "$folder/bin" "$folder/tls"
    cp "$build/sluisd" "$build/sluis-scan" "$build/sluisctl" "$folder/bin/"
    cp -r templates "$folder/templates"
    cp config/demo/sluis.toml config/demo/policy.toml config/demo/directory.ldif "$folder/"
    cp -r config/policy-tests "$folder/policy-tests"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=localhost" \
        -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" -keyout "$folder/tls/key.pem" -out "$folder/tls/certificate.pem" 2>/dev/null
    if [ "$(id -u)" -eq 0 ]; then
        make_users
        printf '\n[users]\nrelay = "sluis-relay"\nportal = "sluis-portal"\nscan = "sluis-scan"\ndatabase = "sluis-db"\n' >>"$folder/sluis.toml"
        # Relay and portal share the certificate here; the portal's group is the one that both processes may be given.
        chown sluis-relay:sluis-portal "$folder/tls/key.pem" "$folder/directory.ldif"
    fi
    chmod 640 "$folder/tls/key.pem" "$folder/directory.ldif"
    chmod -R a+rX "$folder/templates"
}

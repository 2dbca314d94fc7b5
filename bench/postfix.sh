# A private Postfix in a folder of its own, that relays to a sink on loopback. Sourced, not run. Needs root.
# It reads nothing of /etc/postfix but its tables of file rights, and no system service is touched.

# start_postfix FOLDER PORT SINK [KEY=VALUE…] : stock settings but for what the bench needs; then what is given.
start_postfix() {
    local folder=$1 port=$2 sink=$3
    shift 3
    mkdir -p "$folder"/{conf,queue,state}
    chown postfix "$folder/state"
    cat >"$folder/conf/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/state
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
shlib_directory = /usr/lib/postfix
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = $folder/maillog
maillog_file_prefixes = /var, /tmp
myhostname = postfix.bench.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:$sink
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
alias_maps =
alias_database =
local_recipient_maps =
message_size_limit = 67108864
mailbox_size_limit = 0
CONF
    local setting
    for setting in "$@"; do echo "$setting" >>"$folder/conf/main.cf"; done
    cat >"$folder/conf/master.cf" <<CONF
127.0.0.1:$port inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
CONF
    postfix -c "$folder/conf" start >"$folder/start.log" 2>&1 || { cat "$folder/start.log" >&2; return 1; }
}

postfix_pid() { tr -d ' ' <"$1/queue/pid/master.pid"; }

stop_postfix() { [ ! -d "$1/conf" ] || postfix -c "$1/conf" stop >/dev/null 2>&1 || :; }

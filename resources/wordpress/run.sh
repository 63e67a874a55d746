#!/usr/bin/env bash
# Runs Debian's WordPress with the plugin on loopback, for as long as this script runs: MariaDB on a
# socket in a temporary folder, PHP's own server, nothing of the system touched. See --help.
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
source=/usr/share/wordpress
# Debian's MariaDB server is in sbin, which is not on everybody's path.
PATH=$PATH:/usr/sbin:/sbin

usage() {
    cat <<'TEXT'
./dev wordpress [--port PORT] [--gateway URL]

Starts a WordPress for development: the plugin active, a user `gatehouse` with an application
password, secrets and a key for tokens made for this run. Prints where it is and what to give to
`gatehousectl serve`. Ctrl+C ends it and removes everything.

  --port PORT     of the site; default: a free one
  --gateway URL   where the site sends its own events; default: http://127.0.0.1:8737
TEXT
}

fail() { printf 'wordpress: %s\n' "$*" >&2; exit 1; }

port=0
gateway=http://127.0.0.1:8737
while [ $# -gt 0 ]; do
    case "$1" in
        --port) port=${2:?--port needs a number}; shift 2 ;;
        --gateway) gateway=${2:?--gateway needs a URL}; shift 2 ;;
        -h|--help) usage; exit ;;
        *) usage >&2; exit 2 ;;
    esac
done

for program in php mariadbd mariadb mariadb-install-db openssl setpriv; do
    command -v "$program" >/dev/null || fail "$program is missing; ./dev setup --with-wordpress installs what this needs"
done
[ -f "$source/wp-settings.php" ] || fail "Debian's package wordpress is missing; ./dev setup --with-wordpress installs it"

folder=$(mktemp -d "${TMPDIR:-/tmp}/gatehouse-wordpress-XXXXXX")
socket=$folder/mariadb.sock
pids=()

# Ends the servers and removes the folder once the other end of its pipe is closed: also when this script
# is killed. It reads the servers' process groups, one a line.
exec 8> >(exec setsid bash -c '
    trap "" INT TERM HUP
    mapfile -t groups
    for group in "${groups[@]}"; do kill -TERM -- "-$group" 2>/dev/null; done
    for try in $(seq 200); do
        alive=
        for group in "${groups[@]}"; do kill -0 -- "-$group" 2>/dev/null && alive=yes; done
        [ -n "$alive" ] || break
        sleep 0.05
    done
    for group in "${groups[@]}"; do kill -KILL -- "-$group" 2>/dev/null; done
    rm -rf "$1"' cleaner "$folder" >/dev/null 2>&1)
cleaner=$!

cleanup() {
    trap - EXIT INT TERM HUP
    exec 8>&-
    wait "$cleaner" 2>/dev/null || true
}
trap cleanup EXIT
trap 'exit 0' INT TERM HUP

# Root hands over to users that may less; anyone else runs all of it himself.
database_user=(env) php_user=(env)
if [ "$(id -u)" = 0 ]; then
    chmod 711 "$folder"
    database_user=(setpriv --reuid mysql --regid mysql --clear-groups)
    php_user=(setpriv --reuid www-data --regid www-data --clear-groups)
fi

# Each in a process group of its own, as PHP's server leaves its workers behind.
start() { # log command...
    local log=$1; shift
    setsid "$@" >>"$folder/$log" 2>&1 8>&- &
    pids+=($!)
    echo $! >&8
}

wait_for() { # what log command...
    local what=$1 log=$2 try; shift 2
    for try in $(seq 300); do
        "$@" >/dev/null 2>&1 && return
        kill -0 "${pids[-1]}" 2>/dev/null || break
        sleep 0.1
    done
    cat "$folder/$log" >&2
    fail "$what did not start; its log is above"
}

own() { # user path...
    local user=$1; shift
    if [ "$(id -u)" = 0 ]; then chown -R "$user:$user" "$@"; fi
}

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
sql() { mariadb --no-defaults --socket="$socket" --user="$(id -un)" "$@"; }

start_database() {
    mkdir -m 700 "$folder/database"
    own mysql "$folder/database"
    # In the log's place, so that its owner may write it.
    mkdir -m 711 "$folder/run"
    own mysql "$folder/run"
    ln -s run/mariadb.sock "$socket"
    "${database_user[@]}" mariadb-install-db --no-defaults --datadir="$folder/database" \
        --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --skip-test-db \
        >"$folder/install.log" 2>&1 || { cat "$folder/install.log" >&2; fail "MariaDB could not make its data"; }
    start mariadb.log "${database_user[@]}" mariadbd --no-defaults --datadir="$folder/database" \
        --socket="$folder/run/mariadb.sock" --skip-networking --pid-file="$folder/run/mariadb.pid" \
        --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=2 --skip-log-bin --tmpdir="$folder/run"
    wait_for MariaDB mariadb.log sql -e 'SELECT 1'
    database_password=$(random 16)
    sql -e "CREATE DATABASE wordpress CHARACTER SET utf8mb4;
        CREATE USER wordpress@localhost IDENTIFIED BY '$database_password';
        GRANT ALL ON wordpress.* TO wordpress@localhost;"
}

make_site() {
    mkdir "$folder/site"
    cp -rL "$source"/. "$folder/site/" 2>/dev/null || true # a link of Debian's may point nowhere
    rm -rf "$folder/site/wp-content/plugins" "$folder/site/wp-config.php"
    mkdir -p "$folder/site/wp-content/plugins" "$folder/site/wp-content/uploads" "$folder/keys"
    cp -r "$here/ai-guy-gateway" "$folder/site/wp-content/plugins/"
    cp "$here/site/wp-config.php" "$folder/site/"
    cp "$here/site/install-site.php" "$folder/site/wp-admin/"
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$folder/keys/private.pem" 2>/dev/null
    openssl pkey -in "$folder/keys/private.pem" -pubout -out "$folder/public.pem"
    write_constants
    own www-data "$folder/site/wp-content" "$folder/keys"
    chmod 700 "$folder/keys"
}

# Read by every request, so that an edit counts at once: a limit, a previous secret, the gateway's URL.
write_constants() {
    cat >"$folder/keys/constants.php" <<TEXT
<?php
define( 'DB_PASSWORD', '$database_password' );
define( 'DB_HOST', 'localhost:$folder/run/mariadb.sock' );
define( 'WP_HOME', '$url' );
define( 'AI_GUY_GATEWAY_HMAC_SECRET', '$delivery_secret' );
define( 'AI_GUY_GATEWAY_SITE_SECRET', '$site_secret' );
define( 'AI_GUY_GATEWAY_URL', '$gateway/api/webhooks/wordpress/ingest?tenant=site' );
define( 'AI_GUY_GATEWAY_JWT_KEY_FILE', '$folder/keys/private.pem' );
define( 'AI_GUY_GATEWAY_JWT_ALG', 'ES256' );
define( 'AI_GUY_GATEWAY_JWT_ISSUER', '$url' );
define( 'AI_GUY_GATEWAY_JWT_AUDIENCE', 'gatehouse' );
TEXT
    chmod 600 "$folder/keys/constants.php"
}

start_php() {
    # PHP's server keeps compiled files: asked for each file's time, it sees an edit at once.
    start php.log "${php_user[@]}" env PHP_CLI_SERVER_WORKERS=4 php -d opcache.revalidate_freq=0 \
        -d opcache.file_update_protection=2 -d display_errors=0 \
        -d sendmail_path=/bin/true -S "127.0.0.1:$port" -t "$folder/site"
    wait_for "PHP's server" php.log curl -fs --noproxy '*' -o /dev/null "$url/wp-includes/version.php"
}

# What a site's owner would have cron do.
start_cron() {
    start cron.log "${php_user[@]}" bash -c 'while sleep 1; do curl -fs --noproxy "*" -o /dev/null --max-time 60 "$1/wp-cron.php" || true; done' cron "$url"
}

write_environment() {
    ( umask 077; cat >"$folder/gateway.env" <<TEXT
WORDPRESS_BASE_URL=$url
WORDPRESS_TOKEN=gatehouse:$application_password
HMAC_SHARED_SECRET=$delivery_secret
PROVIDER_SECRETS_WORDPRESS=site:$site_secret
WORDPRESS_JWT_PUBLIC_KEY=$folder/public.pem
WORDPRESS_JWT_ALG=ES256
WORDPRESS_JWT_ISSUER=$url
WORDPRESS_JWT_AUDIENCE=gatehouse
TEXT
    )
}

[ "$port" != 0 ] || port=$(php -r 'echo explode(":", stream_socket_get_name(stream_socket_server("tcp://127.0.0.1:0"), false))[1];')
url=http://127.0.0.1:$port
delivery_secret=$(random 24)
site_secret=$(random 24)
admin_password=$(random 8)
start_database
make_site
application_password=$(cd "$folder/site" && "${php_user[@]}" php -d display_errors=stderr \
    -d sendmail_path=/bin/true "$folder/site/wp-admin/install-site.php" <<<"$admin_password") \
    || { cat "$folder/site/wp-content/debug.log" >&2; fail "WordPress could not be installed; what it said is above"; }
start_php
start_cron
write_environment

cat <<TEXT
WordPress $(php -r 'require $argv[1]; echo $wp_version;' "$folder/site/wp-includes/version.php") runs here until you press Ctrl+C:
  site       $url/wp-admin/
  user       admin
  password   $admin_password
  folder     $folder
  constants  $folder/keys/constants.php (an edit counts at once)
Its variables, also in $folder/gateway.env:
$(sed 's/^/  /' "$folder/gateway.env")
To deliver to it, and to take its events:
  build/release/gatehousectl serve --listen 127.0.0.1:8737 --ephemeral --env $folder/gateway.env
ready
TEXT

# Ends with the first of its servers; a trap ends it before.
wait -n "${pids[@]}"
fail "a server ended by itself; look at its log: $(tail -n 5 "$folder"/*.log)"

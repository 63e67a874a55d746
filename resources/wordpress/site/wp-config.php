<?php
/**
 * The configuration of the WordPress that ./dev wordpress runs. Passwords, secrets and the site's
 * URL are in the run's own file.
 *
 * @package AI_Guy_Gateway
 */

require __DIR__ . '/../keys/constants.php';

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'wordpress' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_SITEURL', WP_HOME );

// Application passwords are for HTTPS, or for a local environment.
define( 'WP_ENVIRONMENT_TYPE', 'local' );
// The script calls wp-cron.php itself.
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'DISALLOW_FILE_MODS', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', __DIR__ . '/wp-content/debug.log' );
define( 'WP_DEBUG_DISPLAY', false );

// phpcs:ignore WordPress.WP.GlobalVariablesOverride -- this is where it is set.
$table_prefix = 'wp_';

defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';

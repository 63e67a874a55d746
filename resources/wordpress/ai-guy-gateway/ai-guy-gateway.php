<?php
/**
 * Plugin Name:       AI Guy Gateway
 * Description:       Takes deliveries from a Gatehouse webhook gateway (user sync, order events) and sends this site's own events to it, signed.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      8.2
 * License:           GPL-3.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-3.0.html
 *
 * Secrets come from constants in wp-config.php and from nowhere else; docs/wordpress.md lists them.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

defined( 'ABSPATH' ) || exit;

require __DIR__ . '/includes/class-config.php';
require __DIR__ . '/includes/class-tables.php';
require __DIR__ . '/includes/class-signature.php';
require __DIR__ . '/includes/class-token.php';
require __DIR__ . '/includes/class-event-schema.php';
require __DIR__ . '/includes/class-idempotency.php';
require __DIR__ . '/includes/class-rate-limit.php';
require __DIR__ . '/includes/class-user-sync.php';
require __DIR__ . '/includes/class-work-table.php';
require __DIR__ . '/includes/class-event-store.php';
require __DIR__ . '/includes/class-access.php';
require __DIR__ . '/includes/class-rest-controller.php';
require __DIR__ . '/includes/class-outbox.php';
require __DIR__ . '/includes/class-site-events.php';
require __DIR__ . '/includes/class-schedule.php';

register_activation_hook( __FILE__, array( Tables::class, 'install' ) );
register_deactivation_hook( __FILE__, array( Schedule::class, 'clear' ) );

add_action( 'plugins_loaded', array( Tables::class, 'upgrade' ) );
add_action( 'rest_api_init', array( REST_Controller::class, 'register' ) );
Schedule::register();
Site_Events::register();

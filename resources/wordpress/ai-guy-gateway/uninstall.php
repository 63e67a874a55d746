<?php
/**
 * Removes the tables, the role and the capability with the plugin. Users and their meta stay.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require __DIR__ . '/includes/class-config.php';
require __DIR__ . '/includes/class-tables.php';

Tables::uninstall();

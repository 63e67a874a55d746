<?php
/**
 * Installs the WordPress that ./dev wordpress runs: the admin's password on standard input, the
 * application password of the user `gatehouse` on standard output. Runs in the site's wp-admin.
 *
 * @package AI_Guy_Gateway
 */

PHP_SAPI === 'cli' || exit;

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = '127.0.0.1';

/**
 * No mail about the new site.
 */
function wp_new_blog_notification() {
}

require dirname( __DIR__ ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

// Nothing listens yet, so WordPress shall not try its permalinks.
add_filter( 'pre_http_request', fn() => new WP_Error( 'installing', 'Nothing is asked during the installation.' ) );

wp_install( 'Gatehouse development', 'admin', 'admin@site.example', false, '', trim( fgets( STDIN ) ) );
update_option( 'permalink_structure', '/%postname%/' );

$problem = activate_plugin( 'ai-guy-gateway/ai-guy-gateway.php' );
if ( is_wp_error( $problem ) ) {
	fwrite( STDERR, $problem->get_error_message() . "\n" );
	exit( 1 );
}

// The site's first event shall be one that somebody caused.
add_filter( 'ai_guy_gateway_outgoing', '__return_null' );
$user_id = wp_insert_user(
	array(
		'user_login' => 'gatehouse',
		'user_email' => 'gatehouse@site.example',
		'user_pass'  => wp_generate_password( 32 ),
		'role'       => 'ai_guy_gateway',
	)
);
list( $password ) = WP_Application_Passwords::create_new_application_password( $user_id, array( 'name' => 'gateway' ) );
echo $password, "\n";

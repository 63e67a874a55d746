<?php
/**
 * Who may deliver.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use WP_Error;
use WP_REST_Request;

/**
 * The permission callback: a user with the capability AND a signature over the raw body. WordPress
 * has already judged an application password by then; the plugin's own bearer token is judged here.
 */
final class Access {

	/**
	 * True, or why not.
	 *
	 * @param WP_REST_Request $request The delivery.
	 * @return true|WP_Error
	 */
	public static function check( WP_REST_Request $request ) {
		return self::check_rate() ?? self::check_user( $request ) ?? self::check_signature( $request ) ?? true;
	}

	/**
	 * 429 for who comes too often.
	 */
	private static function check_rate(): ?WP_Error {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- only hashed.
		$wait = Rate_Limit::wait( $_SERVER['REMOTE_ADDR'] ?? '', Config::rate_limit() );
		return 0 === $wait ? null : new WP_Error(
			'ai_guy_gateway_rate_limited',
			"Too many deliveries in this minute. Send again in $wait seconds.",
			array(
				'status'      => 429,
				'retry_after' => $wait,
			)
		);
	}

	/**
	 * 401 without a user, 403 for one without the capability.
	 *
	 * @param WP_REST_Request $request The delivery.
	 */
	private static function check_user( WP_REST_Request $request ): ?WP_Error {
		if ( ! is_user_logged_in() ) {
			self::log_in_bearer( (string) $request->get_header( 'authorization' ) );
		}
		if ( current_user_can( Config::CAPABILITY ) ) {
			return null;
		}
		if ( is_user_logged_in() ) {
			return self::refusal( 403, 'ai_guy_gateway_forbidden', 'This user may not deliver events: the capability ' . Config::CAPABILITY . ' is missing. Give the user the role Gateway.' );
		}
		return self::refusal( 401, 'ai_guy_gateway_not_logged_in', 'The Authorization header names no user of this site. Send an application password or the bearer token.' );
	}

	/**
	 * The bearer token of wp-config.php stands for one user, in this request alone.
	 *
	 * @param string $authorization The header.
	 */
	private static function log_in_bearer( string $authorization ): void {
		$token = Config::text( 'BEARER_TOKEN' );
		$user  = get_user_by( 'login', Config::text( 'BEARER_USER' ) );
		if ( '' !== $token && $user && hash_equals( 'Bearer ' . $token, $authorization ) ) {
			wp_set_current_user( $user->ID );
		}
	}

	/**
	 * 401 when no secret matches; 503 when there is none, so that deliveries wait for it.
	 *
	 * @param WP_REST_Request $request The delivery.
	 */
	private static function check_signature( WP_REST_Request $request ): ?WP_Error {
		$secrets = Config::delivery_secrets();
		if ( array() === $secrets ) {
			return self::refusal( 503, 'ai_guy_gateway_not_configured', 'This site has no secret for deliveries yet: define AI_GUY_GATEWAY_HMAC_SECRET in wp-config.php.' );
		}
		$header = (string) $request->get_header( 'x_signature' );
		if ( Signature::matches( $header, $request->get_body(), $secrets ) ) {
			return null;
		}
		return self::refusal( 401, 'ai_guy_gateway_bad_signature', 'The X-Signature header does not match the body: compare HMAC_SHARED_SECRET of the gateway with AI_GUY_GATEWAY_HMAC_SECRET of this site.' );
	}

	/**
	 * An error document.
	 *
	 * @param int    $status  HTTP status.
	 * @param string $code    For programs.
	 * @param string $message For people.
	 */
	private static function refusal( int $status, string $code, string $message ): WP_Error {
		return new WP_Error( $code, $message, array( 'status' => $status ) );
	}
}

<?php
/**
 * The signature of deliveries and of our own events.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * `sha256=` and the hex HMAC-SHA256 of the raw body.
 */
final class Signature {

	/**
	 * What belongs in X-Signature.
	 *
	 * @param string $body   The bytes that are sent.
	 * @param string $secret The shared secret.
	 */
	public static function of( string $body, string $secret ): string {
		return 'sha256=' . hash_hmac( 'sha256', $body, $secret );
	}

	/**
	 * Whether one of the secrets made this signature. Every secret is tried, in constant time.
	 *
	 * @param string   $header  X-Signature as it came.
	 * @param string   $body    The bytes that came.
	 * @param string[] $secrets Those that are valid now.
	 */
	public static function matches( string $header, string $body, array $secrets ): bool {
		if ( ! preg_match( '/\Asha256=[0-9A-Fa-f]{64}\z/', $header ) ) {
			return false;
		}
		$is_match = false;
		foreach ( $secrets as $secret ) {
			$is_match = hash_equals( self::of( $body, $secret ), strtolower( $header ) ) || $is_match;
		}
		return $is_match;
	}
}

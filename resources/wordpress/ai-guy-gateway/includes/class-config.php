<?php
/**
 * The constants of wp-config.php.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * Reads what the site's owner has set. Nothing here is ever stored in the database.
 */
final class Config {

	const CAPABILITY = 'ai_guy_gateway_deliver';
	const ROLE       = 'ai_guy_gateway';

	/**
	 * The value of AI_GUY_GATEWAY_<name>.
	 *
	 * @param string $name    The constant's name without the prefix.
	 * @param string $default What holds when it is not defined.
	 */
	public static function text( string $name, string $default = '' ): string {
		$constant = 'AI_GUY_GATEWAY_' . $name;
		return defined( $constant ) ? (string) constant( $constant ) : $default;
	}

	/**
	 * The secrets that a delivery may be signed with: the current one, then the previous one.
	 *
	 * @return string[]
	 */
	public static function delivery_secrets(): array {
		$secrets = array( self::text( 'HMAC_SECRET' ), self::text( 'HMAC_SECRET_PREVIOUS' ) );
		return array_values( array_filter( $secrets, 'strlen' ) );
	}

	/**
	 * Deliveries a minute and client address; 0 switches the limit off.
	 */
	public static function rate_limit(): int {
		return max( 0, (int) self::text( 'RATE_LIMIT', '600' ) );
	}

	/**
	 * Whether this site sends its own events.
	 */
	public static function sends_events(): bool {
		return '' !== self::text( 'URL' ) && '' !== self::text( 'SITE_SECRET' );
	}
}

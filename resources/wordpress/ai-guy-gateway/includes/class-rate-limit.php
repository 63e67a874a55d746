<?php
/**
 * How often a client may come.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * Counts requests a minute and client address in transients. Two requests at one moment may count
 * as one: it is a guard against floods, not an account.
 */
final class Rate_Limit {

	/**
	 * Counts a request.
	 *
	 * @param string $client The client's address.
	 * @param int    $limit  Requests a minute; 0 means any number.
	 * @return int 0 when it may pass, else the seconds to wait.
	 */
	public static function wait( string $client, int $limit ): int {
		if ( 0 === $limit ) {
			return 0;
		}
		$now   = time();
		$name  = 'ai_guy_gateway_rate_' . md5( $client . '|' . intdiv( $now, MINUTE_IN_SECONDS ) );
		$count = (int) get_transient( $name );
		if ( $count >= $limit ) {
			return MINUTE_IN_SECONDS - $now % MINUTE_IN_SECONDS;
		}
		set_transient( $name, $count + 1, 2 * MINUTE_IN_SECONDS );
		return 0;
	}
}

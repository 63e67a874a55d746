<?php
/**
 * Each delivery has its effect once.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * Claims of keys. The table's primary key decides who is first, also between servers.
 */
final class Idempotency {

	const OURS     = 'ours';
	const FINISHED = 'finished';
	const BUSY     = 'busy';

	/** After so many seconds the request that holds a claim is taken for dead. */
	const STALE_AFTER = 300;
	/** So long a finished key is remembered: a dead letter may be sent again weeks later. */
	const KEPT_DAYS = 30;

	/**
	 * Claims a key.
	 *
	 * @param string $route The endpoint that the key belongs to.
	 * @param string $key   Idempotency-Key.
	 * @param string $claim An id of this request.
	 * @return string OURS (then finish() or release() has to follow), FINISHED or BUSY.
	 */
	public static function claim( string $route, string $key, string $claim ): string {
		if ( self::insert( $route, $key, $claim ) || self::take_over( $route, $key, $claim ) ) {
			return self::OURS;
		}
		$state = self::state( $route, $key );
		if ( null === $state && self::insert( $route, $key, $claim ) ) {
			return self::OURS; // The other request has released it just now.
		}
		return 'done' === $state ? self::FINISHED : self::BUSY;
	}

	/**
	 * The delivery had its effect.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 * @param string $claim The id that claimed it.
	 */
	public static function finish( string $route, string $key, string $claim ): void {
		self::query( "UPDATE %i SET state = 'done' WHERE route = %s AND idempotency_key = %s AND claim = %s", $route, $key, $claim );
	}

	/**
	 * It had none, so the next try starts anew. Does nothing to a finished key.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 * @param string $claim The id that claimed it.
	 */
	public static function release( string $route, string $key, string $claim ): void {
		self::query( "DELETE FROM %i WHERE route = %s AND idempotency_key = %s AND claim = %s AND state = 'claimed'", $route, $key, $claim );
	}

	/**
	 * Seconds after which it makes sense to ask for a busy key again: soon while its request is
	 * young, when the claim is stale once it is older than any request lives.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 */
	public static function retry_after( string $route, string $key ): int {
		global $wpdb;
		$age = (int) $wpdb->get_var(
			self::statement( 'SELECT TIMESTAMPDIFF(SECOND, claimed_at, UTC_TIMESTAMP()) FROM %i WHERE route = %s AND idempotency_key = %s', $route, $key )
		);
		return $age < 30 ? 2 : max( 2, self::STALE_AFTER - $age + 1 );
	}

	/**
	 * Forgets old keys.
	 */
	public static function clean(): void {
		self::query( 'DELETE FROM %i WHERE claimed_at < UTC_TIMESTAMP() - INTERVAL %d DAY', self::KEPT_DAYS );
	}

	/**
	 * True when nobody had the key.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 * @param string $claim An id of this request.
	 */
	private static function insert( string $route, string $key, string $claim ): bool {
		return 1 === self::query( 'INSERT IGNORE INTO %i (route, idempotency_key, claim, claimed_at) VALUES (%s, %s, %s, UTC_TIMESTAMP())', $route, $key, $claim );
	}

	/**
	 * True when who had the key is taken for dead and nobody else was faster.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 * @param string $claim An id of this request.
	 */
	private static function take_over( string $route, string $key, string $claim ): bool {
		return 1 === self::query(
			"UPDATE %i SET claim = %s, claimed_at = UTC_TIMESTAMP()
			 WHERE route = %s AND idempotency_key = %s AND state = 'claimed'
			 AND claimed_at < UTC_TIMESTAMP() - INTERVAL %d SECOND",
			$claim,
			$route,
			$key,
			self::STALE_AFTER
		);
	}

	/**
	 * Claimed, done, or null.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 */
	private static function state( string $route, string $key ): ?string {
		global $wpdb;
		return $wpdb->get_var( self::statement( 'SELECT state FROM %i WHERE route = %s AND idempotency_key = %s', $route, $key ) );
	}

	/**
	 * Rows that a statement changed. An error is an exception: to go on would mean twice or never.
	 *
	 * @param string $sql       With %i where the table's name belongs.
	 * @param mixed  ...$values For the other placeholders.
	 * @throws \RuntimeException When the database refuses.
	 */
	private static function query( string $sql, ...$values ): int {
		global $wpdb;
		$rows = $wpdb->query( self::statement( $sql, ...$values ) );
		if ( false === $rows ) {
			throw new \RuntimeException( 'The table of idempotency keys could not be written.' );
		}
		return (int) $rows;
	}

	/**
	 * The table's name put in (WordPress 6.1 has no %i of its own), then the values.
	 *
	 * @param string $sql       A statement.
	 * @param mixed  ...$values For its placeholders.
	 */
	private static function statement( string $sql, ...$values ): string {
		global $wpdb;
		// phpcs:ignore WordPress.DB.PreparedSQL -- the statements are constants of this class.
		return $wpdb->prepare( str_replace( '%i', Tables::name( 'keys' ), $sql ), ...$values );
	}
}

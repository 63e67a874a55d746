<?php
/**
 * The events that were delivered, and what the site does with them.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use Throwable;
use WP_REST_Request;

/**
 * Stores an event with the delivery, and hands it to the site's own code afterwards, from wp-cron:
 * `ai_guy_gateway_event` may be slow, and may fail.
 */
final class Event_Store {

	const MOST_ATTEMPTS = 5;
	const BATCH         = 50;
	const KEPT_DAYS     = 30;
	/** Seconds that a hook may take before another worker tries again. */
	const LEASE = 300;

	/**
	 * Stores an event. The same event again replaces it, and is handed over again.
	 *
	 * @param string          $route   The endpoint.
	 * @param array           $event   The event.
	 * @param WP_REST_Request $request Its delivery.
	 * @param int|null        $user_id The user that it was applied to.
	 * @throws \RuntimeException When the database refuses.
	 */
	public static function save( string $route, array $event, WP_REST_Request $request, ?int $user_id ): void {
		global $wpdb;
		$row     = self::row( $route, $event, $request, $user_id );
		$columns = implode( ', ', array_keys( $row ) );
		$values  = implode( ', ', array_map( array( self::class, 'literal' ), $row ) );
		$table   = Tables::name( 'events' );
		// phpcs:ignore WordPress.DB -- columns are constants, values went through prepare().
		$done = $wpdb->query( "INSERT INTO $table ($columns) VALUES ($values) ON DUPLICATE KEY UPDATE payload = VALUES(payload), user_id = VALUES(user_id), status = 'pending', attempts = 0, next_attempt_at = VALUES(next_attempt_at)" );
		if ( false === $done ) {
			throw new \RuntimeException( 'The table of events could not be written.' );
		}
	}

	/**
	 * Hands over what waits, a batch at most.
	 */
	public static function run_pending(): void {
		global $wpdb;
		$table = Tables::name( 'events' );
		// phpcs:ignore WordPress.DB -- the name is a constant of ours.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $table WHERE status = 'pending' AND next_attempt_at <= UTC_TIMESTAMP() ORDER BY id LIMIT %d", self::BATCH ) );
		foreach ( $rows as $row ) {
			if ( self::claim( (int) $row->id ) ) {
				self::hand_over( $row );
			}
		}
	}

	/**
	 * Forgets old events.
	 */
	public static function clean(): void {
		global $wpdb;
		/**
		 * How many days events are kept.
		 *
		 * @param int $days 30.
		 */
		$days  = (int) apply_filters( 'ai_guy_gateway_kept_days', self::KEPT_DAYS );
		$table = Tables::name( 'events' );
		// phpcs:ignore WordPress.DB -- the name is a constant of ours.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE status <> 'pending' AND received_at < UTC_TIMESTAMP() - INTERVAL %d DAY", $days ) );
	}

	/**
	 * True when this process may hand the event over.
	 *
	 * @param int $id The row.
	 */
	private static function claim( int $id ): bool {
		global $wpdb;
		$table = Tables::name( 'events' );
		// phpcs:ignore WordPress.DB -- the name is a constant of ours.
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE $table SET attempts = attempts + 1, next_attempt_at = UTC_TIMESTAMP() + INTERVAL %d SECOND WHERE id = %d AND status = 'pending' AND next_attempt_at <= UTC_TIMESTAMP()", self::LEASE, $id ) );
	}

	/**
	 * Calls the site's code.
	 *
	 * @param object $row The event's row.
	 */
	private static function hand_over( object $row ): void {
		try {
			/**
			 * An event was delivered. Runs in wp-cron; an exception means another try, five at most.
			 *
			 * @param array  $event The canonical event and `raw`, as the provider sent it.
			 * @param string $route user-sync or order-event.
			 * @param object $row   The row of the table of events: user_id, request_id, traceparent.
			 */
			do_action( 'ai_guy_gateway_event', json_decode( $row->payload, true ), $row->route, $row );
			self::note( (int) $row->id, 'done', null );
		} catch ( Throwable $error ) {
			$is_last = (int) $row->attempts + 1 >= self::MOST_ATTEMPTS;
			self::note( (int) $row->id, $is_last ? 'failed' : 'pending', $error->getMessage() );
		}
	}

	/**
	 * Writes the outcome.
	 *
	 * @param int         $id     The row.
	 * @param string      $status pending, done or failed.
	 * @param string|null $error  What went wrong.
	 */
	private static function note( int $id, string $status, ?string $error ): void {
		global $wpdb;
		$outcome = array(
			'status'     => $status,
			'last_error' => $error,
		);
		$wpdb->update( Tables::name( 'events' ), $outcome, array( 'id' => $id ) );
	}

	/**
	 * The columns of an event.
	 *
	 * @param string          $route   The endpoint.
	 * @param array           $event   The event.
	 * @param WP_REST_Request $request Its delivery.
	 * @param int|null        $user_id The user that it was applied to.
	 */
	private static function row( string $route, array $event, WP_REST_Request $request, ?int $user_id ): array {
		$now = gmdate( 'Y-m-d H:i:s' );
		return array(
			'event_id'        => strtolower( $event['event_id'] ),
			'route'           => $route,
			'source'          => $event['source'],
			'event_type'      => $event['event_type'],
			'tenant_id'       => $event['tenant_id'],
			'occurred_at'     => self::sql_time( $event['occurred_at'] ),
			'actor_id'        => $event['actor']['id'],
			'actor_email'     => $event['actor']['email'],
			'subject_id'      => $event['subject']['id'],
			'subject_type'    => $event['subject']['type'],
			'action_type'     => $event['action']['type'],
			'action_reason'   => $event['action']['reason'],
			'user_id'         => $user_id,
			'idempotency_key' => (string) $request->get_header( 'idempotency_key' ),
			'request_id'      => substr( sanitize_text_field( (string) $request->get_header( 'x_request_id' ) ), 0, 64 ),
			'traceparent'     => substr( sanitize_text_field( (string) $request->get_header( 'traceparent' ) ), 0, 64 ),
			'payload'         => $request->get_body(),
			'next_attempt_at' => $now,
			'received_at'     => $now,
		);
	}

	/**
	 * An RFC 3339 time as MySQL writes it, in UTC.
	 *
	 * @param string|null $time The time.
	 */
	private static function sql_time( ?string $time ): ?string {
		if ( null === $time ) {
			return null;
		}
		return ( new \DateTimeImmutable( $time ) )->setTimezone( new \DateTimeZone( 'UTC' ) )->format( 'Y-m-d H:i:s.v' );
	}

	/**
	 * A value as SQL.
	 *
	 * @param string|int|null $value The value.
	 */
	private static function literal( $value ): string {
		global $wpdb;
		return null === $value ? 'NULL' : $wpdb->prepare( '%s', $value );
	}
}

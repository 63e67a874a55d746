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
final class Event_Store extends Work_Table {

	const TABLE         = 'events';
	const MOST_ATTEMPTS = 5;
	const KEPT_DAYS     = 30;
	/** The site's code may be slow. */
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
		$table   = Tables::name( self::TABLE );
		// phpcs:ignore WordPress.DB -- columns are constants, values went through prepare().
		$done = $wpdb->query( "INSERT INTO $table ($columns) VALUES ($values) ON DUPLICATE KEY UPDATE payload = VALUES(payload), user_id = VALUES(user_id), status = 'pending', attempts = 0, next_attempt_at = VALUES(next_attempt_at)" );
		if ( false === $done ) {
			throw new \RuntimeException( 'The table of events could not be written.' );
		}
	}

	/**
	 * Forgets old events.
	 */
	public static function clean(): void {
		/**
		 * How many days events are kept.
		 *
		 * @param int $days 30.
		 */
		$days = (int) apply_filters( 'ai_guy_gateway_kept_days', self::KEPT_DAYS );
		self::forget( "status <> 'pending' AND received_at < UTC_TIMESTAMP() - INTERVAL %d DAY", $days );
	}

	/**
	 * Calls the site's code.
	 *
	 * @param object $row The event's row.
	 * @return bool True: the next event may fare better.
	 */
	protected static function work_on( object $row ): bool {
		try {
			/**
			 * An event was delivered. Runs in wp-cron; an exception means another try, five at most.
			 *
			 * @param array  $event The canonical event and `raw`, as the provider sent it.
			 * @param string $route user-sync or order-event.
			 * @param object $row   The row of the table of events: user_id, request_id, traceparent.
			 */
			do_action( 'ai_guy_gateway_event', json_decode( $row->payload, true ), $row->route, $row );
			self::note( $row, 'done', null );
		} catch ( Throwable $error ) {
			$is_last = (int) $row->attempts + 1 >= self::MOST_ATTEMPTS;
			self::note( $row, $is_last ? 'failed' : 'pending', $error->getMessage() );
		}
		return true;
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

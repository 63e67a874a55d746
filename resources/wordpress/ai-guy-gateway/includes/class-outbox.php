<?php
/**
 * This site's own events on their way to the gateway.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use Throwable;
use WP_Error;

/**
 * A table of events that wp-cron sends, so that no visitor waits for the gateway and none is lost
 * while it is away. One event has one key on every try, which makes a try too many harmless.
 */
final class Outbox extends Work_Table {

	const TABLE         = 'outbox';
	const MOST_ATTEMPTS = 8;
	const KEPT_DAYS     = 7;
	const TIMEOUT       = 5;
	/** The gateway refuses what is older than 300 s; later tries carry the time of sending. */
	const FRESH = 240;

	/**
	 * Puts an event into the outbox.
	 *
	 * @param string $event_type For example user.registered.
	 * @param string $object_ref What it happened to, for example user-17.
	 * @param array  $data       What the gateway needs to know of it, and no more.
	 */
	public static function add( string $event_type, string $object_ref, array $data ): void {
		global $wpdb;
		if ( ! Config::sends_events() ) {
			return;
		}
		/**
		 * The last word on an event that is about to be sent.
		 *
		 * @param array|null $data       Its data; null sends nothing.
		 * @param string     $event_type Its type.
		 * @param string     $object_ref What it happened to.
		 */
		$data = apply_filters( 'ai_guy_gateway_outgoing', $data, $event_type, $object_ref );
		if ( ! is_array( $data ) ) {
			return;
		}
		$now = gmdate( 'Y-m-d H:i:s' );
		$wpdb->insert(
			Tables::name( self::TABLE ),
			array(
				'idempotency_key' => wp_generate_uuid4(),
				'event_type'      => $event_type,
				'object_ref'      => $object_ref,
				'data'            => self::json( (object) $data ),
				'occurred_at'     => $now,
				'next_attempt_at' => $now,
			)
		);
		Schedule::work_soon();
	}

	/**
	 * Sends what is due, on a site that sends.
	 */
	public static function run_due(): void {
		if ( Config::sends_events() ) {
			parent::run_due();
		}
	}

	/**
	 * Forgets what was sent, and what was given up long ago.
	 */
	public static function clean(): void {
		self::forget( "( status = 'sent' AND occurred_at < UTC_TIMESTAMP() - INTERVAL %d DAY ) OR ( status = 'dead' AND occurred_at < UTC_TIMESTAMP() - INTERVAL 30 DAY )", self::KEPT_DAYS );
	}

	/**
	 * One try. A gateway that does not answer ends the batch: the others would wait for the same.
	 *
	 * @param object $row The event's row.
	 * @return bool Whether the gateway is well enough for the next event.
	 */
	protected static function work_on( object $row ): bool {
		try {
			$answer = self::post( $row );
		} catch ( Throwable $error ) {
			$answer = new WP_Error( 'ai_guy_gateway_not_sent', $error->getMessage() );
		}
		$status = is_wp_error( $answer ) ? 0 : (int) wp_remote_retrieve_response_code( $answer );
		if ( $status >= 200 && $status < 300 ) {
			self::note( $row, 'sent', null );
			return true;
		}
		$said = is_wp_error( $answer ) ? $answer->get_error_message() : $status . ' ' . substr( wp_remote_retrieve_body( $answer ), 0, 500 );
		$wait = is_wp_error( $answer ) ? 0 : min( HOUR_IN_SECONDS, (int) wp_remote_retrieve_header( $answer, 'retry-after' ) );
		self::failed( $row, $said, $wait, self::is_worth_another_try( $status ) );
		return 0 !== $status && $status < 500 && 429 !== $status;
	}

	/**
	 * Sends the request.
	 *
	 * @param object $row The event's row.
	 * @return array|WP_Error
	 */
	private static function post( object $row ) {
		$body = self::body( $row );
		return wp_remote_post(
			Config::text( 'URL' ),
			array(
				'timeout'     => self::TIMEOUT,
				'redirection' => 0,
				'user-agent'  => 'AI-Guy-Gateway/1.0',
				'headers'     => array(
					'Content-Type'      => 'application/json',
					'X-Signature'       => Signature::of( $body, Config::text( 'SITE_SECRET' ) ),
					'X-Idempotency-Key' => $row->idempotency_key,
				) + self::authorization(),
				'body'        => $body,
			)
		);
	}

	/**
	 * The bytes that are signed. An event that comes late says when it happened in
	 * `data.originally_occurred_at`.
	 *
	 * @param object $row The event's row.
	 */
	private static function body( object $row ): string {
		$happened = strtotime( $row->occurred_at . ' UTC' );
		$data     = json_decode( $row->data );
		$is_late  = time() - $happened > self::FRESH;
		if ( $is_late ) {
			$data->originally_occurred_at = self::rfc3339( $happened );
		}
		return self::json(
			array(
				'event_type'      => $row->event_type,
				'object_ref'      => $row->object_ref,
				'data'            => $data,
				'idempotency_key' => $row->idempotency_key,
				'occurred_at'     => self::rfc3339( $is_late ? time() : $happened ),
			)
		);
	}

	/**
	 * The bearer token, where a key is configured.
	 *
	 * @throws \RuntimeException When the key cannot be used.
	 */
	private static function authorization(): array {
		$key_file = Config::text( 'JWT_KEY_FILE' );
		if ( '' === $key_file ) {
			return array();
		}
		$claims = array(
			'iss' => Config::text( 'JWT_ISSUER', home_url() ),
			'aud' => Config::text( 'JWT_AUDIENCE', 'gatehouse' ),
			'sub' => home_url(),
		);
		return array( 'Authorization' => 'Bearer ' . Token::make( $claims, $key_file, Config::text( 'JWT_ALG', 'RS256' ), time(), wp_generate_uuid4(), Config::text( 'JWT_KEY_ID' ) ) );
	}

	/**
	 * No answer, an ill gateway, a busy one, and secrets that are just being changed.
	 *
	 * @param int $status HTTP status; 0: no answer.
	 */
	private static function is_worth_another_try( int $status ): bool {
		return 0 === $status || $status >= 500 || in_array( $status, array( 401, 408, 409, 425, 429 ), true );
	}

	/**
	 * Notes a try that failed: again after 1, 3, 9, 27, ... minutes, or never.
	 *
	 * @param object $row      The event's row, as it was before this try.
	 * @param string $error    What went wrong.
	 * @param int    $at_least Seconds that the gateway asked for.
	 * @param bool   $is_again Whether another try makes sense.
	 */
	private static function failed( object $row, string $error, int $at_least, bool $is_again ): void {
		$attempts = (int) $row->attempts + 1;
		$is_dead  = ! $is_again || $attempts >= self::MOST_ATTEMPTS;
		$minutes  = 3 ** min( $attempts - 1, 5 );
		$wait     = (int) ( $minutes * MINUTE_IN_SECONDS * wp_rand( 75, 125 ) / 100 );
		self::note( $row, $is_dead ? 'dead' : 'pending', $error, max( $at_least, $wait ) );
		if ( $is_dead ) {
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- the site's log is where it belongs.
			error_log( "AI Guy Gateway: gave up {$row->event_type} {$row->idempotency_key}: $error" );
		}
	}

	/**
	 * A time in UTC.
	 *
	 * @param int $time Unix seconds.
	 */
	private static function rfc3339( int $time ): string {
		return gmdate( 'Y-m-d\TH:i:s\Z', $time );
	}

	/**
	 * Compact JSON.
	 *
	 * @param mixed $value What to write.
	 */
	private static function json( $value ): string {
		return (string) wp_json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
	}
}

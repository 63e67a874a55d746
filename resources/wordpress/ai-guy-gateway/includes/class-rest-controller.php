<?php
/**
 * The two routes.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use Throwable;
use WP_Error;
use WP_HTTP_Response;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

/**
 * POST ai-guy/v1/user-sync and ai-guy/v1/order-event. The order of judgement: rate, user,
 * signature over the raw bytes, size, JSON, schema, key.
 */
final class REST_Controller {

	const NAMESPACE = 'ai-guy/v1';
	/** The gateway takes 512 KiB; a delivery holds that twice, and more where it is escaped. */
	const MOST_BYTES = 4 * MB_IN_BYTES;

	/**
	 * Registers the routes.
	 *
	 * The schema is not given as `args`: WordPress checks those before it asks who is calling, and
	 * a stranger should learn nothing. It is checked in deliver(), and shown to OPTIONS.
	 */
	public static function register(): void {
		self::register_route(
			'user-sync',
			static function ( array $event, WP_REST_Request $request ) {
				return self::sync_user( $event, $request );
			}
		);
		self::register_route(
			'order-event',
			static function ( array $event, WP_REST_Request $request ) {
				return self::take_order( $event, $request );
			}
		);
		add_filter( 'rest_post_dispatch', array( self::class, 'add_retry_after' ), 10, 3 );
	}

	/**
	 * Says when to come again, where an error knows it.
	 *
	 * @param WP_HTTP_Response $response The answer.
	 * @param WP_REST_Server   $server   Unused.
	 * @param WP_REST_Request  $request  What was asked.
	 */
	public static function add_retry_after( WP_HTTP_Response $response, WP_REST_Server $server, WP_REST_Request $request ): WP_HTTP_Response {
		$data = $response->get_data();
		if ( str_starts_with( $request->get_route(), '/' . self::NAMESPACE . '/' ) && isset( $data['data']['retry_after'] ) ) {
			$response->header( 'Retry-After', (string) $data['data']['retry_after'] );
		}
		return $response;
	}

	/**
	 * Registers one route.
	 *
	 * @param string   $route Its name.
	 * @param callable $work  What an event does: (array, WP_REST_Request) -> WP_REST_Response|WP_Error.
	 */
	private static function register_route( string $route, callable $work ): void {
		register_rest_route(
			self::NAMESPACE,
			'/' . $route,
			array(
				array(
					'methods'             => WP_REST_Server::CREATABLE,
					'permission_callback' => array( Access::class, 'check' ),
					'callback'            => static function ( WP_REST_Request $request ) use ( $route, $work ) {
						return self::deliver( $route, $request, $work );
					},
				),
				'schema' => array( Event_Schema::class, 'schema' ),
			)
		);
	}

	/**
	 * Takes a delivery whose sender is known.
	 *
	 * @param string          $route   The endpoint.
	 * @param WP_REST_Request $request The delivery.
	 * @param callable        $work    What it does.
	 * @return WP_REST_Response|WP_Error
	 */
	private static function deliver( string $route, WP_REST_Request $request, callable $work ) {
		$defect = self::check_body( $request ) ?? Event_Schema::check( $request->get_json_params() ) ?? self::check_key( $request );
		if ( $defect ) {
			return $defect;
		}
		$key   = $request->get_header( 'idempotency_key' );
		$claim = wp_generate_uuid4();
		switch ( Idempotency::claim( $route, $key, $claim ) ) {
			case Idempotency::FINISHED:
				return new WP_REST_Response( array( 'duplicate' => true ), 200 );
			case Idempotency::BUSY:
				return self::busy( $route, $key );
		}
		// A fatal error or a time-out of PHP gives the key back; only a killed process does not.
		register_shutdown_function( array( Idempotency::class, 'release' ), $route, $key, $claim );
		return self::work( $route, $request, $work, $claim );
	}

	/**
	 * Does the work with the key claimed.
	 *
	 * @param string          $route   The endpoint.
	 * @param WP_REST_Request $request The delivery.
	 * @param callable        $work    What it does.
	 * @param string          $claim   The id that claimed the key.
	 * @return WP_REST_Response|WP_Error
	 */
	private static function work( string $route, WP_REST_Request $request, callable $work, string $claim ) {
		$key = $request->get_header( 'idempotency_key' );
		try {
			$answer = $work( $request->get_json_params(), $request );
		} catch ( Throwable $error ) {
			error_log( 'AI Guy Gateway: ' . $error->getMessage() ); // phpcs:ignore WordPress.PHP.DevelopmentFunctions -- the site's log is where it belongs.
			$answer = self::error( 500, 'ai_guy_gateway_failed', 'The event could not be stored; the site\'s error log says why.' );
		}
		if ( is_wp_error( $answer ) ) {
			Idempotency::release( $route, $key, $claim );
		} else {
			Idempotency::finish( $route, $key, $claim );
		}
		return $answer;
	}

	/**
	 * The user is made or changed at once.
	 *
	 * @param array           $event   The event.
	 * @param WP_REST_Request $request Its delivery.
	 * @return WP_REST_Response|WP_Error
	 */
	private static function sync_user( array $event, WP_REST_Request $request ) {
		$user_id = User_Sync::apply( $event );
		if ( is_wp_error( $user_id ) ) {
			return $user_id;
		}
		Event_Store::save( 'user-sync', $event, $request, $user_id );
		Schedule::work_soon();
		return new WP_REST_Response(
			array(
				'ok'      => true,
				'user_id' => $user_id,
			),
			200
		);
	}

	/**
	 * What a site does about an order takes its time, so it is only stored here.
	 *
	 * @param array           $event   The event.
	 * @param WP_REST_Request $request Its delivery.
	 */
	private static function take_order( array $event, WP_REST_Request $request ): WP_REST_Response {
		Event_Store::save( 'order-event', $event, $request, null );
		Schedule::work_soon();
		return new WP_REST_Response(
			array(
				'ok'     => true,
				'status' => 'accepted',
			),
			202
		);
	}

	/**
	 * What is wrong with the body before it is looked into.
	 *
	 * @param WP_REST_Request $request The delivery.
	 */
	private static function check_body( WP_REST_Request $request ): ?WP_Error {
		if ( ! $request->is_json_content_type() ) {
			return self::error( 415, 'ai_guy_gateway_media_type', 'The Content-Type has to be application/json.' );
		}
		if ( strlen( $request->get_body() ) > self::MOST_BYTES ) {
			return self::error( 413, 'ai_guy_gateway_too_large', 'The body is larger than ' . size_format( self::MOST_BYTES ) . '.' );
		}
		if ( ! is_array( $request->get_json_params() ) ) {
			return self::error( 400, 'ai_guy_gateway_invalid_event', 'The body is not a JSON object.' );
		}
		return null;
	}

	/**
	 * What is wrong with the key.
	 *
	 * @param WP_REST_Request $request The delivery.
	 */
	private static function check_key( WP_REST_Request $request ): ?WP_Error {
		if ( preg_match( '/\A[\x21-\x7E]{1,190}\z/', (string) $request->get_header( 'idempotency_key' ) ) ) {
			return null;
		}
		return self::error( 400, 'ai_guy_gateway_invalid_key', 'The Idempotency-Key header is missing, longer than 190 characters, or holds a blank or a character beyond ASCII.' );
	}

	/**
	 * 409: the gateway tries again.
	 *
	 * @param string $route The endpoint.
	 * @param string $key   Idempotency-Key.
	 */
	private static function busy( string $route, string $key ): WP_Error {
		return new WP_Error(
			'ai_guy_gateway_in_progress',
			'Another request with this Idempotency-Key is in progress.',
			array(
				'status'      => 409,
				'retry_after' => Idempotency::retry_after( $route, $key ),
			)
		);
	}

	/**
	 * An error document.
	 *
	 * @param int    $status  HTTP status.
	 * @param string $code    For programs.
	 * @param string $message For people.
	 */
	private static function error( int $status, string $code, string $message ): WP_Error {
		return new WP_Error( $code, $message, array( 'status' => $status ) );
	}
}

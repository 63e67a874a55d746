<?php
/**
 * Customers, contacts and users of other systems become users of this site.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use WP_Error;
use WP_User;

/**
 * Makes or updates the user of an event's actor. It never changes a role, a password or a login,
 * and never the e-mail address of a user who may edit: a provider's event is no way to take over
 * an account.
 */
final class User_Sync {

	const ACTOR_META    = 'ai_guy_gateway_actor';
	const OCCURRED_META = 'ai_guy_gateway_occurred_at';
	const TYPE_META     = 'ai_guy_gateway_event_type';

	/**
	 * Whether a user is being written because an event said so: that is not sent back home.
	 *
	 * @var bool
	 */
	private static $is_applying = false;

	/**
	 * Whether what happens to users now comes from the gateway.
	 */
	public static function is_applying(): bool {
		return self::$is_applying;
	}

	/**
	 * Applies an event. Two of one person wait for each other.
	 *
	 * @param array $event A canonical event that passed its schema.
	 * @return int|null|WP_Error The user's id; null: the actor is nobody here and has no address.
	 */
	public static function apply( array $event ) {
		$email = self::email_of( $event );
		if ( null === $event['actor']['id'] && null === $email ) {
			return new WP_Error( 'ai_guy_gateway_no_actor', 'The event names nobody: actor.id and actor.email are both empty or unusable.', array( 'status' => 422 ) );
		}
		$lock = 'ai_guy_gateway_' . substr( hash( 'sha256', DB_NAME . ( $email ?? self::actor_of( $event ) ) ), 0, 40 );
		if ( ! self::lock( $lock ) ) {
			return new WP_Error(
				'ai_guy_gateway_user_busy',
				'Another event of the same person is being applied.',
				array(
					'status'      => 503,
					'retry_after' => 2,
				)
			);
		}
		self::$is_applying = true;
		try {
			return self::upsert( $event, $email );
		} finally {
			self::$is_applying = false;
			self::unlock( $lock );
		}
	}

	/**
	 * Finds by actor id, then by e-mail address; else makes the user.
	 *
	 * @param array       $event The event.
	 * @param string|null $email Its usable address.
	 * @return int|null|WP_Error
	 */
	private static function upsert( array $event, ?string $email ) {
		$user = self::find( $event, $email );
		if ( ! $user && null === $email ) {
			return null;
		}
		$id = $user ? self::update( $user, $event, $email ) : self::create( $event, $email );
		if ( is_wp_error( $id ) ) {
			$id->add_data( array( 'status' => 422 ) );
		}
		return $id;
	}

	/**
	 * The user of the event's actor.
	 *
	 * @param array       $event The event.
	 * @param string|null $email Its usable address.
	 */
	private static function find( array $event, ?string $email ): ?WP_User {
		if ( null !== $event['actor']['id'] ) {
			$users = get_users(
				array(
					'meta_key'   => self::ACTOR_META, // phpcs:ignore WordPress.DB.SlowDBQuery -- the one way to ask it.
					'meta_value' => self::actor_of( $event ), // phpcs:ignore WordPress.DB.SlowDBQuery -- as above.
					'number'     => 1,
				)
			);
			if ( $users ) {
				return $users[0];
			}
		}
		$user = null === $email ? false : get_user_by( 'email', $email );
		return $user ? $user : null;
	}

	/**
	 * Makes a user with a password that nobody knows.
	 *
	 * @param array  $event The event.
	 * @param string $email The address.
	 * @return int|WP_Error
	 */
	private static function create( array $event, string $email ) {
		$id = wp_insert_user(
			wp_slash(
				array(
					'user_login' => self::free_login( $email ),
					'user_email' => $email,
					'user_pass'  => wp_generate_password( 32 ),
					'role'       => Config::text( 'USER_ROLE', 'subscriber' ),
				) + self::names_of( $event )
			)
		);
		if ( ! is_wp_error( $id ) ) {
			self::remember( $id, $event );
		}
		return $id;
	}

	/**
	 * Changes what the event says, unless a later event has been applied before.
	 *
	 * @param WP_User     $user  Who.
	 * @param array       $event The event.
	 * @param string|null $email The address.
	 * @return int|WP_Error
	 */
	private static function update( WP_User $user, array $event, ?string $email ) {
		$known = (string) get_user_meta( $user->ID, self::OCCURRED_META, true );
		if ( null !== $event['occurred_at'] && '' !== $known && strtotime( $event['occurred_at'] ) < strtotime( $known ) ) {
			return $user->ID;
		}
		$changes = self::names_of( $event );
		if ( null !== $email && self::may_change_email( $user, $email ) ) {
			$changes['user_email'] = $email;
		}
		$id = array() === $changes ? $user->ID : wp_update_user( wp_slash( array( 'ID' => $user->ID ) + $changes ) );
		if ( ! is_wp_error( $id ) ) {
			self::remember( $id, $event );
		}
		return $id;
	}

	/**
	 * Whether the address is new, free, and not that of someone with rights.
	 *
	 * @param WP_User $user  Who.
	 * @param string  $email The address.
	 */
	private static function may_change_email( WP_User $user, string $email ): bool {
		return 0 !== strcasecmp( $user->user_email, $email ) && ! email_exists( $email ) && ! user_can( $user, 'edit_posts' );
	}

	/**
	 * Keeps who the actor is and what was heard last.
	 *
	 * @param int   $id    The user.
	 * @param array $event The event.
	 */
	private static function remember( int $id, array $event ): void {
		if ( null !== $event['actor']['id'] ) {
			update_user_meta( $id, self::ACTOR_META, wp_slash( self::actor_of( $event ) ) );
		}
		if ( null !== $event['occurred_at'] ) {
			update_user_meta( $id, self::OCCURRED_META, $event['occurred_at'] );
		}
		update_user_meta( $id, self::TYPE_META, wp_slash( $event['event_type'] ) );
	}

	/**
	 * The actor's id, which is unique with its source and tenant only.
	 *
	 * @param array $event The event.
	 */
	private static function actor_of( array $event ): string {
		return $event['source'] . ':' . $event['tenant_id'] . ':' . $event['actor']['id'];
	}

	/**
	 * The address, where it is one that WordPress can keep.
	 *
	 * @param array $event The event.
	 */
	private static function email_of( array $event ): ?string {
		$email = sanitize_email( (string) $event['actor']['email'] );
		return is_email( $email ) && strlen( $email ) <= 100 ? $email : null;
	}

	/**
	 * Names where Stripe, Shopify and HubSpot have them.
	 *
	 * @param array $event The event.
	 */
	private static function names_of( array $event ): array {
		$data       = is_array( $event['data'] ) ? $event['data'] : array();
		$properties = is_array( $data['properties'] ?? null ) ? $data['properties'] : array();
		$names      = array(
			'first_name'   => $data['first_name'] ?? $properties['firstname'] ?? null,
			'last_name'    => $data['last_name'] ?? $properties['lastname'] ?? null,
			'display_name' => $data['name'] ?? null,
		);
		return array_filter( array_map( array( self::class, 'name' ), $names ), 'strlen' );
	}

	/**
	 * A name as one short line; anything else as an empty one.
	 *
	 * @param mixed $value What the provider sent.
	 */
	private static function name( $value ): string {
		return is_string( $value ) ? mb_substr( sanitize_text_field( $value ), 0, 100 ) : '';
	}

	/**
	 * A login that is free, from the part before the @.
	 *
	 * @param string $email The address.
	 */
	private static function free_login( string $email ): string {
		$stem = substr( sanitize_user( strstr( $email, '@', true ), true ), 0, 40 );
		return username_exists( $stem ) || '' === $stem ? $stem . '-' . bin2hex( random_bytes( 4 ) ) : $stem;
	}

	/**
	 * Waits up to five seconds.
	 *
	 * @param string $name The lock.
	 */
	private static function lock( string $name ): bool {
		global $wpdb;
		return '1' === $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, 5)', $name ) );
	}

	/**
	 * Lets the next one in.
	 *
	 * @param string $name The lock.
	 */
	private static function unlock( string $name ): void {
		global $wpdb;
		$wpdb->get_var( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', $name ) );
	}
}

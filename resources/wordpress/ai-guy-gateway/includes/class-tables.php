<?php
/**
 * The plugin's own tables.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * Makes and removes the tables, the role and the capability. All times in them are UTC.
 */
final class Tables {

	const VERSION        = '1';
	const VERSION_OPTION = 'ai_guy_gateway_schema';

	/**
	 * The full name of a table of ours.
	 *
	 * @param string $name keys, events or outbox.
	 */
	public static function name( string $name ): string {
		global $wpdb;
		return $wpdb->prefix . 'ai_guy_gateway_' . $name;
	}

	/**
	 * Makes what an update of the plugin's files needs; activation hooks do not run for those.
	 */
	public static function upgrade(): void {
		if ( self::VERSION !== get_option( self::VERSION_OPTION ) ) {
			self::install();
		}
	}

	/**
	 * Makes the tables, and a role that may deliver and do nothing else.
	 */
	public static function install(): void {
		global $wpdb;
		foreach ( self::definitions() as $name => $columns ) {
			// phpcs:ignore WordPress.DB -- names and columns are constants of ours.
			$wpdb->query( 'CREATE TABLE IF NOT EXISTS ' . self::name( $name ) . " ( $columns ) ENGINE=InnoDB " . $wpdb->get_charset_collate() );
		}
		add_role( Config::ROLE, 'Gateway', array( Config::CAPABILITY => true ) );
		$administrator = get_role( 'administrator' );
		if ( $administrator ) {
			$administrator->add_cap( Config::CAPABILITY );
		}
		update_option( self::VERSION_OPTION, self::VERSION );
	}

	/**
	 * Removes all of it.
	 */
	public static function uninstall(): void {
		global $wpdb;
		foreach ( array_keys( self::definitions() ) as $name ) {
			// phpcs:ignore WordPress.DB -- the name is a constant of ours.
			$wpdb->query( 'DROP TABLE IF EXISTS ' . self::name( $name ) );
		}
		remove_role( Config::ROLE );
		$administrator = get_role( 'administrator' );
		if ( $administrator ) {
			$administrator->remove_cap( Config::CAPABILITY );
		}
		delete_option( self::VERSION_OPTION );
	}

	/**
	 * The columns by table. A key is compared byte by byte, so its column is binary ASCII; 190
	 * characters are the most that the contract sends.
	 *
	 * @return array<string, string>
	 */
	private static function definitions(): array {
		return array(
			'keys'   => "
				route VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
				idempotency_key VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
				state VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'claimed',
				claim CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
				claimed_at DATETIME NOT NULL,
				PRIMARY KEY (route, idempotency_key),
				KEY claimed_at (claimed_at)",
			'events' => "
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				event_id CHAR(36) CHARACTER SET ascii NOT NULL,
				route VARCHAR(32) CHARACTER SET ascii NOT NULL,
				source VARCHAR(32) NOT NULL,
				event_type VARCHAR(255) NOT NULL,
				tenant_id VARCHAR(255) NOT NULL,
				occurred_at DATETIME(3) NULL,
				actor_id TEXT NULL,
				actor_email TEXT NULL,
				subject_id TEXT NULL,
				subject_type TEXT NULL,
				action_type TEXT NULL,
				action_reason TEXT NULL,
				user_id BIGINT UNSIGNED NULL,
				idempotency_key VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
				request_id VARCHAR(64) NOT NULL DEFAULT '',
				traceparent VARCHAR(64) NOT NULL DEFAULT '',
				payload LONGTEXT NOT NULL,
				status VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'pending',
				attempts INT UNSIGNED NOT NULL DEFAULT 0,
				next_attempt_at DATETIME NOT NULL,
				last_error TEXT NULL,
				received_at DATETIME NOT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY event_route (event_id, route),
				KEY subject (subject_id(64)),
				KEY due (status, next_attempt_at),
				KEY received_at (received_at)",
			'outbox' => "
				id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
				idempotency_key CHAR(36) CHARACTER SET ascii NOT NULL,
				event_type VARCHAR(255) NOT NULL,
				object_ref VARCHAR(255) NOT NULL,
				data LONGTEXT NOT NULL,
				occurred_at DATETIME NOT NULL,
				status VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT 'pending',
				attempts INT UNSIGNED NOT NULL DEFAULT 0,
				next_attempt_at DATETIME NOT NULL,
				last_error TEXT NULL,
				PRIMARY KEY (id),
				UNIQUE KEY idempotency_key (idempotency_key),
				KEY due (status, next_attempt_at)",
		);
	}
}

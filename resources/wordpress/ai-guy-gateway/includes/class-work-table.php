<?php
/**
 * A table of work that wp-cron does, row by row.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * What the outbox and the events have in common: a row is pending until its outcome is noted, and
 * whoever claims it has a lease, so that two workers do not do the same and one that died loses none.
 */
abstract class Work_Table {

	/** The table, as Tables::name() knows it. */
	const TABLE = '';
	/** Rows that one run takes at the most. */
	const BATCH = 50;
	/** Seconds that one try may take before another worker may try as well. */
	const LEASE = 60;

	/**
	 * Does what a row asks for, and notes the outcome.
	 *
	 * @param object $row The row, as it was before this try.
	 * @return bool Whether it makes sense to go on with the next row.
	 */
	abstract protected static function work_on( object $row ): bool;

	/**
	 * Works on what is due, a batch at most.
	 */
	public static function run_due(): void {
		global $wpdb;
		$table = Tables::name( static::TABLE );
		// phpcs:ignore WordPress.DB -- the name is a constant of ours.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $table WHERE status = 'pending' AND next_attempt_at <= UTC_TIMESTAMP() ORDER BY id LIMIT %d", static::BATCH ) );
		foreach ( $rows as $row ) {
			if ( self::claim( (int) $row->id ) && ! static::work_on( $row ) ) {
				return;
			}
		}
	}

	/**
	 * Writes the outcome of a try.
	 *
	 * @param object      $row    The row.
	 * @param string      $status  pending for another try; else the word of the table for its end.
	 * @param string|null $error   What went wrong.
	 * @param int|null    $wait    Seconds to the next try; null: until the lease ends.
	 */
	protected static function note( object $row, string $status, ?string $error, ?int $wait = null ): void {
		global $wpdb;
		$outcome = array(
			'status'     => $status,
			'last_error' => $error,
		);
		if ( null !== $wait ) {
			$outcome['next_attempt_at'] = gmdate( 'Y-m-d H:i:s', time() + $wait );
		}
		$wpdb->update( Tables::name( static::TABLE ), $outcome, array( 'id' => $row->id ) );
	}

	/**
	 * Deletes rows.
	 *
	 * @param string $condition  SQL, a constant.
	 * @param mixed  ...$values For its placeholders.
	 */
	protected static function forget( string $condition, ...$values ): void {
		global $wpdb;
		$table = Tables::name( static::TABLE );
		// phpcs:ignore WordPress.DB -- the name and the condition are constants of ours.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE $condition", ...$values ) );
	}

	/**
	 * True when this process may work on the row.
	 *
	 * @param int $id The row.
	 */
	private static function claim( int $id ): bool {
		global $wpdb;
		$table = Tables::name( static::TABLE );
		// phpcs:ignore WordPress.DB -- the name is a constant of ours.
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE $table SET attempts = attempts + 1, next_attempt_at = UTC_TIMESTAMP() + INTERVAL %d SECOND WHERE id = %d AND status = 'pending' AND next_attempt_at <= UTC_TIMESTAMP()", static::LEASE, $id ) );
	}
}

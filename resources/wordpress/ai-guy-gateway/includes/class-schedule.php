<?php
/**
 * What wp-cron does.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * Work is scheduled as soon as there is some. A sweep each minute finds what was missed: WordPress
 * keeps its schedule in one option, and two requests at one moment may lose an entry of it.
 */
final class Schedule {

	const WORK    = 'ai_guy_gateway_work';
	const SWEEP   = 'ai_guy_gateway_sweep';
	const CLEANUP = 'ai_guy_gateway_cleanup';
	const MINUTE  = 'ai_guy_gateway_minute';

	/**
	 * Registers the hooks.
	 */
	public static function register(): void {
		// phpcs:ignore WordPress.WP.CronInterval -- a minute is meant.
		add_filter( 'cron_schedules', array( self::class, 'add_minute' ) );
		add_action( self::WORK, array( self::class, 'work' ) );
		add_action( self::SWEEP, array( self::class, 'work' ) );
		add_action( self::CLEANUP, array( self::class, 'clean' ) );
		add_action( 'init', array( self::class, 'ensure' ) );
	}

	/**
	 * The interval of the sweep.
	 *
	 * @param array $schedules Those that there are.
	 */
	public static function add_minute( array $schedules ): array {
		$schedules[ self::MINUTE ] = array(
			'interval' => MINUTE_IN_SECONDS,
			'display'  => 'Once a minute',
		);
		return $schedules;
	}

	/**
	 * Schedules what recurs.
	 */
	public static function ensure(): void {
		if ( ! wp_next_scheduled( self::SWEEP ) ) {
			wp_schedule_event( time(), self::MINUTE, self::SWEEP );
		}
		if ( ! wp_next_scheduled( self::CLEANUP ) ) {
			wp_schedule_event( time(), 'daily', self::CLEANUP );
		}
	}

	/**
	 * There is work: does it in a request of its own, right after this one.
	 */
	public static function work_soon(): void {
		if ( ! has_action( 'shutdown', array( self::class, 'start_work' ) ) ) {
			add_action( 'shutdown', array( self::class, 'start_work' ) );
		}
	}

	/**
	 * Schedules the work, and starts wp-cron where the server does not do so by itself.
	 */
	public static function start_work(): void {
		wp_schedule_single_event( time(), self::WORK );
		if ( ! wp_doing_cron() && ! ( defined( 'DISABLE_WP_CRON' ) && DISABLE_WP_CRON ) ) {
			spawn_cron();
		}
	}

	/**
	 * Sends what waits and hands over what was delivered.
	 */
	public static function work(): void {
		Outbox::run_due();
		Event_Store::run_due();
	}

	/**
	 * Forgets what is old.
	 */
	public static function clean(): void {
		Idempotency::clean();
		Event_Store::clean();
		Outbox::clean();
	}

	/**
	 * Takes everything off the schedule.
	 */
	public static function clear(): void {
		foreach ( array( self::WORK, self::SWEEP, self::CLEANUP ) as $hook ) {
			wp_clear_scheduled_hook( $hook );
		}
	}
}

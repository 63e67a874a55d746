<?php
/**
 * The shape of a delivery.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use WP_Error;

/**
 * The canonical event of docs/contract.md, section 3, as a schema of the REST API.
 */
final class Event_Schema {

	/**
	 * The schema, shown to OPTIONS requests as well.
	 */
	public static function schema(): array {
		$text = array(
			'type'      => array( 'string', 'null' ),
			'maxLength' => 1024,
		);
		return array(
			'$schema'    => 'http://json-schema.org/draft-04/schema#',
			'title'      => 'canonical-event',
			'type'       => 'object',
			'properties' => array(
				'event_id'    => self::required( 'string', array( 'format' => 'uuid' ) ),
				'source'      => self::required( 'string', array( 'pattern' => '^[a-z0-9_]{1,32}$' ) ),
				'event_type'  => self::required( 'string', self::length( 255 ) ),
				'tenant_id'   => self::required( 'string', self::length( 255 ) ),
				'occurred_at' => self::required( array( 'string', 'null' ), array( 'format' => 'date-time' ) ),
				'actor'       => self::pair( 'id', 'email', $text ),
				'subject'     => self::pair( 'id', 'type', $text ),
				'action'      => self::pair( 'type', 'reason', $text ),
				'data'        => self::required( array( 'object', 'array', 'string', 'number', 'boolean', 'null' ) ),
			),
		);
	}

	/**
	 * What is wrong with an event, in one sentence; null when nothing is.
	 *
	 * @param array $event The decoded body.
	 */
	public static function check( array $event ): ?WP_Error {
		$schema  = self::schema();
		$verdict = rest_validate_value_from_schema( $event, $schema, 'event' );
		if ( ! is_wp_error( $verdict ) ) {
			return null;
		}
		return new WP_Error(
			'ai_guy_gateway_invalid_event',
			'The event does not follow the schema: ' . $verdict->get_error_message(),
			array( 'status' => 400 )
		);
	}

	/**
	 * A member that has to be there.
	 *
	 * @param string|string[] $type What it may be.
	 * @param array           $more Further keywords.
	 */
	private static function required( $type, array $more = array() ): array {
		return array(
			'type'     => $type,
			'required' => true,
		) + $more;
	}

	/**
	 * Keywords for a text that is not empty.
	 *
	 * @param int $most Its greatest length.
	 */
	private static function length( int $most ): array {
		return array(
			'minLength' => 1,
			'maxLength' => $most,
		);
	}

	/**
	 * An object of two texts that may be null.
	 *
	 * @param string $first  Name of a member.
	 * @param string $second Name of the other.
	 * @param array  $text   Schema of both.
	 */
	private static function pair( string $first, string $second, array $text ): array {
		return self::required(
			'object',
			array(
				'properties' => array(
					$first  => $text,
					$second => $text,
				),
			)
		);
	}
}

<?php
/**
 * The bearer token of our own events.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

/**
 * A JWT (RFC 7519) signed with RS256 or ES256. Knows nothing of WordPress.
 */
final class Token {

	/** Shorter than the five minutes that the gateway allows, so that a clock may be fast by one. */
	const LIFETIME = 240;
	/** Taken off `nbf`, for a gateway whose clock is slow. */
	const ALLOWANCE = 30;

	/**
	 * Makes a token.
	 *
	 * @param array  $claims    What it says beyond its times and its id (iss, aud, sub).
	 * @param string $key_file  A private key in PEM.
	 * @param string $algorithm RS256 or ES256.
	 * @param int    $now       Unix seconds.
	 * @param string $id        The jti, used once.
	 * @param string $key_id    The kid; empty: the key's thumbprint.
	 * @throws \RuntimeException When the key cannot be read or does not fit the algorithm.
	 */
	public static function make( array $claims, string $key_file, string $algorithm, int $now, string $id, string $key_id = '' ): string {
		$key     = self::read_key( $key_file, $algorithm );
		$claims += array(
			'iat' => $now,
			'nbf' => $now - self::ALLOWANCE,
			'exp' => $now + self::LIFETIME,
			'jti' => $id,
		);
		$header  = array(
			'alg' => $algorithm,
			'typ' => 'JWT',
			'kid' => '' === $key_id ? self::thumbprint( $key, $algorithm ) : $key_id,
		);
		$signed  = self::encode( self::json( $header ) ) . '.' . self::encode( self::json( $claims ) );
		return $signed . '.' . self::encode( self::sign( $signed, $key, $algorithm ) );
	}

	/**
	 * The key, once it fits the algorithm. Messages name the file and never its content.
	 *
	 * @param string $file      Path of a PEM file.
	 * @param string $algorithm RS256 or ES256.
	 * @throws \RuntimeException When it does not.
	 */
	private static function read_key( string $file, string $algorithm ): \OpenSSLAsymmetricKey {
		// phpcs:ignore WordPress -- a local file; a warning would print its path to visitors.
		$pem = @file_get_contents( $file );
		$key = false === $pem ? false : openssl_pkey_get_private( $pem );
		if ( false === $key ) {
			throw new \RuntimeException( "The private key $file cannot be read." );
		}
		$details = openssl_pkey_get_details( $key );
		$is_rsa  = OPENSSL_KEYTYPE_RSA === $details['type'] && $details['bits'] >= 2048;
		$is_p256 = OPENSSL_KEYTYPE_EC === $details['type'] && 'prime256v1' === $details['ec']['curve_name'];
		if ( ! ( 'RS256' === $algorithm && $is_rsa ) && ! ( 'ES256' === $algorithm && $is_p256 ) ) {
			throw new \RuntimeException( "The private key $file does not fit $algorithm: RS256 takes RSA of 2048 bits or more, ES256 the curve P-256." );
		}
		return $key;
	}

	/**
	 * By which the gateway knows the key: the hash of its public half (RFC 7638), members in the order of
	 * their names.
	 *
	 * @param \OpenSSLAsymmetricKey $key       The private key.
	 * @param string                $algorithm RS256 or ES256.
	 */
	private static function thumbprint( \OpenSSLAsymmetricKey $key, string $algorithm ): string {
		$details = openssl_pkey_get_details( $key );
		$members = 'ES256' === $algorithm
			? array(
				'crv' => 'P-256',
				'kty' => 'EC',
				'x'   => self::encode( self::as_32_bytes( $details['ec']['x'] ) ),
				'y'   => self::encode( self::as_32_bytes( $details['ec']['y'] ) ),
			)
			: array(
				'e'   => self::encode( ltrim( $details['rsa']['e'], "\0" ) ),
				'kty' => 'RSA',
				'n'   => self::encode( ltrim( $details['rsa']['n'], "\0" ) ),
			);
		return self::encode( hash( 'sha256', self::json( $members ), true ) );
	}

	/**
	 * The signature as JWS has it.
	 *
	 * @param string                $text      What is signed.
	 * @param \OpenSSLAsymmetricKey $key       The private key.
	 * @param string                $algorithm RS256 or ES256.
	 * @throws \RuntimeException When OpenSSL refuses.
	 */
	private static function sign( string $text, \OpenSSLAsymmetricKey $key, string $algorithm ): string {
		$signature = '';
		if ( ! openssl_sign( $text, $signature, $key, OPENSSL_ALGO_SHA256 ) ) {
			throw new \RuntimeException( 'The token could not be signed.' );
		}
		return 'ES256' === $algorithm ? self::raw_from_der( $signature ) : $signature;
	}

	/**
	 * OpenSSL writes SEQUENCE { INTEGER r, INTEGER s }; JWS wants r and s, 32 bytes each (RFC 7518,
	 * section 3.4). For P-256 every length fits one byte.
	 *
	 * @param string $der An ECDSA signature.
	 */
	private static function raw_from_der( string $der ): string {
		$r_length = ord( $der[3] );
		$r        = substr( $der, 4, $r_length );
		$s        = substr( $der, 6 + $r_length, ord( $der[5 + $r_length] ) );
		return self::as_32_bytes( $r ) . self::as_32_bytes( $s );
	}

	/**
	 * An integer without its sign byte, padded.
	 *
	 * @param string $integer Big-endian bytes.
	 */
	private static function as_32_bytes( string $integer ): string {
		return str_pad( ltrim( $integer, "\0" ), 32, "\0", STR_PAD_LEFT );
	}

	/**
	 * Compact JSON.
	 *
	 * @param array $value What to write.
	 */
	private static function json( array $value ): string {
		// phpcs:ignore WordPress.WP.AlternativeFunctions -- usable without WordPress.
		return json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR );
	}

	/**
	 * Base64 with the URL-safe alphabet, without padding.
	 *
	 * @param string $bytes What to encode.
	 */
	private static function encode( string $bytes ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions -- RFC 7515 asks for it.
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}

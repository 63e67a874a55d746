<?php
/**
 * What happens on this site and is sent to the gateway.
 *
 * @package AI_Guy_Gateway
 */

namespace AI_Guy_Gateway;

use WP_Comment;
use WP_Post;
use WP_User;

/**
 * Hooks. Users that an event of the gateway made or changed are not told to the gateway again.
 */
final class Site_Events {

	/**
	 * Registers the hooks. Site code sends its own events with
	 * `do_action( 'ai_guy_gateway_send', 'form.submitted', 'form-7', array( ... ) )`.
	 */
	public static function register(): void {
		add_action( 'ai_guy_gateway_send', array( Outbox::class, 'add' ), 10, 3 );
		add_action( 'user_register', array( self::class, 'user_registered' ) );
		add_action( 'profile_update', array( self::class, 'user_updated' ) );
		add_action( 'deleted_user', array( self::class, 'user_deleted' ), 10, 3 );
		add_action( 'transition_post_status', array( self::class, 'post_changed' ), 10, 3 );
		add_action( 'wp_insert_comment', array( self::class, 'comment_created' ), 10, 2 );
	}

	/**
	 * A user is new.
	 *
	 * @param int $user_id Who.
	 */
	public static function user_registered( $user_id ): void {
		self::send_user( 'user.registered', get_userdata( $user_id ) );
	}

	/**
	 * A profile was saved.
	 *
	 * @param int $user_id Who.
	 */
	public static function user_updated( $user_id ): void {
		self::send_user( 'user.updated', get_userdata( $user_id ) );
	}

	/**
	 * A user is gone.
	 *
	 * @param int      $user_id  Who.
	 * @param int|null $reassign Unused.
	 * @param WP_User  $user     As he was.
	 */
	public static function user_deleted( $user_id, $reassign, $user ): void {
		self::send_user( 'user.deleted', $user );
	}

	/**
	 * A post became public.
	 *
	 * @param string  $new_status Its status now.
	 * @param string  $old_status Its status before.
	 * @param WP_Post $post       The post.
	 */
	public static function post_changed( $new_status, $old_status, $post ): void {
		if ( 'publish' !== $new_status || 'publish' === $old_status || ! is_post_type_viewable( $post->post_type ) ) {
			return;
		}
		Outbox::add(
			'post.published',
			'post-' . $post->ID,
			array(
				'author_id' => (string) $post->post_author,
				'title'     => $post->post_title,
				'slug'      => $post->post_name,
				'post_type' => $post->post_type,
				'url'       => (string) get_permalink( $post ),
			)
		);
	}

	/**
	 * Somebody commented. The text stays here.
	 *
	 * @param int        $comment_id The comment.
	 * @param WP_Comment $comment    The same.
	 */
	public static function comment_created( $comment_id, $comment ): void {
		if ( 'spam' === $comment->comment_approved ) {
			return;
		}
		Outbox::add(
			'comment.created',
			'comment-' . $comment_id,
			array(
				'user_id'  => (string) $comment->user_id,
				'email'    => $comment->comment_author_email,
				'post'     => 'post-' . $comment->comment_post_ID,
				'approved' => '1' === (string) $comment->comment_approved,
			)
		);
	}

	/**
	 * Sends an event about a user.
	 *
	 * @param string        $event_type Its type.
	 * @param WP_User|false $user       Who.
	 */
	private static function send_user( string $event_type, $user ): void {
		if ( ! $user || User_Sync::is_applying() ) {
			return;
		}
		Outbox::add(
			$event_type,
			'user-' . $user->ID,
			array(
				'user_id'      => (string) $user->ID,
				'email'        => $user->user_email,
				'display_name' => $user->display_name,
				'roles'        => array_values( $user->roles ),
			)
		);
	}
}

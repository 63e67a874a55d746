"""How each of the ten sources signs, as docs/wire-formats.md says; written again here, so that the gateway's own code
does not judge itself."""
import base64
import hashlib
import hmac
import json
import time
import uuid


def hmac_hex(secret, text):
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def hmac_base64(secret, text):
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


def stripe(secret, body, url, event_id):
    now = int(time.time())
    return {"Stripe-Signature": f"t={now},v1={hmac_hex(secret, f'{now}.'.encode() + body)}"}


def github(secret, body, url, event_id):
    return {"X-Hub-Signature-256": "sha256=" + hmac_hex(secret, body), "X-GitHub-Event": "issues",
            "X-GitHub-Delivery": event_id}


def hubspot(secret, body, url, event_id):
    now = str(int(time.time() * 1000))
    text = b"POST" + url.encode() + body + now.encode()
    return {"X-HubSpot-Signature-v3": hmac_base64(secret, text), "X-HubSpot-Request-Timestamp": now}


def shopify(secret, body, url, event_id):
    return {"X-Shopify-Hmac-Sha256": hmac_base64(secret, body), "X-Shopify-Topic": "orders/create",
            "X-Shopify-Shop-Domain": "acme.myshopify.com", "X-Shopify-API-Version": "2026-10",
            "X-Shopify-Webhook-Id": event_id}


def slack(secret, body, url, event_id):
    now = str(int(time.time()))
    return {"X-Slack-Signature": "v0=" + hmac_hex(secret, f"v0:{now}:".encode() + body),
            "X-Slack-Request-Timestamp": now}


def woocommerce(secret, body, url, event_id):
    return {"X-WC-Webhook-Signature": hmac_base64(secret, body), "X-WC-Webhook-Topic": "order.created",
            "X-WC-Webhook-Delivery-ID": event_id}


def standard(secret, body, url, event_id):
    now = str(int(time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{event_id}.{now}.".encode() + body, hashlib.sha256).digest()
    return {"webhook-id": event_id, "webhook-timestamp": now,
            "webhook-signature": "v1," + base64.b64encode(digest).decode()}


def wordpress(secret, body, url, event_id):
    return {"X-Signature": "sha256=" + hmac_hex(secret, body), "X-Idempotency-Key": event_id}


def ai(secret, body, url, event_id):
    return {"X-AI-Signature": hmac_base64(secret, body), "X-AI-Timestamp": str(int(time.time()))}


def wpmedia(secret, body, url, event_id):
    return {"X-WP-Signature": hmac_hex(secret, body)}


SENDERS = {each.__name__: each for each in
           (stripe, github, hubspot, shopify, slack, woocommerce, standard, wordpress, ai, wpmedia)}


def body_of(source, event_id):
    """With all that ingest asks of this source."""
    occurred = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    body = {"id": event_id, "type": "rotation.bench", "event_id": event_id, "job_id": event_id, "status": "running",
            "event_type": "rotation.bench", "idempotency_key": event_id, "occurred_at": occurred,
            "media_id": event_id, "created": int(time.time()), "data": {"object": {"id": event_id}}}
    if source == "hubspot":
        number = uuid.UUID(event_id).int % 10**12
        return json.dumps([{"eventId": number, "subscriptionType": "contact.creation", "portalId": 1,
                            "objectId": number, "occurredAt": int(time.time() * 1000)}]).encode()
    return json.dumps(body).encode()


def new_secret(source):
    raw = uuid.uuid4().bytes + uuid.uuid4().bytes
    return "whsec_" + base64.b64encode(raw).decode() if source == "standard" else raw.hex()

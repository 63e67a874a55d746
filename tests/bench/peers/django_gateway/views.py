"""The same steps as Gatehouse's ingest: signature over the raw bytes, JSON, the canonical event, dedupe, an event and
a job row, one commit, and only then the answer."""
import hashlib
import hmac
import json

from django.conf import settings
from django.db import IntegrityError, transaction
from rest_framework.response import Response
from rest_framework.views import APIView

from .models import JobExecution, WebhookEvent


def is_signed(request):
    expected = "sha256=" + hmac.new(settings.WEBHOOK_SECRET, request.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, request.headers.get("X-Hub-Signature-256", ""))


def canonical_of(source, event_type, tenant, payload):
    sender = payload.get("sender") or {}
    repository = payload.get("repository") or {}
    return {"source": source, "event_type": event_type, "tenant_id": tenant, "actor": {"id": sender.get("login")},
            "subject": {"id": repository.get("full_name"), "type": "repository"}, "data": payload}


class IngestView(APIView):
    def post(self, request, source):
        if not is_signed(request._request):
            return Response({"code": "signature_mismatch"}, status=401)
        try:
            payload = json.loads(request._request.body)
        except ValueError:
            return Response({"code": "not_json"}, status=400)
        tenant = request.query_params["tenant"]
        event_type = request.headers["X-GitHub-Event"]
        key = f"{source}:{tenant}:{request.headers['X-GitHub-Delivery']}"
        event = WebhookEvent(source=source, tenant=tenant, event_type=event_type, idempotency_key=key, status="queued",
                             headers=dict(request.headers), raw_body=request._request.body,
                             canonical=canonical_of(source, event_type, tenant, payload))
        try:
            with transaction.atomic():
                event.save(force_insert=True)
                JobExecution(event=event, task_name="deliver", status="pending").save(force_insert=True)
        except IntegrityError:
            known = WebhookEvent.objects.only("id").get(idempotency_key=key)
            return Response({"event_id": str(known.id), "status": "duplicate"}, status=200)
        return Response({"event_id": str(event.id), "status": "queued"}, status=202)

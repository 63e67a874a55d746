# The models of the design that console_for_django.sql reads, as a Django project would write them. Only
# tables.sql, which was made from them, is used by the tests.
import uuid

from django.db import models


class WebhookEvent(models.Model):
    STATUSES = [(s, s) for s in ("received", "queued", "processed", "failed", "discarded")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=50)
    event_type = models.CharField(max_length=200)
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)
    raw_body = models.BinaryField()
    headers = models.JSONField(default=dict)
    signature_valid = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=255, unique=True)
    status = models.CharField(max_length=16, choices=STATUSES, default="received")
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)


class JobExecution(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(WebhookEvent, on_delete=models.CASCADE)
    task_name = models.CharField(max_length=200)
    status = models.CharField(max_length=16, default="queued")
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)


class DeadLetter(models.Model):
    event = models.ForeignKey(WebhookEvent, on_delete=models.CASCADE)
    job = models.ForeignKey(JobExecution, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    root_cause = models.CharField(max_length=32)
    error = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

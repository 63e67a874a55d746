import uuid

from django.db import models


class WebhookEvent(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    received_at = models.DateTimeField(auto_now_add=True)
    source = models.CharField(max_length=32)
    tenant = models.CharField(max_length=64)
    event_type = models.CharField(max_length=128)
    idempotency_key = models.CharField(max_length=255, unique=True)
    status = models.CharField(max_length=16)
    headers = models.JSONField()
    raw_body = models.BinaryField()
    canonical = models.JSONField()


class JobExecution(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    created_at = models.DateTimeField(auto_now_add=True)
    event = models.ForeignKey(WebhookEvent, on_delete=models.CASCADE)
    task_name = models.CharField(max_length=64)
    status = models.CharField(max_length=16)
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(auto_now_add=True)

from django.urls import path

from .views import IngestView

urlpatterns = [path("api/webhooks/<str:source>/ingest", IngestView.as_view())]

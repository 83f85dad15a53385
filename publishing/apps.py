from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = "How a document becomes files"
    default_auto_field = "django.db.models.BigAutoField"

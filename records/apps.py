from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "How a thing is kept"
    default_auto_field = "django.db.models.BigAutoField"

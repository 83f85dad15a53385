from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Who"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from partnership.accounts import told  # noqa: F401, PLC0415  (it listens, once all is loaded)

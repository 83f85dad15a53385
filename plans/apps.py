from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "What will be done"
    default_auto_field = "django.db.models.BigAutoField"

"""Files that rows name otherwise than by a column for files: a backup takes them with it."""

from plans.models import Picture, PlanImport
from plans.workflow.bringing import file_paths


def kept_pictures(using):
    """Pictures of plans, and those that wait in Word files: (name, whether it must be there)."""
    for picture in Picture.objects.using(using).order_by().iterator():
        yield f"pictures/{picture.name}", True
    for batch in PlanImport.objects.using(using).exclude(file="").order_by().iterator():
        for path in file_paths(batch):
            yield path, False

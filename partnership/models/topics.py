from django.db import models

from records.models import Record


class Topic(Record):
    """What something is about, shared by all partnerships, so that evidence gathers itself."""

    name = models.CharField(max_length=100, unique=True)
    name_cy = models.CharField("name in Welsh", max_length=100, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class TopicAlias(models.Model):
    """Another word for a topic."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

"""How answers to a consultation came in: its channels, as people type them."""

from django.db import transaction

from events.models import Channel
from records.saving import save_new, save_over


@transaction.atomic
def set_channels(consultation, channels, *, by):
    """Keep these (name, number of responses) in this order; what is not named is taken out."""
    known = {channel.name: channel for channel in consultation.channels.all()}
    for order, (name, responses) in enumerate(channels, start=1):
        channel = known.pop(name, None)
        if channel is None:
            channel = Channel(consultation=consultation, name=name)
        elif (channel.responses, channel.order) == (responses, order):
            continue
        channel.responses, channel.order = responses, order
        if channel.pk:
            save_over(channel, base_version=channel.version, by=by)
        else:
            save_new(channel, by=by)
    for channel in known.values():
        channel._history_user = by
        channel.delete()

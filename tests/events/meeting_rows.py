"""Meetings for tests, their agendas, and pages about them as people use them."""

from django.urls import reverse

from events.models import AgendaItem, AgendaTemplate, AgendaTemplateItem, Meeting


def held(of, group, day, **fields):
    made = Meeting.objects.create(
        partnership=of,
        **{"title": "Executive Group", "slug": f"executive-{day}", "held_on": day} | fields,
    )
    made.groups.add(group)
    return made


def item(meeting, title="Alcohol", **fields):
    order = meeting.items.count() + 1
    return AgendaItem.objects.create(meeting=meeting, title=title, **{"order": order} | fields)


def template(of, *titles):
    made = AgendaTemplate.objects.create(partnership=of, name="Quarterly")
    for order, title in enumerate(titles, start=1):
        kind = {"Notes": "notes", "Actions": "actions"}.get(title, "other")
        AgendaTemplateItem.objects.create(template=made, order=order, title=title, kind=kind)
    return made


def page(name, thing):
    return reverse(f"events:{name}", args=[getattr(thing, "uid", thing)])


def typed(client, address, **changed):
    """Post a form as a person does: all that the page shows, with some of it typed anew."""
    form = client.get(address).context["form"]
    data = {}
    for field in form:
        value = field.value()
        data[field.html_name] = "" if value is None or value is False else value
    return client.post(address, data | changed)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)

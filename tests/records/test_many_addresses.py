"""The addresses of a list's rows are those that each row would be asked for by itself."""

from uuid import uuid4

from django.template import engines
from django.urls import reverse

LIST = """{% load many_addresses %}{% addresses "plans:thread_page" "theme" as thread %}
{% for uid in uids %}{{ thread|of:uid }} {% endfor %}"""


def test_each_row_gets_its_own_address():
    uids = [uuid4(), uuid4()]
    shown = engines["django"].from_string(LIST).render({"uids": uids})
    assert shown.split() == [reverse("plans:thread_page", args=["theme", uid]) for uid in uids]

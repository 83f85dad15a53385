"""What an officer's forms take when a field is given twice, or holds what somebody tried to run."""

import pytest
from django.utils.http import urlencode

from records.fields import RichTextFormField
from tests import markup
from tests.test_access import PAGE_ROWS, POSTED, address_of
from tests.walks import walking
from tests.walks.test_walk import WALKED

ATTEMPTS = (
    "<script>evil()</script><p onclick=evil()>a</p><img src=x onerror=evil()>"
    "<a href=javascript:evil()>b</a><svg onload=evil()><p style=evil()>kept words</p>"
)
FORMS = [name for name in WALKED if name not in POSTED]


def pages_with_forms(worlds):
    """Each page of the officer's that has forms: its name, who asks, its address, what it sends."""
    for name in FORMS:
        address = address_of(name, worlds.things)
        role = "administrator" if PAGE_ROWS[name][1] == "403" else "officer"
        page, _ = worlds.ask(role, "get", address)
        if page.status_code != 200 or "text/html" not in page.get("Content-Type", ""):
            continue
        found = walking.forms_of(page)
        if found:
            yield name, role, address, found, walking.sent_by(page, found)


@pytest.mark.once
def test_a_field_that_is_given_twice_takes_nothing_of_others(worlds):
    """Beside its own value each field has another's key, and both again in the address."""
    asked, faults = 0, {}
    for name, role, address, found, sent in pages_with_forms(worlds):
        twice = {key: _as_list(value) for key, value in sent.items()}
        for form in found:
            for bound in form:
                key = worlds.has_owners(bound.field) and worlds.key_for(bound.field)
                twice.setdefault(bound.html_name, []).append(str(key or worlds.moors.uid))
        twice |= {"version": ["1", "2"], "state": ["published", "draft"]}
        again = f"{address}?{urlencode(twice, doseq=True)}"
        answer, written = worlds.ask(role, "post", again, twice)
        asked += 1
        if answer.status_code >= 500 or (role == "officer" and worlds.strange(written.values)):
            faults[name] = (answer.status_code, written)
    assert faults == {}
    assert asked > 100


def _as_list(value):
    return [*value] if isinstance(value, list | tuple) else [value]


@pytest.mark.once
def test_no_form_stores_what_runs_and_none_loses_it(worlds):
    """A form says what it cannot keep and shows the text again; whatever it keeps is harmless."""
    refused, wrong = set(), {}
    for name, role, address, found, sent in pages_with_forms(worlds):
        fields = [
            bound.html_name
            for form in found
            for bound in form
            if isinstance(bound.field, RichTextFormField)
        ]
        if not fields:
            continue
        answer, written = worlds.ask(role, "post", address, sent | dict.fromkeys(fields, ATTEMPTS))
        if "which cannot be kept" in answer.text and "&lt;svg onload=evil()&gt;" in answer.text:
            refused.add(name)
        texts = [text for text in written.values if isinstance(text, str)]
        if bad := [text for text in texts if "kept words" in text and markup.active(text)]:
            wrong[name] = bad
    assert wrong == {}
    assert len(refused) >= 6, refused


@pytest.mark.once
def test_what_is_wrong_is_summed_up_once(worlds):
    """A form sent back empty says once what is missing, however its page is put together."""
    said, twice = 0, set()
    for name, role, address, _, sent in pages_with_forms(worlds):
        answer, _ = worlds.ask(role, "post", address, dict.fromkeys(sent, ""))
        if answer.status_code == 200 and "text/html" in answer.get("Content-Type", ""):
            times = answer.text.count(">There is a problem<")
            said += times > 0
            if times > 1:
                twice.add(name)
    assert twice == set()
    assert said > 40, said

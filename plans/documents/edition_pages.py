"""On which page of the workspace an edition of each kind of document stands."""

from django.urls import reverse


def of_plan(edition):
    return reverse("plans:edition_detail", args=[edition.uid])


def of_quarter_report(edition):
    report = edition.document.quarter_report
    return reverse(
        "plans:quarter_report_edition", args=[report.quarter.uid, report.kind, edition.number]
    )


def of_funder_return(edition):
    found = edition.document.funder_return
    return reverse("plans:funder_return_edition", args=[found.uid, edition.number])

"""Lists of the administration that grow without end: paged by key, never counted or skipped."""

from django.contrib.admin.views.main import ChangeList

from records.pages import KeysetPage

WAYS = ("before", "after")  # a row's key, as the lists of the workspace have it


class KeysetChangeList(ChangeList):
    """The newest first; the thousandth page costs what the first one does."""

    def get_filters_params(self, params=None):
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in WAYS}

    def get_results(self, request):
        for way in WAYS:
            self.params.pop(way, None)  # a filter or a search begins at the newest again
        page = KeysetPage.of(_keys(self.queryset), request.GET, size=self.list_per_page)
        rows = self.queryset.in_bulk([row.pk for row in page.rows])
        self.result_list = [rows[row.pk] for row in page.rows if row.pk in rows]
        # Both are what this page shows: so nothing says how many there are in all.
        self.result_count = self.full_result_count = len(page.rows)
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(page.rows)
        self.newer = page.newer and self.get_query_string({"after": page.newer})
        self.older = page.older and self.get_query_string({"before": page.older})


def _keys(queryset):
    """Rows of which only the key is read: with their relations, a planner would sort them all."""
    return queryset.select_related(None).prefetch_related(None).only("pk")


class Endless:
    """The list of a table that grows with every evening, file and move."""

    change_list_template = "admin/endless_change_list.html"
    sortable_by = ()  # any other order would read and sort all of them

    def get_changelist(self, request, **kwargs):
        return KeysetChangeList

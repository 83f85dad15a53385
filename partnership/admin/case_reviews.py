from django.contrib import admin

from partnership.admin.scoped import ScopedAdmin, only
from partnership.models import CaseReview, CaseReviewYear


@admin.register(CaseReview)
class CaseReviewAdmin(ScopedAdmin):
    list_display = ["partnership", "phone", "email"]
    list_select_related = ["partnership"]
    search_fields = ["partnership__name", "threshold"]
    autocomplete_fields = ["partnership"]


@admin.register(CaseReviewYear)
class CaseReviewYearAdmin(ScopedAdmin):
    list_display = ["year", "applications", "below_threshold", "reviews", "recommendations"]
    list_filter = [only("partnership")]
    search_fields = ["note", "partnership__name"]
    autocomplete_fields = ["partnership"]

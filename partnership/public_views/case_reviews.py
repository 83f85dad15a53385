"""The ASB case review of a partnership, and what must be published of it each year."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from partnership.models import CaseReview as CaseReviewProcedure
from partnership.public_views.about import PartnershipPage
from records import richtext
from records.languages import in_language


@method_decorator(login_not_required, name="dispatch")
class CaseReview(PartnershipPage):
    """When a case is reviewed here, how to apply, and the counts of each year."""

    template_name = "partnership/case_review.html"

    @property
    def page_title(self):
        return _("ASB case review")

    def about(self, partnership, today):
        found = CaseReviewProcedure.objects.filter(partnership=partnership).first()
        texts = ("threshold", "how_to_apply")
        written = {name: richtext.render(in_language(found, name)) for name in texts if found}
        return {"review": found, **written, "years": list(partnership.case_review_years.all())}

"""What sources state about causes, costs and harm, and what others already do."""

from itertools import groupby

from django.urls import reverse
from django.views.generic import TemplateView

from priorities.forms.statements import EvidenceStatementForm
from priorities.models import EvidenceStatement
from priorities.views.access import evidence_context, for_keeping, partnership_with_role, visible
from records.views import CheckedEdit

STATEMENTS = EvidenceStatement.objects.select_related("partnership")


class EvidenceStatementList(TemplateView):
    """Every statement as its source has it, by kind."""

    template_name = "priorities/evidence_statement_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        partnership = partnership_with_role(user, self.kwargs["partnership"])
        statements = partnership.evidence_statements.prefetch_related("topics")
        kinds = groupby(statements, key=lambda one: one.get_kind_display())
        return {
            **super().get_context_data(**kwargs),
            **evidence_context(partnership, user, "surveys"),
            "kinds": [(kind, list(rows)) for kind, rows in kinds],
        }


class EvidenceStatementEdit(CheckedEdit):
    """One statement: its words, its source, its topics."""

    form_class = EvidenceStatementForm
    template_name = "priorities/evidence_statement_edit.html"

    def get_record(self):
        statement = visible(STATEMENTS, self.request.user, self.kwargs["statement"])
        for_keeping(self.request.user, statement.partnership)
        return statement

    def get_back_url(self):
        slug = self.object.partnership.slug
        return reverse("priorities:evidence_statement_list", args=[slug])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        partnership = context["form"].instance.partnership
        return context | evidence_context(partnership, self.request.user, "surveys")


class EvidenceStatementAdd(EvidenceStatementEdit):
    """A statement that is typed in."""

    template_name = "priorities/evidence_statement_add.html"

    def get_record(self):
        partnership = partnership_with_role(self.request.user, self.kwargs["partnership"])
        for_keeping(self.request.user, partnership)
        return EvidenceStatement(partnership=partnership)

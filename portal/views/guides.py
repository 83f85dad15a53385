"""Help within the workspace: the guide for each reader, with its pictures."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from portal.documents.guides import GUIDES, PICTURES, guide


class GuideList(TemplateView):
    """Which guides there are."""

    template_name = "portal/guide_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(guides=GUIDES.items(), **kwargs)


class GuideDetail(TemplateView):
    """One guide."""

    template_name = "portal/guide_detail.html"

    def get_context_data(self, **kwargs):
        name = self.kwargs["guide"]
        if name not in GUIDES:
            raise Http404
        return super().get_context_data(title=GUIDES[name], text=guide(name), **kwargs)


@require_safe
def guide_picture(request, picture):
    """A picture of the portal; the address can name no other file."""
    path = PICTURES / picture
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")

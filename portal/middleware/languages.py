"""The language of a page is in its address: Welsh stands below ``/cy/``, English elsewhere."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import translation

WELSH = "cy"
# What is recorded there is recorded in one language, whoever records it.
ENGLISH_ONLY = ("/cy/workspace/",)


def language_from_path(get_response):
    """Neither cookie nor browser decides, so that an address shows everybody the same page."""

    def answer(request):
        if request.path_info.startswith(ENGLISH_ONLY):
            return HttpResponseRedirect(request.get_full_path().removeprefix(f"/{WELSH}"))
        welsh = request.path_info.startswith(f"/{WELSH}/")
        language = WELSH if welsh else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", "cy" if welsh else "en-GB")
        return response

    return answer

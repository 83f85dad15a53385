"""The child process that turns HTML into a tagged PDF, and can do nothing else.

It needs no Django: HTML comes by stdin, the PDF goes to an open file, news go to stdout
("page 14", at the end "pages 14"). It binds its own memory and time before it reads a byte
of what people wrote, fetches nothing but ``data:``, and dies with the process that started it.
"""

import argparse
import ctypes
import logging
import os
import resource
import signal
import sys

TOO_MUCH_MEMORY = 3
BROKEN = 4
PR_SET_PDEATHSIG = 1
TAGGED = {"pdf_variant": "pdf/ua-1"}


def die_with(parent):
    """End at once when the parent ends, however it ends (Linux; elsewhere limits end us)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(BROKEN)


def bind(memory, seconds):
    """Hard limits, which no HTML can lift."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell(news):
    sys.stdout.write(f"{news}\n")
    sys.stdout.flush()


class PageNews(logging.Handler):
    """Passes on which page is being laid out."""

    def emit(self, record):
        if record.msg.endswith("Page %d"):
            tell(f"page {record.args[0]}")


def watch_pages():
    logger = logging.getLogger("weasyprint.progress")
    logger.handlers = [PageNews()]
    logger.setLevel(logging.INFO)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)


def render(html, target):
    """Lay out the pages and write the PDF; the pages' number is the last news."""
    # The renderer is loaded only when the limits hold, and not by whoever imports this module.
    import weasyprint  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    watch_pages()
    nothing = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    # The base makes relative addresses absolute ones that the fetcher refuses as well.
    page = weasyprint.HTML(string=html, url_fetcher=nothing, base_url="about:blank")
    document = page.render(**TAGGED)
    document.write_pdf(target, **TAGGED)
    tell(f"pages {len(document.pages)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--target", type=int, required=True, help="open file for the PDF")
    parser.add_argument("--memory", type=int, required=True, help="bytes")
    parser.add_argument("--seconds", type=int, required=True, help="CPU seconds")
    options = parser.parse_args()
    die_with(options.parent)
    bind(options.memory, options.seconds)
    try:
        with os.fdopen(options.target, "wb") as target:
            render(sys.stdin.buffer.read().decode(), target)
    except MemoryError:
        os._exit(TOO_MUCH_MEMORY)


if __name__ == "__main__":
    main()

"""Run in a drill's installation: publish a text whose picture no renderer has the memory for.

The argument is the plan in whose document it becomes an edition; prints the edition's address.
"""

import base64
import io
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402

from plans.models import Plan  # noqa: E402
from publishing.workflow import publish  # noqa: E402

SIDE = 13_000  # pixels: small as a file, 500 MB when it is drawn

file = io.BytesIO()
Image.new("RGB", (SIDE, SIDE)).save(file, "PNG", compress_level=1)
picture = base64.b64encode(file.getvalue()).decode()
document = Plan.objects.get(slug=sys.argv[1]).document
edition = publish(
    document,
    title=document.current_edition.title,
    fragment=f'<p>Words of edition 2 end.</p><img alt="" src="data:image/png;base64,{picture}">',
    snapshot=document.current_edition.snapshot,
    change_note="A picture.",
    by=None,
    now=timezone.now(),
)
sys.stdout.write(f"/workspace/editions/{edition.uid}/\n")

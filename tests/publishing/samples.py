"""A small plan as its composer would hand it over, and one that takes its time."""

SNAPSHOT = {
    "title": "Partnership Plan Refresh 2011-2012",
    "period": "1 April 2011 to 31 March 2012",
    "published_as_stated": "May 2011",
    "year": "2011-2012",
    "vision": "South Lakeland communities will remain safe and reassured",
    "partnership": "South Lakeland Community Safety Partnership",
    "formats_line": {"phone": "0845 050 4434", "email": "customer.services@southlakeland.gov.uk"},
    "contents": [
        {"number": "1", "title": "Introduction", "anchor": "introduction", "level": 1},
        {"number": "1.1", "title": "Background", "anchor": "background", "level": 2},
        {"number": "2", "title": "The Current Picture", "anchor": "picture", "level": 1},
    ],
}

FRAGMENT = """
<div class="call-out"><p>If you would like a copy in another format, please call
<a href="tel:08450504434">0845 050 4434</a> or email
<a href="mailto:customer.services@southlakeland.gov.uk">customer.services@southlakeland.gov.uk</a>
</p></div>
<section id="introduction" class="chapter"><h2><span class="number">1</span> Introduction</h2>
<section id="background"><h3><span class="number">1.1</span> Background</h3>
<p>A mixture of organisations, <a href="https://www.southlakeland.gov.uk/">who work together</a>.
</p><ul><li>prevention</li><li>education<ul><li>in schools</li></ul></li></ul></section></section>
<section id="picture" class="chapter"><h2><span class="number">2</span> The Current Picture</h2>
<table class="figures-table"><caption>Table 1. What changed</caption>
<thead><tr><th scope="col">Crime or incident</th><th scope="col">Direction</th>
<th scope="col">Per cent</th></tr></thead>
<tbody><tr><th scope="row">House burglary</th><td>decreased by 56 offences</td><td>37%</td></tr>
<tr><th scope="row">Theft from a vehicle</th><td>reduced by 2 offences</td><td>1%</td></tr></tbody>
</table>
<figure class="structure"><svg xmlns="http://www.w3.org/2000/svg" role="img" width="200"
height="60" viewBox="0 0 200 60"><title>The executive group reports to the board</title>
<rect x="5" y="5" width="80" height="30" fill="none" stroke="#17495c"/>
<text x="10" y="25" font-size="12">Board</text></svg>
<figcaption>Figure 1. Structure, drawn from the text</figcaption></figure>
<blockquote class="vision"><p>Safe and reassured</p></blockquote></section>
"""


def slow_fragment(rows=700):
    """A long table: whole seconds of work for the renderer, long enough to be killed in."""
    body = "".join(
        f'<tr><th scope="row">Row {n}</th><td>reduced</td><td>{n}%</td></tr>' for n in range(rows)
    )
    start, end = FRAGMENT.split("<tbody>")[0], FRAGMENT.split("</tbody>")[1]
    return f"{start}<tbody>{body}</tbody>{end}"

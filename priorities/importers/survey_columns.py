"""The columns of a file of survey results: what each is called, and what it may hold."""

# Each column with the other names that people write over it, and words for whoever fills it in.
COLUMNS = {
    "survey": (
        ["survey name", "name of the survey", "wave", "study"],
        "the survey’s name; needed",
    ),
    "short name": (["abbreviation", "acronym"], "as in IPS"),
    "year": (["conducted in", "survey year", "year conducted"], "with four digits; needed"),
    "population": (
        ["who was asked", "sample", "respondents asked", "universe"],
        "who was asked, alike in each wave: lines join only waves of the same people",
    ),
    "method": (["how", "mode", "how they were asked"], "as in “By post”"),
    "respondents": (
        ["responses", "number of respondents", "number of responses"],
        "how many answered the survey",
    ),
    "question": (["asked", "question text", "as it was asked"], "as it was asked"),
    "answer": (["option", "response", "answer option"], "as in “Very safe”"),
    "several answers": (
        ["multiple answers", "multiple response", "several_answers", "more than one answer"],
        "yes where people could give more than one answer; their shares may pass 100 together",
    ),
    "label": (
        ["result", "finding", "short label", "title"],
        "short, for charts; without it the answer stands there",
    ),
    "subgroup": (["group", "who answered", "breakdown"], "as in “Women”; empty for all"),
    "share": (
        ["per cent", "percent", "percentage", "value", "share, per cent"],
        "per cent: 12, 12.5 or 12%; words such as “almost” may stand before it",
    ),
    "qualifier": (["exactness"], "exactly, about, almost, over, just over or under"),
    "base": (["n", "number asked", "sample size"], "how many people answered this question"),
    "rank": (["ranked", "place", "position"], "where the source gives a rank"),
    "words": (["in words", "result in words"], "where the source gives neither share nor rank"),
    "comparator": (["compared with", "compared to"], "a place such as Cumbria, or a year: 2008"),
    "comparator value": (
        ["value compared with", "comparator share", "comparator per cent"],
        "its share in per cent, or above, below or significantly above",
    ),
    "comparison": (
        ["comparison as stated", "compared, as stated", "as stated"],
        "the source’s own words, as in “significantly above the Cumbria average”",
    ),
    "change": (["changed by", "difference"], "with a minus for a fall: -5"),
    "change in": (["unit of change", "change unit"], "per cent, points, or empty if not stated"),
    "wording": (
        ["statement", "sentence", "original wording", "text"],
        "the sentence as its source has it; rows of one sentence repeat it",
    ),
    "topic": (["about", "subject", "theme"], "one of the portal’s topics, or empty"),
}
MARK_OF_EXAMPLE = "Example: delete this row"

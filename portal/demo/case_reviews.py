"""An ASB case review, made up: what a partnership must publish of it, with three years' counts."""

from partnership.models import CaseReview, CaseReviewYear

THRESHOLD = (
    "<p>Your case is reviewed when you have reported anti-social behaviour at least three times in "
    "six months, each time within a month of its happening, and think that nothing enough was "
    "done.</p>"
)
HOW = (
    "<p>Tell us what happened, when, to whom you reported it and what was done. Somebody else, "
    "such as a councillor or a friend, can apply for you if you agree. We answer within ten "
    "working days whether the case is reviewed.</p>"
)
# year, applications, threshold not met, reviews, with recommendations, note
YEARS = (
    (2010, 6, 2, 4, 3, ""),
    (2009, 4, 1, 3, 3, "One review was carried out together with a neighbouring partnership."),
    (2008, 3, None, 2, 1, "How many did not meet the threshold was not counted in this year."),
)


def add_case_reviews(keep, partnership):
    keep.add(
        CaseReview,
        partnership=partnership,
        threshold=THRESHOLD,
        how_to_apply=HOW,
        email="case-review@south-lakeland.example",
        example=True,
    )
    for year, asked, below, reviews, recommended, note in YEARS:
        keep.add(
            CaseReviewYear,
            partnership=partnership,
            year=year,
            applications=asked,
            below_threshold=below,
            reviews=reviews,
            recommendations=recommended,
            note=note,
            example=True,
        )

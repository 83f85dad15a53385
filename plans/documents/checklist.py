"""What a plan lacks, for its officers: requirements that are not met, and warnings."""


def gaps(plan):
    """What readers will find "not stated": (words, how many, the first section). Only warnings."""
    actions = plan.actions.select_related("section", "lead_group").prefetch_related(
        "lead_organisations"
    )
    checks = {
        "without an element": lambda a: not a.elements,
        "without a lead": lambda a: not a.lead_group_id and not a.lead_organisations.all(),
        "without a date": lambda a: not (a.by_date or a.ongoing or a.date_as_stated),
    }
    actions = list(actions)
    for words, is_missing in checks.items():
        missing = [action for action in actions if is_missing(action)]
        if missing:
            yield words, len(missing), missing[0].section

"""Words of South Lakeland's plan that a reader may not know, with what they mean in general."""

from publishing.models import Term

WORDS = {
    "CSP": (
        "Community safety partnership: the police, councils, fire, probation and health bodies "
        "of an area, which by law work together against crime and disorder."
    ),
    "CDRP": (
        "Crime and disorder reduction partnership: what community safety partnerships in England "
        "were called before."
    ),
    "DAAT": (
        "Drug and alcohol action team: local bodies that plan together how to reduce the harm "
        "that drugs and alcohol do."
    ),
    "IDVA": (
        "Independent domestic violence advisor: a trained person who helps people at high risk "
        "from a partner or family member to be safe."
    ),
    "MARAC": (
        "Multi-agency risk assessment conference: a meeting at which police, health, housing and "
        "others plan how to protect the people at highest risk from domestic violence."
    ),
    "Most Similar Group": (
        "Areas that resemble one another in people, homes and work, so that their crime figures "
        "can fairly be set side by side."
    ),
    "IOM": (
        "Integrated offender management: police, probation and others work together with the "
        "people who commit most crimes in an area, so that they stop."
    ),
    "PPO": (
        "Prolific and other priority offender: one of the people who commit most crimes in an "
        "area, or do most harm."
    ),
    "task and finish groups": ("Small groups that are given one task and end when it is done."),
    "Strategic Assessment": (
        "A yearly study of crime and disorder in an area, on which a partnership chooses its "
        "priorities."
    ),
    "Neighbourhood Policing": (
        "Police officers and community support officers who work in one neighbourhood and get "
        "to know it."
    ),
    "re-offending": "Committing another crime after having been dealt with for an earlier one.",
}


def add_words(keep, partnership):
    """The partnership's list of words explained."""
    for word, meaning in WORDS.items():
        keep.add(Term, partnership=partnership, word=word, meaning=meaning)

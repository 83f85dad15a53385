"""A mail about a meeting, owed to each of its readers once."""

from partnership.workflow.letters import letter, write_all


def owe_each(meeting, mail, *, key, now):
    """Write it for each person, ``key`` first in what it is for; returns how many they are."""
    write_all(
        [
            letter(
                meeting.partnership,
                key=f"{key}{person.uid}:{mail.number}",
                to=person.email,
                subject=mail.subject,
                body=mail.body,
                now=now,
                about=meeting.uid,
            )
            for person in mail.people
        ]
    )
    return len(mail.people)

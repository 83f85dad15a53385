"""Whether published texts are those that were published: they bear the fingerprints of that day."""

from collections import defaultdict

from publishing.documents import content_hash, fingerprint

EDITION, TEXT = "publishing.Edition", "publishing.EditionText"
OTHER_TEXT = (
    "is not the fingerprint of its text and data: they were changed after it was published."
)


class Prints:
    """The fingerprints of editions, each of which covers its text in every language."""

    def __init__(self):
        self.first = {}  # key of an edition: (where it stands, its text's print, the one it bears)
        self.texts = defaultdict(dict)  # key of an edition: {language: fingerprint}

    def note(self, where, key, values, fault):
        """Note what a row says; ``fault`` is told the place of a text that was changed.

        ``where`` is (kind, number, object). The words of what was taken out are gone.
        """
        label = where[0].label
        if label not in (EDITION, TEXT) or values.get("taken_out_id"):
            return
        said = values.get("content_hash")
        if label == TEXT and values.get("form") == "full":
            self.texts[values.get("edition_id")][values.get("language")] = said
        if not {"fragment", "snapshot", "content_hash"} <= values.keys():
            return
        found = content_hash(values["fragment"], values["snapshot"])
        if label == EDITION:
            self.first[key] = where, found, said
        elif found != said:
            fault(*where, "content_hash", OTHER_TEXT)

    def compare(self, fault):
        """Ask it of the editions, when all their texts are known."""
        for key, (where, found, said) in self.first.items():
            texts = self.texts.get(key, {})
            if None not in texts and said != (fingerprint(found, texts) if texts else found):
                fault(*where, "content_hash", OTHER_TEXT)

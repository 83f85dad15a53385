"""What of a Word file could not be taken, or was taken in another way, each with its place."""

LONGEST = 4000  # letters of one line; a deleted chapter is named by its beginning
FRONT = "Before the first heading"


class LeftOut:
    """Gathers lines by the number of headings that stand above them; "" is for the whole file."""

    def __init__(self):
        self.lines = []  # (number of headings above, or None, words)
        self.place = 0

    def here(self, words):
        """Say something of the place that is being read."""
        self.lines.append((self.place, words))

    def once(self, words):
        """Say something of the whole file, once."""
        if (None, words) not in self.lines:
            self.lines.append((None, words))

    def told(self, titles):
        """All of it in the order of the file; ``titles`` are those of its headings."""
        general = [words for place, words in self.lines if place is None]
        placed = [(place, words) for place, words in self.lines if place is not None]
        placed.sort(key=lambda line: line[0])
        return general + [f"{_name(place, titles)}: {shortened(words)}" for place, words in placed]


def _name(place, titles):
    return f"In “{titles[place - 1]}”" if 0 < place <= len(titles) else FRONT


def shortened(words):
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"

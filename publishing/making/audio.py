"""A document read aloud, as an MP3 that every telephone plays."""

from publishing.children import converted
from publishing.making.lines import lines_of
from publishing.making.source import tree_of

VOICES = {"en": "en-gb", "cy": "cy"}
WORDS_A_MINUTE = "155"
KILOBITS = "32"  # enough for one voice: 14 MB an hour
ENDS = ".:;?!"


def audio(source, *, watch):
    """The text in the order in which it is read; links without their addresses."""
    lines = lines_of(tree_of(source.fragment), addresses=False)
    said = [source.title, *source.colophon, *(line.words for line in lines)]
    # An empty line is a pause, and a full stop lowers the voice.
    script = "\n\n".join(words if words[-1] in ENDS else f"{words}." for words in said if words)
    speak = ("espeak-ng", "-v", VOICES[source.language], "-s", WORDS_A_MINUTE, "-b", "1")
    sound = converted(script.encode(), (*speak, "-w", "{target}", "-f", "{source}"), watch=watch)
    encode = ("lame", "--silent", "-m", "m", "-q", "7", "-b", KILOBITS, "--id3v2-only")
    tags = ("--tt", _plain(source.title), "--ta", _plain(source.publisher))
    return converted(sound, (*encode, *tags, "{source}", "{target}"), watch=watch)


def _plain(words):
    """Words as a tag takes them: no braces, which name files here, and no end of line."""
    return " ".join(words.replace("{", "(").replace("}", ")").split())[:100]

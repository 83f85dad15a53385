"""Which entries have some words: full text by FTS5 in SQLite, by tsvector in PostgreSQL.

Both give keys, the newest first or the best first. The best are chosen among so many of the
newest that a common word costs no more than a rare one.
"""

import re
import unicodedata

from django.db import connection

MOST_WORDS = 10
LONGEST_WORD = 40
LONGEST = 200  # signs that are looked at, and stay in the box
WALKED = 1000  # of the newest, before a word counts as rare
RANKED = 400  # of the newest that are compared with each other
BEGIN, END = "\ue000", "\ue001"  # round words that match; no text holds these signs
# What PostgreSQL reads into these signs keeps it from finding words beside them.
MISREAD, INSTEAD = "<>/-", "\ue002\ue003\ue004\ue005"
# Words that PostgreSQL leaves out in English too.
SMALL_WORDS = frozenset(
    [
        *("a", "about", "an", "and", "are", "as", "at", "be", "by", "do", "does", "for", "from"),
        *("has", "have", "how", "i", "in", "is", "it", "of", "on", "or", "our", "that", "the"),
        *("their", "there", "these", "they", "this", "to", "was", "we", "were", "what", "when"),
        *("where", "which", "who", "why", "will", "with", "you", "your"),
    ]
)


def plain(text):
    """What somebody typed, without what no search can use: control signs, needless blanks."""
    said = unicodedata.normalize("NFC", (text or "")[: 4 * LONGEST])
    letters = (sign if sign.isprintable() else " " for sign in said)
    return " ".join("".join(letters).split())[:LONGEST].strip()


def words_of(text):
    """The words to look for, in the order in which they were typed; small ones only if alone."""
    found = [word[:LONGEST_WORD] for word in re.findall(r"\w+", plain(text).casefold())]
    found = list(dict.fromkeys(word for word in found if word.strip("_")))
    telling = [word for word in found if word not in SMALL_WORDS]
    return (telling or found)[:MOST_WORDS]


def scope_words(language, *, partnership=None, kind=""):
    """Where to look, as the words that entries carry for it."""
    found = [f"zzl{language}"]
    if partnership is not None:
        found.append(f"zzp{partnership.pk}")
    if kind:
        found.append(f"zzk{kind}")
    return found


def newest(words, scope, *, before=None, most):
    """Keys of the newest entries with all of the words, older than one of them."""
    if _is_postgresql():
        return _newest_in_postgresql(words, scope, before, most)
    older = "" if before is None else " AND rowid < %s"
    asked = [_sqlite_query(words, scope), *([] if before is None else [before]), most]
    return _keys(f"{_MATCH}{older} ORDER BY rowid DESC LIMIT %s", asked)


def best(words, scope):
    """Keys of the entries that fit best, among the newest that have all of the words."""
    if _is_postgresql():
        keys = _newest_in_postgresql(words, scope, None, RANKED)
        return _keys(_RANK, [keys, *_twice(words)])
    return _keys(_BM25, [_sqlite_query(words, scope), RANKED])


def marked(words, scope, keys):
    """The title and a passage of each entry, with marks round the words: {key: (title, text)}."""
    if not keys:
        return {}
    some = ", ".join(["%s"] * len(keys))
    if _is_postgresql():
        sql, asked = _HEADLINES.format(keys=some), [*_twice(words), *_twice(words), *keys]
    else:
        sql, asked = _SNIPPETS.format(keys=some), [_sqlite_query(words, scope), *keys]
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return {key: (_as_it_was(title), _as_it_was(text)) for key, title, text in cursor}


def _as_it_was(text):
    return text.translate(str.maketrans(INSTEAD, MISREAD))


# ---- the two databases

_PASSAGE = f"StartSel={BEGIN}, StopSel={END}"
_CONFIG = "CASE WHEN language = 'cy' THEN 'simple'::regconfig ELSE 'english'::regconfig END"
_EITHER = "(plainto_tsquery('simple', %s) || plainto_tsquery('english', %s))"
_HAS = f"words @@ (to_tsquery('simple', %s) && {_EITHER})"
_NEAR = f"""
SELECT id FROM (SELECT id, words FROM portal_searchentry {{older}} ORDER BY id DESC LIMIT %s)
AS near WHERE {_HAS} ORDER BY id DESC LIMIT %s
"""  # noqa: S608 - constants alone
# Sorted by a sum, so that it is looked up by its words and not walked to.
_LOOKED_UP = f"""
SELECT id FROM portal_searchentry WHERE {_HAS} {{older}} ORDER BY id + 0 DESC LIMIT %s
"""  # noqa: S608 - constants alone
_RANK = f"""
SELECT id FROM portal_searchentry WHERE id = ANY(%s)
ORDER BY ts_rank(words, {_EITHER}) DESC, id DESC
"""  # noqa: S608 - constants alone
_HEADLINES = f"""
SELECT id,
ts_headline({_CONFIG}, translate(title, '{MISREAD}', '{INSTEAD}'), {_EITHER},
'{_PASSAGE}, HighlightAll=true'),
ts_headline({_CONFIG}, translate(text, '{MISREAD}', '{INSTEAD}'), {_EITHER},
'{_PASSAGE}, MaxWords=40, MinWords=20, MaxFragments=2, FragmentDelimiter=" … "')
FROM portal_searchentry WHERE id IN ({{keys}})
"""  # noqa: S608 - the keys are placeholders
_MATCH = "SELECT rowid FROM portal_searchwords WHERE portal_searchwords MATCH %s"
_BM25 = """
SELECT rowid FROM (
SELECT rowid, bm25(portal_searchwords, 0.0, 5.0, 1.0) AS score FROM portal_searchwords
WHERE portal_searchwords MATCH %s ORDER BY rowid DESC LIMIT %s
) AS near ORDER BY score, rowid DESC
"""  # the best has the lowest number
_SNIPPETS = f"""
SELECT rowid, highlight(portal_searchwords, 1, '{BEGIN}', '{END}'),
snippet(portal_searchwords, 2, '{BEGIN}', '{END}', ' … ', 40)
FROM portal_searchwords WHERE portal_searchwords MATCH %s AND rowid IN ({{keys}})
"""  # noqa: S608 - the keys are placeholders


def _is_postgresql():
    return connection.vendor == "postgresql"


def _newest_in_postgresql(words, scope, before, most):
    """Its planner cannot know how common words are together: so both ways are gone in turn.

    A common word is soon met by walking from the newest on. Whatever is not met among the
    first ones is rare enough to be looked up and sorted.
    """
    older = "" if before is None else "WHERE id < %s"
    start = [] if before is None else [before]
    query = [" & ".join(scope), *_twice(words)]
    if not any(word.startswith("zzp") for word in scope):
        near = _NEAR.format(older=older)
        found = _keys(near, [*start, WALKED, *query, most])
        if len(found) == most:
            return found
    older = "" if before is None else "AND id < %s"
    return _keys(_LOOKED_UP.format(older=older), [*query, *start, most])


def _twice(words):
    return [" ".join(words)] * 2


def _sqlite_query(words, scope):
    """Each word in quotation marks: none of them is an operator."""
    places = " AND ".join(f'"{word}"' for word in scope)
    wanted = " AND ".join(f'"{word}"' for word in words)
    return f"scope : ({places}) AND {{title text}} : ({wanted})"


def _keys(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]

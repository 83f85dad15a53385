"""Lists that people type as lines: one thing a line, its number after a semicolon."""

from django import forms

NUMBER_MISSING = {"", "not recorded", "not stated", "-", "?"}
LARGEST = 1_000_000
LONGEST_LIST = 200


def numbered_lines(text, *, longest):
    """(name, number or None) for each line; a fault says its line."""
    rows, faults = [], []
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, number = _split(line)
        fault = _fault(name, number, longest)
        if fault:
            faults.append(f"Line {place}: {fault}")
        else:
            rows.append((" ".join(name.split()), _number(number)))
    if len(rows) > LONGEST_LIST:
        faults.append(f"Keep the list under {LONGEST_LIST} lines; this one has {len(rows)}.")
    if faults:
        raise forms.ValidationError(faults)
    return rows


def _split(line):
    """The name and what stands after the last semicolon, or the last tab of a spreadsheet."""
    name, mark, number = line.strip().replace("\t", ";").rpartition(";")
    return (name, number) if mark else (number, "")


def _plain(number):
    return number.replace(",", "").strip().lower()


def _number(number):
    plain = _plain(number)
    return None if plain in NUMBER_MISSING else int(plain)


def _fault(name, number, longest):
    plain = _plain(number)
    if not name.strip():
        return "write a name before the semicolon."
    if len(name) > longest:
        return f"the name has {len(name)} characters. Keep it under {longest}."
    if plain in NUMBER_MISSING:
        return ""
    if not plain.isdecimal() or not plain.isascii():
        return f"“{number.strip()}” is not a number. Leave it empty if it was not recorded."
    return "" if int(plain) <= LARGEST else f"{number.strip()} is too many."


def as_line(name, number):
    """A row as it is typed."""
    return name if number is None else f"{name}; {number}"


def names(text, *, longest):
    """One name a line, each once."""
    found = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    faults = [f"“{name[:40]}” stands twice." for name in {n for n in found if found.count(n) > 1}]
    faults += [
        f"“{name[:40]}…” is too long. Keep it under {longest}."
        for name in found
        if len(name) > longest
    ]
    if faults:
        raise forms.ValidationError(sorted(faults))
    return found

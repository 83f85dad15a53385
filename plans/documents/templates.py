"""What a new plan can begin with: headings, what belongs under each, and its blocks. Data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plans.models import Plan, Requirement
from plans.models.plans import PlanKind

DATA = Path(__file__).resolve().parent.parent / "data"
ORDER = ("refresh", "three_years", "assessment")


@dataclass(frozen=True)
class Heading:
    """A section of a template: one sentence says what belongs in it, and whom that serves."""

    title: str
    anchor: str
    blocks: tuple = ()
    belongs: str = ""
    requirement: str = ""
    in_summary: bool = False
    below: tuple = ()

    def walk(self):
        yield self
        for heading in self.below:
            yield from heading.walk()


@dataclass(frozen=True)
class Template:
    """A kind of plan with its headings, for how many years, and what it is good for."""

    code: str
    title: str
    purpose: str
    kind: str
    years: int
    sections: tuple
    audience: str = Plan.Audience.PUBLIC

    def walk(self):
        for heading in self.sections:
            yield from heading.walk()


@cache
def templates():
    """All templates by their code."""
    return {code: _read(code) for code in ORDER}


def _read(code):
    with (DATA / f"{code}.toml").open("rb") as file:
        told = tomllib.load(file)
    sections = tuple(_heading(one) for one in told.pop("sections"))
    return Template(code=code, sections=sections, **told | {"kind": PlanKind(told["kind"]).value})


def _heading(told):
    below = tuple(_heading(one) for one in told.pop("below", ()))
    return Heading(below=below, **told | {"blocks": tuple(told.get("blocks", ()))})


def heading_for(section):
    """What some template says belongs under a section: first one for plans of its kind."""
    known = sorted(templates().values(), key=lambda one: one.kind != section.plan.kind)
    found = (heading for one in known for heading in one.walk() if heading.anchor == section.anchor)
    return next(found, None)


def requirement_of(heading, plan):
    """The requirement of the plan's nation that a heading serves, where there is one."""
    if heading is None or not heading.requirement:
        return None
    codes = (heading.requirement, f"{plan.partnership.nation}-{heading.requirement}")
    return Requirement.objects.filter(code__in=codes).first()

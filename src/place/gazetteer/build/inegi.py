"""INEGI's municipalities of Mexico: their keys, names, seats and people."""

import csv
from pathlib import Path

from geonames import City, Division, former_towns, km
from names import bare, fold, likeness, plain

HERE = Path(__file__).resolve().parent

# The state's number, by ISO 3166-2 code.
STATES = {
    "AGU": "01", "BCN": "02", "BCS": "03", "CAM": "04", "COA": "05", "COL": "06", "CHP": "07",
    "CHH": "08", "CMX": "09", "DUR": "10", "GUA": "11", "GRO": "12", "HID": "13", "JAL": "14",
    "MEX": "15", "MIC": "16", "MOR": "17", "NAY": "18", "NLE": "19", "OAX": "20", "PUE": "21",
    "QUE": "22", "ROO": "23", "SLP": "24", "SIN": "25", "SON": "26", "TAB": "27", "TAM": "28",
    "TLA": "29", "VER": "30", "YUC": "31", "ZAC": "32",
}

# Where GeoNames' name folds differently. Each was looked at: INEGI's is the official one, GeoNames' an
# older or shorter form, which stays another name.
RENAMED = {
    "07017": "Cintalapa", "07019": "Comitán", "07078": "San Cristobal De Casas",
    "08008": "Batopilas", "08056": "Rosario", "09008": "Magdalena Contreras",
    "11032": "San José Iturbide", "12006": "Apaxtla", "15002": "Acolman de Nezahualcóyotl",
    "15020": "Coacalco", "15058": "Ciudad Nezahualcóyotl", "17013": "Jonacatepec",
    "17032": "Zacualpan", "20038": "Villa Hidalgo", "20124": "San Blas Atempa",
    "20238": "San Martín de los Cansecos", "20334": "Villa de Tututepec de Melchor Ocampo",
    "20459": "Santiago Chazumba", "23008": "Solidaridad", "24001": "Ahualulco", "30105": "Medellín",
}
# Of a generation after GeoNames' list.
NEW = {"12082", "12083", "12084", "12085", "24059", "25019", "25020"}
SEATLESS = {"12083", "24059"}
# Where GeoNames has the seat more than 2 km from where INEGI has it: large towns, whose middle is a
# matter of taste, and a few that GeoNames has wrong.
APART = {
    "02001", "02002", "02004", "04002", "05002", "05030", "05035", "06007", "06008", "08037", "09007",
    "09010", "09016", "09017", "11003", "12001", "14033", "14103", "15013", "15060", "19039", "20468",
    "21120", "23003", "23004", "23005", "25012", "26035", "26055", "27004", "28038", "30037", "30147",
}
# GeoNames' misspellings, and what is no name.
NO_NAMES = {
    "Delegación Magdalena Contrera", "Magdalena Contreras Borough", "Delegaciñon Tláhuac",
    "Totolapan Municpality", "Yecapixtla Munciipality", "Tecamachalco puebla",
    "Mariano Arista Municipality",
}


def read():
    with open(HERE / "inegi_municipalities.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def apply(divisions, cities, guessed):
    """Gives the divisions of Mexico INEGI's names and keys, and returns their seats.

    What GeoNames calls the seat is another name; where INEGI's list does not have its id, the one that
    was guessed by its name is, if it is there.
    """
    by_id = {division.id: n for n, division in divisions.items() if division.country == "MX"}
    by_city = {city.id: city for city in cities}
    former = [by_city[id] for id in former_towns()]
    rows, found, renamed, apart = read(), {}, {}, set()
    for row in rows:
        key, name = row["code"], row["name"]
        n = by_id.pop(int(row["geonames_adm2_id"] or 0), None)
        if n is None:
            assert key in NEW, key
            n = -int(key)
            divisions[n] = Division(name, name, [], 0, "MX", row["iso_3166_2"], key[2:])
        division = divisions[n]
        assert (division.subdivision, division.number) == (row["iso_3166_2"], key[2:]), key
        assert STATES[division.subdivision[3:]] == key[:2], key
        if fold(division.name) != fold(name):
            renamed[key] = division.name
        called = [alias for alias in division.aliases if alias not in NO_NAMES]
        division.aliases = [division.name, *map(bare, called)]
        division.name = division.full = name
        division.people = int(row["population"]) if row["population"] else 0
        seat = plain(row["seat"].replace("\xa0", " ")) or name
        if not row["lat"]:
            division.aliases.append(seat)
            continue
        id = int(row["geonames_seat_id"] or 0)
        found[n] = City(
            seat, id, "MX", division.subdivision, n, 0, float(row["lat"]), float(row["lon"])
        ), "inegi"
        likely = guessed.get(n, (None, ""))[0]
        towns = [city for city in former if city.subdivision == division.subdivision]
        towns = [city for city in towns if km(found[n][0], city) <= 3]
        for city in (by_city.get(id), likely, *towns):
            if city and likeness(name, city.name) is not None and km(found[n][0], city) <= 10:
                division.aliases.append(plain(city.name))
        if id and km(found[n][0], by_city[id]) > 2:
            apart.add(key)
    assert not by_id, by_id
    assert renamed == RENAMED, renamed
    assert apart == APART, apart ^ APART
    assert len(rows) == 2478 and {row["code"] for row in rows if not row["lat"]} == SEATLESS
    assert sum(int(row["population"] or 0) for row in rows) == 126_014_024
    return found

"""Crossings, camps and hamlets that GeoNames lacks, or has without their crossing."""

import csv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

# Whose place the table has from GeoNames already.
KNOWN = {
    "MX-X001", "MX-X002", "MX-X003", "MX-X004", "MX-X005", "MX-X008", "GT-X002", "HN-X001", "PA-X001",
    "CO-X003", "CO-X004", "CO-X005", "EC-X002", "VE-X001", "HT-X001", "DO-X001", "DO-X002",
}
# A crossing apart from the town of its name: it bears neither that name nor that of the town across.
NAMED = {
    "CO-X001": ("Puente Internacional Simón Bolívar", ["Simón Bolívar International Bridge"]),
    "US-X002": ("Antelope Wells", ["Antelope Wells Port of Entry"]),
    "US-X005": ("Tecate crossing", ["Tecate Port of Entry"]),
    "US-X006": ("San Ysidro", ["San Ysidro Port of Entry"]),
    "US-X007": ("Otay Mesa", ["Otay Mesa Port of Entry"]),
    "US-X008": ("Calexico West crossing", ["Calexico West Port of Entry", "Calexico West"]),
    "US-X009": ("Calexico East crossing", ["Calexico East Port of Entry", "Calexico East"]),
    "US-X010": ("Nogales–DeConcini crossing", ["Dennis DeConcini", "Dennis DeConcini Port of Entry"]),
    "US-X011": ("Douglas–Agua Prieta crossing", ["Raul Hector Castro Port of Entry"]),
    "US-X012": ("Columbus–Puerto Palomas crossing", ["Columbus Port of Entry"]),
    "US-X013": ("Santa Teresa crossing", ["Santa Teresa Port of Entry"]),
    "US-X018": ("Tornillo–Guadalupe crossing", ["Marcelino Serna Port of Entry"]),
    "US-X019": ("Presidio–Ojinaga crossing", ["Presidio-Ojinaga International Bridge"]),
    "US-X020": ("Del Rio–Acuña crossing", ["Del Rio International Bridge"]),
    "US-X028": ("Roma–Miguel Alemán crossing", ["Roma-Ciudad Miguel Alemán International Bridge"]),
    "US-X029": ("Rio Grande City–Camargo crossing", ["Starr-Camargo Bridge"]),
    "US-X030": ("Hidalgo–Reynosa crossing", ["McAllen-Hidalgo International Bridge"]),
    "US-X033": ("Progreso–Nuevo Progreso crossing", ["Progreso International Bridge"]),
}

# Of ISO 3166-2, below the level that GeoNames has as the first.
SUBDIVISIONS = {
    "BD-11": "Cox's Bazar", "ES-GC": "Las Palmas", "ES-TF": "Santa Cruz de Tenerife",
    "FR-62": "Pas-de-Calais", "MA-NAD": "Nador",
}


@dataclass
class Crossing:
    code: str
    name: str
    also: list
    subdivision: str
    kind: str
    lat: float
    lon: float


def read():
    with open(HERE / "crossings.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 90 and KNOWN | set(NAMED) <= {row["code"] for row in rows}
    found = []
    for row in rows:
        code, also = row["code"], [name for name in row["other_names"].split("|") if name]
        if code not in KNOWN:
            name, also = NAMED.get(code, (row["name"], also))
            at = float(row["lat"]), float(row["lon"])
            found.append(Crossing(code, name, also, row["subdivision"], row["kind"], *at))
    return found

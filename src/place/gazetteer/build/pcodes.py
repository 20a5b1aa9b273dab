"""OCHA's P-codes: which division of GeoNames bears which."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

from names import core, fold, sound

HERE = Path(__file__).resolve().parent
ALPHA_2 = {
    "COL": "CO", "CRI": "CR", "CUB": "CU", "ECU": "EC", "GTM": "GT", "HND": "HN", "HTI": "HT",
    "NIC": "NI", "PAN": "PA", "SLV": "SV", "VEN": "VE",
}
# P-codes of another level than the table's divisions: Haiti's communes, El Salvador's
# municipalities of before 2024. Those of the Dominican Republic are provinces, and are left out.
OTHER_LEVEL = {"HT", "SV"}
# The subdivisions that no name, or one name of several, tells.
ABOVE = {
    "CO11": "CO-DC", "CO88": "CO-SAP", "CU08": "CU-99", "EC90": None, "PA08": "PA-KY", "VE01": "VE-A",
}
# What the names do not tell: renamed, shortened, or misspelt by one of the two.
BY_HAND = {
    "CO11001": "Bogotá", "CO15332": "Güicán", "CO19548": "Piendamó", "CO19760": "Sotara",
    "CO20443": "Manaure", "CO23586": "Purísima", "CO52224": "Cuaspud", "CO54001": "Cúcuta",
    "CO70823": "Tolú Viejo", "CO88001": "Saint Andrew", "CR120": "León Cortés Castro", "CR211": "Zarcero", "CR212": "Sarchí",
    "CR606": "Quepos", "CU0305": "Ciro Redondo", "CU0403": "Cienfuegos",
    "CU0406": "Santa Isabel de las Lajas", "CU0707": "Frank Pais",
    "EC0902": "Alfredo Baquerizo Moreno (Juján)", "EC0920": "Yaguachi",
    "EC0923": "Coronel Marcelino Maridueña", "EC0927": "General Antonio Elizalde",
    "EC1316": "Veinticuatro de Mayo", "EC1405": "Santiago de Méndez", "EC1410": "Logroño",
    "EC1705": "Rumiñahui", "EC2201": "Francisco de Orellana", "GT0808": "San Bartolo Aguas Calientes",
    "GT0909": "San Juan Ostuncalco", "GT1308": "San Pedro Soloma",
    "GT1309": "San Ildefonso Ixtahuacán", "GT1616": "Santa Catarina La Tinta", "HN0402": "Cabañas",
    "HN0420": "San Pedro de Copán", "HN0905": "Villeda Morales", "HN1401": "Nueva Ocotepeque",
    "NI8530": "Grey Town", "NI9107": "Waspán", "NI9110": "Bilwi", "NI9305": "Bocana de Paiwas",
    "NI9335": "Corn Islands", "VE0201": "Alto Orinoco", "VE0202": "Atabapo", "VE0203": "Atures",
    "VE0204": "Autana", "VE0207": "Río Negro", "VE0516": "Zamora", "VE0705": "Heres",
    "VE1410": "Julio César Salas", "VE1510": "Guaicaipuro", "VE1611": "Santa Bárbara",
    "VE1709": "Península de Macanao", "VE1806": "Monseñor José Vicente de Unda",
    "VE2107": "José Felipe Márquez Cañizales", "VE2308": "Jesús María Semprún",
}


def read():
    """Country, P-code, name, P-code of the division above."""
    with open(HERE / "ocha_pcodes_adm2.csv", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] in ALPHA_2]
    return [(ALPHA_2[r["country"]], r["pcode"], r["name"], r["parent_pcode"]) for r in rows]


def matched(places):
    """P-code -> (place, whether the names are the same), one to one.

    A place has `country`, `subdivision` and `names`. The subdivision of a P-code is the one that most
    of its neighbours' names are in.
    """
    codes = read()
    by_name = defaultdict(list)
    for place in places:
        for name in {fold(name) for name in place.names}:
            by_name[place.country, name].append(place)
    votes = defaultdict(Counter)
    for country, code, name, above in codes:
        inside = {place.subdivision for place in by_name[country, fold(name)]}
        for subdivision in inside:
            votes[above][subdivision] += 1 / len(inside)
    subdivision = {above: votes[above].most_common(1)[0][0] for above in votes} | ABOVE
    told = [to for above, to in subdivision.items() if to]
    assert len(told) == len(set(told)), Counter(told).most_common(5)
    found = {}
    for country, code, _, above in codes:
        if name := BY_HAND.get(code):
            [place] = [p for p in places if p.subdivision == subdivision[above] and p.names[0] == name]
            found[code] = place, False
    for alike, same in ((fold, True), (lambda name: sound(core(name)), False)):
        taken = {id(place) for place, _ in found.values()}
        free = defaultdict(list)
        for place in places:
            if id(place) not in taken:
                for name in {alike(name) for name in place.names}:
                    free[place.subdivision, name].append(place)
        edges = {}
        for _, code, name, above in codes:
            if code not in found:
                edges[code] = free[subdivision.get(above), alike(name)]
        sought = Counter(id(place) for ends in edges.values() for place in ends)
        for code, ends in edges.items():
            if len(ends) == 1 and sought[id(ends[0])] == 1:
                found[code] = ends[0], same
    return found, [code for _, code, _, _ in codes if code not in found]

//! The words that a count may be made of, in English and in Spanish.
//!
//! Without case or accents, as [`scan`](super::scan) leaves them. What is not here is refused.

use super::scan::{Kind, Token};
use Form::{Either, Many, Mil, One};
use Qualifier::{About, AtLeast, AtMost, JustOver, Nearly};
use Sense::{After, Before, Beside, Cardinal, Scale};

/// What a word, or a few in a row, does in a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A number word below a thousand.
    Cardinal(u64),
    /// A word that multiplies.
    Scale(u64, Form),
    /// "half a", before a scale.
    Half,
    /// "and a half", after a scale.
    AndAHalf,
    /// "several", before a scale.
    Several,
    /// Before a figure.
    Before(Qualifier),
    /// After a figure.
    After(Qualifier),
    /// Before a figure or after it.
    Beside(Qualifier),
    /// Opens a range that "and" divides.
    Between,
    /// Opens a range that "to" divides.
    From,
    /// Divides a range.
    To,
    /// Joins two figures, or the parts of one: "two hundred and fifty".
    And,
    /// Joins two figures, or the parts of one: "treinta y cinco".
    Y,
    /// Before what is counted.
    Of,
    /// Spanish: `From` and `Of`.
    De,
    /// English "one", before a scale; Spanish `To`.
    A,
    /// Says nothing about the figure.
    Article,
    /// What is counted: people, and what officials count in their place.
    Noun,
    /// A length or a time.
    Unit,
    /// Spanish thousands, English length.
    Miles,
}

/// How a scale word goes with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "2 thousand", "a thousand": always with a figure.
    One,
    /// "2 mil", "mil": with a figure, or one of it.
    Mil,
    /// "thousands": never with a figure, several of it.
    Many,
    /// "2 millones", "millones": with a figure, or several of it.
    Either,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qualifier {
    AtLeast,
    AtMost,
    About,
    Nearly,
    JustOver,
}

impl Qualifier {
    /// Whether it bounds one side and leaves the other to the rest of the phrase.
    pub(super) fn is_bound(self) -> bool {
        matches!(self, Self::AtLeast | Self::AtMost)
    }
}

/// A sense with its words, those of one language beside those of the other.
pub(super) struct Row {
    pub(super) sense: Sense,
    pub(super) english: &'static [&'static str],
    pub(super) spanish: &'static [&'static str],
}

const fn row(
    sense: Sense,
    english: &'static [&'static str],
    spanish: &'static [&'static str],
) -> Row {
    Row {
        sense,
        english,
        spanish,
    }
}

#[rustfmt::skip]
pub(super) const LEXICON: &[Row] = &[
    row(Cardinal(0), &["zero"], &["cero"]),
    row(Cardinal(1), &["one"], &["un", "uno", "una"]),
    row(Cardinal(2), &["two"], &["dos"]),
    row(Cardinal(3), &["three"], &["tres"]),
    row(Cardinal(4), &["four"], &["cuatro"]),
    row(Cardinal(5), &["five"], &["cinco"]),
    row(Cardinal(6), &["six"], &["seis"]),
    row(Cardinal(7), &["seven"], &["siete"]),
    row(Cardinal(8), &["eight"], &["ocho"]),
    row(Cardinal(9), &["nine"], &["nueve"]),
    row(Cardinal(10), &["ten"], &["diez"]),
    row(Cardinal(11), &["eleven"], &["once"]),
    row(Cardinal(12), &["twelve"], &["doce"]),
    row(Cardinal(13), &["thirteen"], &["trece"]),
    row(Cardinal(14), &["fourteen"], &["catorce"]),
    row(Cardinal(15), &["fifteen"], &["quince"]),
    row(Cardinal(16), &["sixteen"], &["dieciseis"]),
    row(Cardinal(17), &["seventeen"], &["diecisiete"]),
    row(Cardinal(18), &["eighteen"], &["dieciocho"]),
    row(Cardinal(19), &["nineteen"], &["diecinueve"]),
    row(Cardinal(20), &["twenty"], &["veinte"]),
    row(Cardinal(21), &[], &["veintiun", "veintiuno", "veintiuna"]),
    row(Cardinal(22), &[], &["veintidos"]),
    row(Cardinal(23), &[], &["veintitres"]),
    row(Cardinal(24), &[], &["veinticuatro"]),
    row(Cardinal(25), &[], &["veinticinco"]),
    row(Cardinal(26), &[], &["veintiseis"]),
    row(Cardinal(27), &[], &["veintisiete"]),
    row(Cardinal(28), &[], &["veintiocho"]),
    row(Cardinal(29), &[], &["veintinueve"]),
    row(Cardinal(30), &["thirty"], &["treinta"]),
    row(Cardinal(40), &["forty"], &["cuarenta"]),
    row(Cardinal(50), &["fifty"], &["cincuenta"]),
    row(Cardinal(60), &["sixty"], &["sesenta"]),
    row(Cardinal(70), &["seventy"], &["setenta"]),
    row(Cardinal(80), &["eighty"], &["ochenta"]),
    row(Cardinal(90), &["ninety"], &["noventa"]),
    row(Cardinal(100), &[], &["cien", "ciento"]),
    row(Cardinal(200), &[], &["doscientos", "doscientas"]),
    row(Cardinal(300), &[], &["trescientos", "trescientas"]),
    row(Cardinal(400), &[], &["cuatrocientos", "cuatrocientas"]),
    row(Cardinal(500), &[], &["quinientos", "quinientas"]),
    row(Cardinal(600), &[], &["seiscientos", "seiscientas"]),
    row(Cardinal(700), &[], &["setecientos", "setecientas"]),
    row(Cardinal(800), &[], &["ochocientos", "ochocientas"]),
    row(Cardinal(900), &[], &["novecientos", "novecientas"]),

    row(Scale(10, One), &[], &["decena"]),
    row(Scale(10, Many), &["tens"], &[]),
    row(Scale(10, Either), &[], &["decenas"]),
    row(Scale(12, One), &["dozen"], &["docena"]),
    row(Scale(12, Many), &["dozens"], &[]),
    row(Scale(12, Either), &[], &["docenas"]),
    row(Scale(100, One), &["hundred"], &["centenar", "centena"]),
    row(Scale(100, Many), &["hundreds"], &["cientos"]),
    row(Scale(100, Either), &[], &["centenares", "centenas"]),
    row(Scale(1_000, One), &["thousand"], &["millar"]),
    row(Scale(1_000, Mil), &[], &["mil"]),
    row(Scale(1_000, Many), &["thousands"], &[]),
    row(Scale(1_000, Either), &[], &["millares"]),
    row(Sense::Miles, &[], &["miles"]),
    row(Scale(1_000_000, One), &["million"], &["millon"]),
    row(Scale(1_000_000, Many), &["millions"], &[]),
    row(Scale(1_000_000, Either), &[], &["millones"]),
    // A Spanish billón is a million millions.
    row(Scale(1_000_000_000, One), &["billion"], &[]),
    row(Scale(1_000_000_000, Many), &["billions"], &[]),
    row(Scale(1_000_000_000_000, One), &["trillion"], &["billon"]),
    row(Scale(1_000_000_000_000, Many), &["trillions"], &[]),
    row(Scale(1_000_000_000_000, Either), &[], &["billones"]),
    row(Sense::Half, &["half a"], &["medio", "media"]),
    row(Sense::AndAHalf, &["and a half"], &["y medio", "y media"]),
    row(Sense::Several, &["several", "a few", "many"],
        &["varios", "varias", "algunos", "algunas", "muchos", "muchas"]),

    row(Before(AtLeast),
        &["more than", "over", "upwards of", "in excess of", "no fewer than", "no less than",
          "not fewer than", "not less than", "a minimum of"],
        &["mas de", "no menos de", "un minimo de", "por encima de"]),
    row(Beside(AtLeast), &["at least"], &["al menos", "por lo menos", "cuando menos", "como minimo"]),
    row(After(AtLeast), &["or more", "plus"], &["o mas"]),
    row(Before(AtMost),
        &["up to", "as many as", "no more than", "not more than", "fewer than", "less than",
          "under", "a maximum of", "could include", "may include", "might include", "could reach",
          "could number"],
        &["hasta", "no mas de", "menos de", "un maximo de", "podria incluir", "podria incluir a",
          "podrian incluir", "podrian incluir a", "podrian ser", "podria llegar a",
          "podrian llegar a"]),
    row(Beside(AtMost), &["at most"], &["a lo sumo", "como maximo", "como mucho"]),
    row(After(AtMost), &["or fewer", "or less"], &["o menos"]),
    // "Cerca de" is both "nearly" and "about"; the wider reading narrows nobody's claim.
    row(Before(About),
        &["about", "around", "some", "circa", "close to", "an estimated", "estimated"],
        &["unos", "unas", "cerca de", "alrededor de", "en torno a"]),
    row(Beside(About), &["roughly", "approximately", "more or less"],
        &["aproximadamente", "mas o menos"]),
    row(After(About), &["or so"], &["o asi"]),
    row(Before(Nearly), &["nearly", "almost", "just under", "slightly fewer than",
          "slightly less than"],
        &["casi", "poco menos de", "un poco menos de", "algo menos de"]),
    row(Before(JustOver), &["just over", "slightly more than", "a little over", "a little more than"],
        &["poco mas de", "un poco mas de", "algo mas de"]),

    row(Sense::Between, &["between"], &["entre"]),
    row(Sense::From, &["from"], &[]),
    row(Sense::De, &[], &["de"]),
    row(Sense::To, &["to", "or"], &["o", "u"]),
    row(Sense::A, &["a"], &["a"]),
    row(Sense::And, &["and"], &[]),
    row(Sense::Y, &[], &["y", "e"]),
    row(Sense::Of, &["of"], &[]),
    row(Sense::Article,
        &["the", "a total of", "a group of", "a caravan of"],
        &["el", "la", "los", "las", "un total de", "un grupo de", "una caravana de"]),
    row(Sense::Noun,
        &["people", "persons", "person", "individuals", "migrants", "migrant", "immigrants",
          "immigrant", "emigrants", "refugees", "refugee", "asylum", "seekers", "applicants",
          "travelers", "travellers", "foreigners", "deportees", "returnees", "members",
          "participants", "men", "man", "women", "woman", "pregnant", "children", "child", "minors",
          "minor", "unaccompanied", "adults", "adult", "adolescents", "teenagers", "babies",
          "infants", "boys", "girls", "elderly", "displaced", "evacuees", "evacuated", "residents", "inhabitants", "citizens", "nationals",
          "survivors", "passengers", "undocumented", "irregular",
          "encounters", "arrivals", "crossings"],
        &["personas", "persona", "individuos", "migrantes", "migrante", "inmigrantes", "inmigrante",
          "emigrantes", "refugiados", "refugiadas", "solicitantes", "asilo", "viajeros",
          "extranjeros", "extranjeras", "deportados", "deportadas", "retornados", "retornadas",
          "miembros", "integrantes", "participantes", "hombres", "hombre", "mujeres", "mujer",
          "embarazadas", "ninos", "nino", "ninas", "nina", "menores", "menor", "no acompanados",
          "adultos", "adulto", "adultas", "adolescentes", "jovenes", "bebes", "ancianos",
          "desplazados", "desplazadas", "evacuados", "evacuadas", "residentes", "habitantes",
          "ciudadanos", "pasajeros", "sobrevivientes", "indocumentados", "indocumentadas", "irregulares",
          "encuentros", "llegadas", "cruces"]),
    row(Sense::Unit,
        &["km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "m", "metre", "metres",
          "meter", "meters", "mi", "mile", "yard", "yards", "foot", "feet", "league", "leagues",
          "second", "seconds", "minute", "minutes", "h", "hour", "hours", "day", "days", "night",
          "nights", "week", "weeks", "fortnight", "month", "months", "year", "years"],
        &["km", "kms", "kilometro", "kilometros", "m", "metro", "metros", "milla", "millas", "pie",
          "pies", "legua", "leguas", "segundo", "segundos", "minuto", "minutos", "h", "hora",
          "horas", "dia", "dias", "noche", "noches", "semana", "semanas", "quincena", "mes",
          "meses", "ano", "anos"]),
];

/// The longest entry that the tokens begin with: its sense, its length in words, and whether it is
/// English only.
pub(super) fn longest(tokens: &[Token<'_>]) -> Option<(Sense, usize, bool)> {
    let Kind::Word(first) = &tokens.first()?.kind else {
        return None;
    };
    let first: &str = first;
    let matches = |entry: &str| {
        let mut tokens = tokens.iter();
        entry.split(' ').all(|word| {
            tokens
                .next()
                .is_some_and(|token| matches!(&token.kind, Kind::Word(read) if read == word))
        })
    };
    LEXICON
        .iter()
        .flat_map(|row| {
            let english = row.english.iter().map(move |entry| (row, *entry, true));
            english.chain(row.spanish.iter().map(move |entry| (row, *entry, false)))
        })
        // Most entries differ in their first letters: a look at those spares the rest.
        .filter(|(_, entry, _)| entry.starts_with(first) && matches(entry))
        .map(|(row, entry, english)| {
            let english_only = english && !row.spanish.contains(&entry);
            (row.sense, entry.split(' ').count(), english_only)
        })
        .max_by_key(|(_, words, _)| *words)
}

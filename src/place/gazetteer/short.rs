//! The short forms of a name.

use super::fold::{Article, Folded};

/// What follows one of these words distinguishes a place from its namesakes, and the short form
/// drops it: "Acapulco" de Juárez, "Guadalupe" y Calvo, "San Miguel" el Alto.
const PARTICLES: [&str; 13] = [
    "de", "del", "da", "do", "das", "dos", "y", "e", "el", "la", "los", "las", "cuna",
];

/// Bytes of the longest particle.
const LONGEST: usize = 4;

/// Honorary words that a short form may drop.
const HONOURS: [&str; 5] = ["heroica", "heroico", "h", "ciudad", "villa"];

/// Words that begin a name, but are not a name by themselves.
const TITLES: [&str; 10] = [
    "doctor", "general", "nueva", "nuevo", "puerto", "saint", "san", "santa", "santo", "sainte",
];

/// The short forms of a folded name: what comes before a particle, with and without an honorary
/// word.
pub(super) fn short_forms(name: Folded<'_>, mut each: impl FnMut(Folded<'_>)) {
    // A single word has none; most names of the world are one.
    if !name.key.as_bytes().contains(&b' ') {
        return;
    }
    if let Some(plain) = without_honour(name.key) {
        each(plain);
        before_particles(plain.key, |key| each(Folded { key, ..plain }));
    }
    before_particles(name.key, |key| each(Folded { key, ..name }));
}

/// "Heroica Ciudad de Juchitán de Zaragoza": "Juchitán de Zaragoza".
fn without_honour(name: &str) -> Option<Folded<'_>> {
    let mut rest = name;
    while let Some((word, after)) = rest.split_once(' ') {
        if !HONOURS.contains(&word) {
            break;
        }
        rest = after;
    }
    if rest.len() == name.len() || HONOURS.contains(&rest) {
        return None;
    }
    let of = ["de ", "del "].iter().find_map(|of| rest.strip_prefix(of));
    Some(Article::split(of.unwrap_or(rest)))
}

fn before_particles<'a>(name: &'a str, mut each: impl FnMut(&'a str)) {
    // Whether any word so far is a name, and whether the last one is a particle.
    let (mut named, mut after_particle) = (false, true);
    let mut at: usize = 0;
    for word in name.split(' ') {
        let particle = word.len() <= LONGEST && PARTICLES.contains(&word);
        if particle && named && !after_particle {
            each(name.get(..at.saturating_sub(1)).unwrap_or_default());
        }
        named |= !particle && !HONOURS.contains(&word) && !TITLES.contains(&word);
        after_particle = particle;
        at += word.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Article, short_forms};

    fn short(name: &str) -> Vec<String> {
        let mut forms = Vec::new();
        short_forms(Article::split(name), |form| forms.push(form.key.to_owned()));
        forms
    }

    #[test]
    fn names_are_shortened_before_particles_and_after_honours() {
        let none: [&str; 0] = [];
        assert_eq!(short("acapulco de juarez"), ["acapulco"]);
        assert_eq!(short("san juan de los lagos"), ["san juan"]);
        assert_eq!(short("san miguel el alto"), ["san miguel"]);
        assert_eq!(short("guadalupe y calvo"), ["guadalupe"]);
        assert_eq!(
            short("dolores hidalgo cuna de la independencia nacional"),
            ["dolores hidalgo"]
        );
        assert_eq!(
            short("heroica ciudad de juchitan de zaragoza"),
            [
                "juchitan de zaragoza",
                "juchitan",
                "heroica ciudad de juchitan"
            ]
        );
        assert_eq!(short("villa comaltitlan"), ["comaltitlan"]);
        assert_eq!(short("ciudad de la paz"), ["paz"]);
        let article = |name| {
            let mut articles = Vec::new();
            short_forms(Article::split(name), |form| articles.push(form.article));
            articles
        };
        assert_eq!(
            article("los reyes de juarez"),
            [Article::split("los x").article]
        );
        for whole in [
            "tapachula",
            "villa",
            "ciudad",
            "de la paz",
            "puerto de la cruz",
            "san de",
        ] {
            let forms = short(whole);
            assert_eq!(forms, none, "{whole}");
        }
    }
}

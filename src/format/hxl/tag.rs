//! Hashtags: `#affected +ind +low` (HXL 1.1, tagging conventions).

use std::collections::BTreeSet;

/// A hashtag with its attributes, whose order and case do not matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    hashtag: String,
    attributes: BTreeSet<String>,
}

impl Tag {
    /// Reads a cell of the row of hashtags.
    ///
    /// Attributes for the vocabulary (`+v_…`) or the language (`+i_…`) of a column do not change
    /// its content and are dropped. `+destination` is read as `+dest`.
    pub(super) fn parse(cell: &str) -> Option<Self> {
        let mut words = cell.trim().strip_prefix('#')?.split('+').map(str::trim);
        let hashtag = words.next().filter(|word| is_token(word))?;
        let mut attributes = BTreeSet::new();
        for word in words {
            if !is_token(word) {
                return None;
            }
            match word.to_ascii_lowercase() {
                word if word.starts_with("v_") || word.starts_with("i_") => {}
                word if word == "destination" => drop(attributes.insert("dest".to_owned())),
                word => drop(attributes.insert(word)),
            }
        }
        Some(Self {
            hashtag: hashtag.to_ascii_lowercase(),
            attributes,
        })
    }
}

impl Tag {
    /// Whether it is about the same thing, possibly with other attributes.
    pub(super) fn is_akin(&self, other: &Self) -> bool {
        self.hashtag == other.hashtag
    }

    /// The number of attributes that both have, and of those that only one of them has.
    pub(super) fn shared(&self, other: &Self) -> (usize, usize) {
        let shared = self.attributes.intersection(&other.attributes).count();
        let all = self.attributes.len() + other.attributes.len();
        (shared, all - 2 * shared)
    }
}

/// Why a cell that begins like a hashtag is not one; `None` if it is one, or does not begin like
/// one.
pub(super) fn malformed(cell: &str) -> Option<&'static str> {
    let cell = cell.trim();
    let bare = cell.trim_start_matches('\u{feff}').trim_start();
    let words = bare.strip_prefix('#')?;
    if Tag::parse(cell).is_some() {
        return None;
    }
    if bare.len() < cell.len() {
        return Some("a byte-order mark precedes it");
    }
    let faulty = words.split('+').map(str::trim).find(|word| !is_token(word));
    Some(match faulty.unwrap_or_default().chars().next() {
        None => "a # or + has no word after it",
        Some('0'..='9') => "an attribute must begin with a letter",
        Some(_) if faulty.is_some_and(|word| word.contains(char::is_whitespace)) => {
            "each attribute needs a + in front"
        }
        Some(_) => "it is made of letters from a to z, digits and underscores",
    })
}

/// The hashtag at the start of a malformed cell, without its attributes.
pub(super) fn begun(cell: &str) -> Option<Tag> {
    let bare = cell.trim().trim_start_matches('\u{feff}');
    let end = bare.find(|c: char| c == '+' || c.is_whitespace());
    Tag::parse(bare.get(..end.unwrap_or(bare.len()))?)
}

/// A letter, then letters, digits and underscores.
fn is_token(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn order_case_and_space_do_not_matter() {
        let plain = Tag::parse("#affected+ind+low");
        assert!(plain.is_some());
        for same in [
            "#affected +low +ind",
            " #Affected+IND + low ",
            "#affected+ind+low+low+i_es",
        ] {
            assert_eq!(Tag::parse(same), plain, "{same}");
        }
        assert_ne!(Tag::parse("#affected+ind+low+f"), plain);
        assert_eq!(
            Tag::parse("#loc+code+destination+v_pcodes"),
            Tag::parse("#loc+code+dest")
        );
    }

    #[test]
    fn what_is_no_hashtag() {
        for cell in [
            "",
            "affected",
            "#",
            "#1st",
            "# affected+",
            "#affected+",
            "#affected ind",
            "#años",
        ] {
            assert_eq!(Tag::parse(cell), None, "{cell:?}");
        }
    }
}

//! Hashtags: `#affected +ind +low` (HXL 1.1, tagging conventions).

use std::collections::BTreeSet;

/// A hashtag with its attributes, whose order and case do not matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    hashtag: String,
    attributes: BTreeSet<String>,
}

impl Tag {
    /// Reads what stands in a cell of the row of hashtags.
    ///
    /// Attributes that name the vocabulary (`+v_…`) or the language (`+i_…`) of a column do not
    /// change what it holds, and `+destination` is written for `+dest`.
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

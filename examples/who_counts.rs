//! How many people left Tapachula on Christmas Eve 2023? Nine answers, side by side.
//!
//! ```text
//! cargo run --example who_counts
//! ```

use std::error::Error;

use corridor::analysis::Claim;
use corridor::{Bounds, Dossier, Estimate, Source};

fn main() -> Result<(), Box<dyn Error>> {
    let dossier: Dossier = serde_json::from_str(include_str!("data/who_counts.json"))?;
    let claims = dossier.claims("caravan")?;

    println!(
        "{:<24} {:<24} {:<34} who",
        "about", "people", "in which words"
    );
    for claim in &claims {
        let words = claim.figure().words().unwrap_or_default();
        println!(
            "{:<24} {:<24} {:<34} {}",
            claim.on(),
            claim.estimate(),
            cut(words, 34),
            who(claim)
        );
    }

    println!("\nstated:    {}", in_words(claims.stated()));
    println!("hull:      {}", in_words(claims.hull()));
    println!("agreement: {}", in_words(claims.agreement()));
    println!(
        "independent claims: {} of {}",
        claims.independent().len(),
        claims.len()
    );

    println!("\nby kind of claimant");
    for (kind, claims) in claims.by_kind() {
        println!(
            "{kind:<12} {} of them, stated {}, agreement {}",
            claims.len(),
            in_words(claims.stated()),
            in_words(claims.agreement())
        );
    }

    println!("\ncannot both be true, widest gap first");
    for pair in claims.contradictions() {
        println!(
            "{:>6}  {:<44} {}",
            Estimate::exactly(pair.gap()),
            short(pair.lower()),
            short(pair.higher())
        );
    }
    Ok(())
}

/// What fits into a column, with a sign that there is more.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let start: String = text.chars().take(width - 1).collect();
    start + "…"
}

/// The figure as stated, and who states it.
fn short(claim: &Claim<'_>) -> String {
    let by = claim.by().map_or("nobody named", |by| by.name());
    format!("{} by {by}", Estimate::exactly(claim.estimate().best()))
}

fn who(claim: &Claim<'_>) -> String {
    let via: Vec<_> = claim.via().map(Source::name).collect();
    match claim.by() {
        Some(by) if via.last() == Some(&by.name()) => via.join(" < "),
        Some(by) => format!("{} < {by}", via.join(" < ")),
        None => via.join(" < "),
    }
}

fn in_words(bounds: Option<Bounds>) -> String {
    bounds.map_or_else(|| "none".to_owned(), |bounds| bounds.to_string())
}

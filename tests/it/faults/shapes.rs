//! The worst inputs that we can think of, as large as one asks for.

use std::iter::repeat_n;

/// An input of about so many bytes.
pub(super) type Shape = fn(usize) -> String;

const HEAD: &str = r#""format":"corridor/1","as_of":"2023-12-27""#;

fn dossier(lists: &str) -> String {
    format!(
        "{{{HEAD}{}{lists}}}",
        if lists.is_empty() { "" } else { "," }
    )
}

/// Rows with commas between, until there are that many.
fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        if number > 0 {
            text.push(',');
        }
        text.push_str(&row(number));
    }
    text
}

fn list(name: &str, count: usize, row: impl Fn(usize) -> String) -> String {
    format!("\"{name}\":[{}]", rows(count, row))
}

fn event(rest: &str) -> String {
    format!(
        r#"{{"id":"e","type":"sighting","on":"2023-12-27","status":"occurred","group":"g","place":"MX-L0"{rest}}}"#
    )
}

/// Brackets that open and close again, on ever deeper levels.
fn nested(levels: usize, open: &str, inmost: &str, close: &str) -> String {
    open.repeat(levels) + inmost + &close.repeat(levels)
}

/// Texts for the readers of JSON, strict, lenient and line by line.
pub(super) const TEXTS: &[(&str, Shape)] = &[
    ("lists that only open", |n| "[".repeat(n)),
    ("objects that only open", |n| "{\"a\":".repeat(n / 5)),
    ("lists in lists", |n| nested(n / 2, "[", "", "]")),
    ("an unknown key of lists in lists", |n| {
        dossier(&format!("\"x\":{}", nested(n / 2, "[", "", "]")))
    }),
    ("an unknown key of objects in objects", |n| {
        dossier(&format!("\"x\":{}", nested(n / 6, "{\"a\":", "0", "}")))
    }),
    ("an event with an unknown key of lists in lists", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",\"x\":{}", nested(n / 2, "[", "", "]")))
        ))
    }),
    ("a line with an unknown key of lists in lists", |n| {
        event(&format!(",\"x\":{}", nested(n / 2, "[", "", "]")))
    }),
    (
        "an unknown key of many lists nested just not too deep",
        |n| {
            let deep = nested(120, "[", "", "]");
            dossier(&format!("\"x\":[{}]", rows(n / 241, |_| deep.clone())))
        },
    ),
    ("a title of one huge string", |n| {
        dossier(&format!("\"title\":\"{}\"", "a".repeat(n)))
    }),
    ("a title of escapes", |n| {
        dossier(&format!("\"title\":\"{}\"", "\\u0041".repeat(n / 6)))
    }),
    ("an id of one huge string", |n| {
        dossier(&format!("\"sources\":[{{\"id\":\"{}\"}}]", "a".repeat(n)))
    }),
    ("words of one huge string", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",\"words\":\"{}\"", "6,000 and ".repeat(n / 10)))
        ))
    }),
    ("a key of one huge string", |n| {
        dossier(&format!("\"{}\":0", "k".repeat(n)))
    }),
    ("a key of one huge string with every mark of a path", |n| {
        dossier(&format!("\"{}\":0", "a.[0]".repeat(n / 5)))
    }),
    ("a string that does not end", |n| {
        dossier("") + "\"" + &"a".repeat(n)
    }),
    ("a title that does not end", |n| {
        format!("{{\"title\":\"{}", "a".repeat(n))
    }),
    ("one huge number", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",\"headcount\":{}", "9".repeat(n)))
        ))
    }),
    ("one huge decimal", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",\"travelled_km\":0.{}", "9".repeat(n)))
        ))
    }),
    ("one huge number under an unknown key", |n| {
        dossier(&format!("\"x\":{}", "9".repeat(n)))
    }),
    ("a huge exponent", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",\"travelled_km\":1e{}", "9".repeat(n)))
        ))
    }),
    ("a huge negative exponent", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",\"travelled_km\":1e-{}", "9".repeat(n)))
        ))
    }),
    ("empty records", |n| {
        dossier(&list("events", n / 3, |_| "{}".to_owned()))
    }),
    ("nulls for records", |n| {
        dossier(&list("groups", n / 5, |_| "null".to_owned()))
    }),
    ("numbers for records", |n| {
        dossier(&list("statistics", n / 2, |_| "0".to_owned()))
    }),
    ("tiny sources", |n| {
        dossier(&list("sources", n / 45, |i| {
            format!(r#"{{"id":"{i}","name":"n","kind":"ngo"}}"#)
        }))
    }),
    ("sources that want a key", |n| {
        dossier(&list("sources", n / 20, |i| format!(r#"{{"id":"{i}"}}"#)))
    }),
    ("ids that all are one", |n| {
        dossier(&list("sources", n / 38, |_| {
            r#"{"id":"a","name":"n","kind":"ngo"}"#.to_owned()
        }))
    }),
    ("codes that all are one", |n| {
        dossier(&list("places", n / 48, |_| {
            r#"{"code":"MX1","name":"n","kind":"camp"}"#.to_owned()
        }))
    }),
    ("unknown keys", |n| {
        dossier(&rows(n / 12, |i| format!("\"k{i}\":0")))
    }),
    ("one unknown key again and again", |n| {
        dossier(&rows(n / 6, |_| "\"k\":0".to_owned()))
    }),
    ("an event of unknown keys", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(",{}", rows(n / 12, |i| format!("\"k{i}\":0"))))
        ))
    }),
    ("unknown keys in every record", |n| {
        dossier(&list("sources", n / 54, |i| {
            format!(r#"{{"id":"{i}","name":"n","kind":"ngo","x":0}}"#)
        }))
    }),
    ("one list again and again", |n| {
        dossier(&rows(n / 12, |_| "\"events\":[]".to_owned()))
    }),
    ("lists of records again and again", |n| {
        dossier(&rows(n / 14, |_| "\"events\":[0]".to_owned()))
    }),
    ("titles again and again", |n| {
        dossier(&rows(n / 12, |_| "\"title\":\"t\"".to_owned()))
    }),
    ("an event of many sources", |n| {
        dossier(&format!(
            "\"events\":[{}]",
            event(&format!(
                ",{}",
                list("sources", n / 4, |_| "\"s\"".to_owned())
            ))
        ))
    }),
    ("records that all want one that was refused", |n| {
        let fallen =
            r#""groups":[{"id":"g"}],"places":[{"code":"MX-L0","name":"n","kind":"camp"}]"#;
        dossier(&format!(
            "{fallen},{}",
            list("events", n / 110, |i| event("").replacen(
                "\"e\"",
                &format!("\"e{i}\""),
                1
            ))
        ))
    }),
    ("records that all want one that is nowhere", |n| {
        dossier(&list("events", n / 110, |i| {
            event("").replacen("\"e\"", &format!("\"e{i}\""), 1)
        }))
    }),
    (
        "groups that each want the next, and the last one is nowhere",
        |n| dossier(&list("groups", n / 62, |i| group(i, Some(i + 1)))),
    ),
    ("empty lines", |n| "\n".repeat(n)),
    ("empty lines before a fault", |n| "\n".repeat(n) + "x"),
    ("carriage returns", |n| "\r\n".repeat(n / 2)),
    ("spaces on one line", |n| " ".repeat(n)),
    ("marks of byte order", |n| "\u{feff}".repeat(n / 3)),
    ("bytes of nought", |n| "\0".repeat(n)),
    ("a title of bytes of nought", |n| {
        dossier(&format!("\"title\":\"{}\"", "\0".repeat(n)))
    }),
    ("a title of escaped bytes of nought", |n| {
        dossier(&format!("\"title\":\"{}\"", "\\u0000".repeat(n / 6)))
    }),
    ("a title of halves of characters", |n| {
        dossier(&format!("\"title\":\"{}\"", "\\ud800".repeat(n / 6)))
    }),
    ("keys of halves of characters", |n| {
        dossier(&rows(n / 12, |_| "\"\\udc00\":0".to_owned()))
    }),
    ("lines of nonsense", |n| "x\n".repeat(n / 2)),
    ("lines of empty records", |n| "{}\n".repeat(n / 3)),
    ("lines of events", |n| {
        repeat_n(event("") + "\n", n / 100).collect()
    }),
    ("lines of statistics that are none", |n| {
        "{\"type\":\"statistic\"}\n".repeat(n / 21)
    }),
    ("one line of one event of many sources", |n| {
        event(&format!(
            ",{}",
            list("sources", n / 4, |_| "\"s\"".to_owned())
        ))
    }),
    ("one line of one huge string", |n| {
        event(&format!(",\"note\":\"{}\"", "a".repeat(n)))
    }),
    ("quotation marks", |n| "\"".repeat(n)),
    ("backslashes in a title", |n| {
        dossier(&format!("\"title\":\"{}\"", "\\\\".repeat(n / 2)))
    }),
    ("letters of four bytes", |n| {
        dossier(&format!("\"title\":\"{}\"", "🚶".repeat(n / 4)))
    }),
];

/// Texts for the readers of words: phrases, dates, periods, distances, codes and names.
pub(super) const WORDS: &[(&str, Shape)] = &[
    ("a long phrase", |n| "6,000 and ".repeat(n / 10)),
    ("a phrase of scales", |n| "mil ".repeat(n / 4)),
    ("a phrase of brackets", |n| "(".repeat(n)),
    ("digits", |n| "9".repeat(n)),
    ("digits in groups", |n| {
        "9".to_owned() + &",999".repeat(n / 4)
    }),
    ("a set of days", |n| {
        format!(
            "[{}]",
            rows(n / 11, |i| format!(
                "{:04}-{:02}-{:02}",
                1 + i % 9999,
                1 + i % 12,
                1 + i % 28
            ))
        )
    }),
    ("a set of ranges", |n| {
        format!(
            "[{}]",
            rows(n / 22, |_| "2023-01-01..2023-12-31".to_owned())
        )
    }),
    ("slashes", |n| "2023/".repeat(n / 5)),
    ("unknown digits", |n| "X".repeat(n)),
    ("marks of doubt", |n| "2023".to_owned() + &"~".repeat(n)),
    ("a long year", |n| "Y".to_owned() + &"9".repeat(n)),
    ("a distance of many digits", |n| "9".repeat(n) + " km"),
    ("a distance of many decimals", |n| {
        format!("0.{} km", "9".repeat(n))
    }),
    ("a unit of many letters", |n| {
        "7 ".to_owned() + &"k".repeat(n)
    }),
    ("commas", |n| ",".repeat(n)),
    ("a name of many commas", |n| {
        "Escuintla".to_owned() + &",MX".repeat(n / 3)
    }),
    ("a long name", |n| "escuintla ".repeat(n / 10)),
    ("accents", |n| "e\u{301}".repeat(n / 3)),
    ("spaces", |n| " ".repeat(n)),
];

fn group(number: usize, from: Option<usize>) -> String {
    let from = from.map_or(String::new(), |from| format!(r#","split_from":"g{from}""#));
    format!(r#"{{"id":"g{number}","name":"n","mode":"foot"{from}}}"#)
}

const PLACES: &str = r#""places":[{"code":"MX-L0","name":"a","kind":"camp","lat":15,"lon":-92},{"code":"MX-L1","name":"b","kind":"camp","lat":16,"lon":-93}]"#;

fn sighting(number: usize, group: usize, day: &str, place: usize, rest: &str) -> String {
    format!(
        r#"{{"id":"e{number}","type":"sighting","on":"{day}","status":"occurred","group":"g{group}","place":"MX-L{place}"{rest}}}"#
    )
}

fn day(number: usize) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        1 + number / 336 % 9_999,
        1 + number / 28 % 12,
        1 + number % 28
    )
}

fn measure(number: usize, kind: &str, rest: &str) -> String {
    format!(
        r#"{{"id":"m{number}","type":"measure","on":"2023-12-01","status":"occurred","authority":"us","measure":"{kind}"{rest}}}"#
    )
}

const AUTHORITY: &str = r#""parties":[{"id":"us","name":"the United States","kind":"government"}]"#;

fn statistic(number: usize, period: &str, published: &str, rest: &str) -> String {
    format!(
        r#"{{"id":"s{number}","indicator":"i","unit":"encounter","nature":"flow","area":"US","period":"{period}","status":"A","value":{},"publisher":"us","published":"{published}"{rest}}}"#,
        number % 1000
    )
}

/// Dossiers of so many records that can be sealed, most of them.
pub(super) const DOSSIERS: &[(&str, Shape)] = &[
    ("sources that quote each other in a chain", |n| {
        dossier(&list("sources", n, |i| {
            format!(
                r#"{{"id":"s{i}","name":"n","kind":"ngo","quotes":"s{}"}}"#,
                (i + 1).min(n - 1)
            )
        }))
    }),
    ("sources that quote each other in a circle", |n| {
        dossier(&list("sources", n, |i| {
            format!(
                r#"{{"id":"s{i}","name":"n","kind":"ngo","quotes":"s{}"}}"#,
                (i + 1) % n
            )
        }))
    }),
    ("claims of sources that quote each other in a chain", |n| {
        let sources = list("sources", n, |i| {
            format!(
                r#"{{"id":"s{i}","name":"n","kind":"ngo","quotes":"s{}"}}"#,
                (i + 1).min(n - 1)
            )
        });
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| {
            sighting(
                i,
                0,
                "2023-12-27",
                0,
                &format!(r#","headcount":6000,"sources":["s{i}"]"#),
            )
        });
        dossier(&[sources.as_str(), PLACES, &groups, &events].join(","))
    }),
    ("parties of each other in a chain", |n| {
        dossier(&list("parties", n, |i| {
            let of = if i == 0 {
                String::new()
            } else {
                format!(r#","of":"p{}""#, i - 1)
            };
            format!(r#"{{"id":"p{i}","name":"n","kind":"office"{of}}}"#)
        }))
    }),
    ("parties of each other in a circle", |n| {
        dossier(&list("parties", n, |i| {
            format!(
                r#"{{"id":"p{i}","name":"n","kind":"office","of":"p{}"}}"#,
                (i + 1) % n
            )
        }))
    }),
    ("groups split in a chain", |n| {
        dossier(&list("groups", n, |i| group(i, i.checked_sub(1))))
    }),
    ("groups split in a chain, the last one first", |n| {
        dossier(&list("groups", n, |i| {
            group(i, (i + 1 < n).then_some(i + 1))
        }))
    }),
    ("groups split in a circle", |n| {
        dossier(&list("groups", n, |i| group(i, Some((i + 1) % n))))
    }),
    ("groups split in a chain, each seen once", |n| {
        let groups = list("groups", n, |i| group(i, i.checked_sub(1)));
        let events = list("events", n, |i| {
            sighting(i, i, &day(i), i % 2, ",\"headcount\":6000")
        });
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("groups split in a chain, each seen where all are", |n| {
        let groups = list("groups", n, |i| group(i, i.checked_sub(1)));
        let events = list("events", n, |i| sighting(i, i, &day(i), 0, ""));
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("claims of one source, day after day", |n| {
        let source = list("sources", 1, |i| {
            format!(r#"{{"id":"s{i}","name":"n","kind":"ngo"}}"#)
        });
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| {
            let claim = r#","headcount":6000,"sources":["s0"]"#;
            sighting(i, 0, &day(i), 0, claim)
        });
        dossier(&[source.as_str(), PLACES, &groups, &events].join(","))
    }),
    (
        "uncounted parts of one group, each merged into another",
        |n| {
            let groups = list("groups", 3 * n + 1, |i| group(i, None));
            let parts = rows(n, |i| format!(r#"{{"group":"g{}"}}"#, i + 1));
            let split = format!(
                r#"{{"id":"e","type":"split","on":"2023-12-01","status":"occurred","group":"g0","parts":[{parts}]}}"#
            );
            let merges = rows(n, |i| {
                let (one, other, whole) = (n + 1 + i, i + 1, 2 * n + 1 + i);
                format!(
                    r#"{{"id":"e{i}","type":"merge","on":"2023-12-27","status":"occurred","group":"g{whole}","groups":["g{one}","g{other}"]}}"#
                )
            });
            dossier(&[groups, format!(r#""events":[{split},{merges}]"#)].join(","))
        },
    ),
    ("splits in a chain", |n| {
        let groups = list("groups", n + 1, |i| group(i, i.checked_sub(1)));
        let events = list("events", n, |i| {
            format!(
                r#"{{"id":"e{i}","type":"split","on":"{}","status":"occurred","group":"g{i}","place":"MX-L0","parts":[{{"group":"g{}","headcount":5}}]}}"#,
                day(i),
                i + 1
            )
        });
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("merges in a circle", |n| {
        let groups = list("groups", n, |i| group(i, None));
        let events = list("events", n, |i| {
            format!(
                r#"{{"id":"e{i}","type":"merge","on":"{}","status":"occurred","group":"g{i}","groups":["g{}"],"place":"MX-L0","headcount":6000}}"#,
                day(i),
                (i + 1) % n
            )
        });
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("merges in a circle on one day", |n| {
        let groups = list("groups", n, |i| group(i, None));
        let events = list("events", n, |i| {
            format!(
                r#"{{"id":"e{i}","type":"merge","on":"2023-12-27","status":"occurred","group":"g{i}","groups":["g{}"]}}"#,
                (i + 1) % n
            )
        });
        dossier(&[groups.as_str(), &events].join(","))
    }),
    ("one group split into many", |n| {
        let groups = list("groups", n + 1, |i| group(i, (i > 0).then_some(0)));
        let parts = rows(n, |i| {
            format!(r#"{{"group":"g{}","headcount":{i}}}"#, i + 1)
        });
        let split = format!(
            r#""events":[{{"id":"e","type":"split","on":"2023-12-27","status":"occurred","group":"g0","place":"MX-L0","parts":[{parts}]}}]"#
        );
        dossier(&[PLACES, &groups, &split].join(","))
    }),
    ("many groups merged into one", |n| {
        let groups = list("groups", n + 1, |i| group(i, None));
        let merged = rows(n, |i| format!(r#""g{}""#, i + 1));
        let seen = rows(n, |i| {
            sighting(i, i + 1, "2023-12-26", 0, ",\"headcount\":10")
        });
        let merge = format!(
            r#""events":[{seen},{{"id":"e","type":"merge","on":"2023-12-27","status":"occurred","group":"g0","groups":[{merged}]}}]"#
        );
        dossier(&[PLACES, &groups, &merge].join(","))
    }),
    (
        "one group split from again and again, seen in between",
        |n| {
            let groups = list("groups", n + 1, |i| group(i, (i > 0).then_some(0)));
            let events = list("events", n, |i| sighting(i, 0, &day(i), i % 2, ""));
            dossier(&[PLACES, &groups, &events].join(","))
        },
    ),
    ("events of one group on one day", |n| {
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| sighting(i, 0, "2023-12-27", i % 2, ""));
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("events of one group in one month", |n| {
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| sighting(i, 0, "2023-12", i % 2, ""));
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("events of one group day after day", |n| {
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| {
            sighting(i, 0, &day(i), i % 2, ",\"travelled_km\":10")
        });
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("counts of one group on one day, all different", |n| {
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| {
            sighting(i, 0, "2023-12-27", 0, &format!(",\"headcount\":{}", i * 10))
        });
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    (
        "departures, returns and dispersals of one group on one day",
        |n| {
            let groups = list("groups", 1, |i| group(i, None));
            let events = list("events", n, |i| {
                let kind = ["departure", "return", "dispersal", "joining"][i % 4];
                format!(
                    r#"{{"id":"e{i}","type":"{kind}","on":"2023-12-27","status":"occurred","group":"g0","place":"MX-L0","headcount":7}}"#
                )
            });
            dossier(&[PLACES, &groups, &events].join(","))
        },
    ),
    ("halts planned by one group", |n| {
        let groups = list("groups", 1, |i| group(i, None));
        let events = list("events", n, |i| {
            format!(
                r#"{{"id":"e{i}","type":"halt","on":"2024-01-01","status":"planned","group":"g0","place":"MX-L0","hours":24}}"#
            )
        });
        dossier(&[PLACES, &groups, &events].join(","))
    }),
    ("places all at one point", |n| {
        dossier(&list("places", n, |i| {
            format!(r#"{{"code":"MX-L{i}","name":"n","kind":"camp","lat":15,"lon":-92}}"#)
        }))
    }),
    ("places of many names all at one point", |n| {
        dossier(&list("places", n, |i| {
            format!(r#"{{"code":"MX-L{i}","name":"n{i}","kind":"camp","lat":15,"lon":-92}}"#)
        }))
    }),
    ("places of one name all over", |n| {
        dossier(&list("places", n, |i| {
            format!(
                r#"{{"code":"MX-L{i}","name":"n","kind":"camp","lat":{},"lon":{}}}"#,
                i % 89,
                (i * 7) % 179
            )
        }))
    }),
    ("links between two places", |n| {
        let links = list("links", n, |i| {
            format!(
                r#"{{"id":"l{i}","from":"MX-L0","to":"MX-L1","road_km":{}}}"#,
                200 + i % 100
            )
        });
        dossier(&[PLACES, &links].join(","))
    }),
    ("links from one place to many", |n| {
        let places = list("places", n + 1, |i| {
            format!(
                r#"{{"code":"MX-L{i}","name":"n{i}","kind":"camp","lat":{},"lon":{}}}"#,
                i % 89,
                (i * 7) % 179
            )
        });
        let links = list("links", n, |i| {
            format!(r#"{{"id":"l{i}","from":"MX-L0","to":"MX-L{}"}}"#, i + 1)
        });
        dossier(&[places.as_str(), &links].join(","))
    }),
    ("links in a chain", |n| {
        let places = list("places", n + 1, |i| {
            format!(
                r#"{{"code":"MX-L{i}","name":"n{i}","kind":"camp","lat":{},"lon":{}}}"#,
                i % 89,
                (i * 7) % 179
            )
        });
        let links = list("links", n, |i| {
            format!(r#"{{"id":"l{i}","from":"MX-L{i}","to":"MX-L{}"}}"#, i + 1)
        });
        dossier(&[places.as_str(), &links].join(","))
    }),
    ("closures of one border", |n| {
        let events = list("events", n, |i| {
            measure(
                i,
                "port_closure",
                r#","starts":"2023-12-18/..","border":["US","MX"]"#,
            )
        });
        dossier(&[AUTHORITY, &events].join(","))
    }),
    ("closures and reopenings of one border", |n| {
        let events = list("events", n, |i| {
            let kind = if i % 2 == 0 {
                "port_closure"
            } else {
                "port_reopening"
            };
            measure(
                i,
                kind,
                &format!(r#","starts":"{}","border":["US","MX"]"#, day(i)),
            )
        });
        dossier(&[AUTHORITY, &events].join(","))
    }),
    ("one closure of many places", |n| {
        let places = list("places", n, |i| {
            format!(r#"{{"code":"MX-L{i}","name":"n{i}","kind":"camp","lat":15,"lon":-92}}"#)
        });
        let closed = rows(n, |i| format!(r#""MX-L{i}""#));
        let event = measure(
            0,
            "port_closure",
            &format!(r#","starts":"2023-12-18","places":[{closed}]"#),
        );
        dossier(&[AUTHORITY, &places, &format!("\"events\":[{event}]")].join(","))
    }),
    ("one closed place and many links and sightings", |n| {
        let groups = list("groups", 1, |i| group(i, None));
        let events = rows(n, |i| sighting(i, 0, &day(i), i % 2, ""));
        let closures = rows(n, |i| {
            measure(
                i,
                "port_closure",
                &format!(r#","starts":"{}","places":["MX-L0"]"#, day(i)),
            )
        });
        dossier(
            &[
                AUTHORITY,
                PLACES,
                &groups,
                &format!("\"events\":[{events},{closures}]"),
            ]
            .join(","),
        )
    }),
    ("statistics of one period, all published on one day", |n| {
        dossier(
            &[
                AUTHORITY,
                &list("statistics", n, |i| {
                    statistic(i, "2023-11", "2023-12-15", "")
                }),
            ]
            .join(","),
        )
    }),
    ("statistics of one period in many vintages", |n| {
        dossier(
            &[
                AUTHORITY,
                &list("statistics", n, |i| statistic(i, "2023-11", &day(i), "")),
            ]
            .join(","),
        )
    }),
    ("statistics of overlapping periods", |n| {
        dossier(
            &[
                AUTHORITY,
                &list("statistics", n, |i| {
                    statistic(i, &format!("{}/9999-12-31", day(i)), "2023-12-15", "")
                }),
            ]
            .join(","),
        )
    }),
    ("statistics of one day after the other", |n| {
        dossier(
            &[
                AUTHORITY,
                &list("statistics", n, |i| statistic(i, &day(i), "2023-12-15", "")),
            ]
            .join(","),
        )
    }),
    ("records of a series, each since its first day", |n| {
        let claim = |i| {
            let period = day(i);
            let rank = r#"{"direction":"highest","since":"0001-01-01"}"#;
            let of_it = format!(
                r#""indicator":"i","unit":"encounter","nature":"flow","area":"US","period":"{period}""#
            );
            format!(
                r#"{{"id":"r{i}",{of_it},"status":"A","rank":{rank},"publisher":"us","published":"9999-12-31"}}"#
            )
        };
        let figures = list("statistics", n / 2, |i| {
            statistic(i, &day(i), "9999-12-31", "")
        });
        let claims = (0..n / 2).map(claim).collect::<Vec<_>>().join(",");
        let both = figures.replacen('[', &format!("[{claims},"), 1);
        dossier(&[AUTHORITY, &both].join(","))
    }),
    ("rates over long periods of a daily series", |n| {
        let claim = |i| {
            let period = format!("0001-01-01/{}", day(i + 1));
            format!(
                r#"{{"id":"r{i}","indicator":"i","unit":"encounter","nature":"flow","area":"US","period":"{period}","status":"A","value":9999,"per":"day","publisher":"us","published":"9999-12-31"}}"#
            )
        };
        let figures = list("statistics", n / 2, |i| {
            statistic(i, &day(i), "9999-12-31", "")
        });
        let claims = (0..n / 2).map(claim).collect::<Vec<_>>().join(",");
        let both = figures.replacen('[', &format!("[{claims},"), 1);
        dossier(&[AUTHORITY, &both].join(","))
    }),
    ("statistics of many breakdowns", |n| {
        dossier(
            &[
                AUTHORITY,
                &list("statistics", n, |i| {
                    statistic(
                        i,
                        "2023-11",
                        "2023-12-15",
                        &format!(r#","breakdown":{{"nationality":"x{i}"}}"#),
                    )
                }),
            ]
            .join(","),
        )
    }),
    ("statistics of many dimensions", |n| {
        dossier(
            &[
                AUTHORITY,
                &list("statistics", n, |i| {
                    statistic(
                        i,
                        "2023-11",
                        "2023-12-15",
                        &format!(r#","breakdown":{{"d{i}":"x"}}"#),
                    )
                }),
            ]
            .join(","),
        )
    }),
    ("one statistic of many dimensions", |n| {
        let breakdown = rows(n, |i| format!(r#""d{i}":"x""#));
        let whole = statistic(0, "2023-11", "2023-12-15", "");
        let part = statistic(
            1,
            "2023-11",
            "2023-12-15",
            &format!(r#","breakdown":{{{breakdown}}}"#),
        );
        dossier(&[AUTHORITY, &format!("\"statistics\":[{whole},{part}]")].join(","))
    }),
    ("two shares of one whole of many dimensions", |n| {
        let breakdown = rows(n, |i| format!(r#""d{i}":"x""#));
        let share = |i: usize, sex| {
            let rest = format!(r#","breakdown":{{{breakdown},"sex":"{sex}"}}"#);
            let value = statistic(i, "2023-11", "2023-12-15", &rest);
            value.replace(&format!(r#""value":{i}"#), r#""percent":60"#)
        };
        let shares = [share(0, "female"), share(1, "male")].join(",");
        dossier(&[AUTHORITY, &format!("\"statistics\":[{shares}]")].join(","))
    }),
    ("meetings and demands of the same two", |n| {
        let parties = r#""parties":[{"id":"us","name":"a","kind":"government","country":"US"},{"id":"mx","name":"b","kind":"government","country":"MX"}]"#;
        let events = list("events", n, |i| {
            if i % 2 == 0 {
                format!(
                    r#"{{"id":"e{i}","type":"meeting","on":"2023-12-27","status":"occurred","host":"MX","delegations":[{{"country":"US","head":"us"}},{{"country":"MX","head":"mx"}}],"topics":["t"],"convened_on":"2023-12-20"}}"#
                )
            } else {
                format!(
                    r#"{{"id":"e{i}","type":"demand","on":"2023-12-22","status":"occurred","by":"us","to":["mx"],"text":"t"}}"#
                )
            }
        });
        dossier(&[parties, &events].join(","))
    }),
    ("one meeting of many", |n| {
        let parties = list("parties", n, |i| {
            format!(r#"{{"id":"p{i}","name":"n","kind":"person","country":"US"}}"#)
        });
        let members = rows(n, |i| format!(r#""p{i}""#));
        let event = format!(
            r#""events":[{{"id":"e","type":"meeting","on":"2023-12-27","status":"occurred","host":"MX","delegations":[{{"country":"US","members":[{members}]}},{{"country":"MX","members":["p0"]}}]}}]"#
        );
        dossier(&[parties.as_str(), &event].join(","))
    }),
    ("parties of one name", |n| {
        dossier(&list("parties", n, |i| {
            format!(r#"{{"id":"p{i}","name":"n","kind":"person","since":"2020","until":"2023"}}"#)
        }))
    }),
    ("a group of many sources and countries", |n| {
        let sources = list("sources", n, |i| {
            format!(r#"{{"id":"s{i}","name":"n","kind":"ngo"}}"#)
        });
        let ids = rows(n, |i| format!(r#""s{i}""#));
        let countries = rows(n, |_| "\"MX\"".to_owned());
        let groups = format!(
            r#""groups":[{{"id":"g0","name":"n","mode":"foot","origins":[{countries}],"transit":[{countries}],"sources":[{ids}]}}]"#
        );
        dossier(&[sources.as_str(), &groups].join(","))
    }),
];

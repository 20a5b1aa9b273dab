//! Every route of the service, once: what serves it, and what its description says.

use axum::http::StatusCode;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::app::App;
use crate::kept::{ask, grow};
use crate::{check, journey, openapi, place, reference};

/// A method of a path.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// Parameters of its query: name, whether it must be there, what it is.
    pub(crate) query: &'static [(&'static str, bool, &'static str)],
    pub(crate) answers: &'static str,
    pub(crate) body: Body,
    pub(crate) answer: Answer,
    /// The status of success.
    pub(crate) status: StatusCode,
    /// What it can refuse with, besides what any request with a body can.
    pub(crate) problems: &'static [u16],
    /// Whether its success has the tag of a dossier, and `If-Match` may hold it back.
    pub(crate) is_tagged: bool,
    pub(crate) serves: fn() -> MethodRouter<App>,
}

/// What a request carries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    None,
    Dossier,
    Lines,
    Record,
    Day,
}

/// What an answer is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Nothing,
    /// JSON after a schema of the description.
    Json(&'static str),
    /// A text of this media type.
    Text(&'static str),
}

/// What any request with a body can be refused with.
pub(crate) const WITH_BODY: &[u16] = &[408, 413, 415, 422, 503];
const OF_KEPT: &[u16] = &[400, 404, 412, 500, 503];
const OF_CHANGED: &[u16] = &[400, 404, 412, 500, 503, 507];
/// What a change can be refused with where the dossier may have no room for it, or others refer to what
/// it takes out.
const OF_RECORDS: &[u16] = &[400, 404, 409, 412, 500, 503, 507];

const fn route(
    method: &'static str,
    path: &'static str,
    serves: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        method,
        path,
        query: &[],
        answers: "",
        body: Body::None,
        answer: Answer::Json("Object"),
        status: StatusCode::OK,
        problems: &[400],
        is_tagged: false,
        serves,
    }
}

/// A question to a kept dossier.
const fn kept(
    path: &'static str,
    answers: &'static str,
    serves: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        answers,
        problems: OF_KEPT,
        is_tagged: true,
        ..route("get", path, serves)
    }
}

/// A change of a kept dossier.
const fn change(
    method: &'static str,
    path: &'static str,
    answers: &'static str,
    serves: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        answers,
        problems: OF_CHANGED,
        is_tagged: true,
        answer: Answer::Json("Changed"),
        ..route(method, path, serves)
    }
}

/// All of them, in the order of the description.
pub(crate) const ROUTES: &[Route] = &[
    Route {
        answers: "these requests",
        problems: &[],
        ..route("get", "/", || get(reference::index))
    },
    Route {
        answers: "what is wrong with a dossier",
        query: &[(
            "lenient",
            false,
            "true sets faulty records aside, and checks the rest",
        )],
        body: Body::Dossier,
        ..route("post", "/check", || post(check::check))
    },
    Route {
        answers: "where a group of the dossier is, and when it can be elsewhere",
        query: &[(
            "day",
            false,
            "YYYY-MM-DD; the dossier's own where it is left out",
        )],
        body: Body::Dossier,
        problems: &[400, 404],
        ..route("post", "/journey/{group}", || post(journey::journey))
    },
    Route {
        answers: "the one place of that name",
        query: &[(
            "name",
            true,
            "a place, with its state or country after a comma",
        )],
        problems: &[400, 404, 409],
        ..route("get", "/place", || get(place::place))
    },
    Route {
        answers: "the nearest places",
        query: &[
            ("lat", true, "degrees"),
            ("lon", true, "degrees"),
            (
                "limit",
                false,
                "how many, from 1 to 100; 1 where it is left out",
            ),
        ],
        ..route("get", "/nearest", || get(place::nearest))
    },
    Route {
        answers: "the dossiers that are kept",
        answer: Answer::Json("Dossiers"),
        ..route("get", "/dossiers", || get(ask::list))
    },
    Route {
        answers: "keeps a dossier; its place is in Location",
        body: Body::Dossier,
        answer: Answer::Json("Created"),
        status: StatusCode::CREATED,
        problems: &[400, 409, 500, 507],
        is_tagged: true,
        ..route("post", "/dossiers", || post(grow::create))
    },
    Route {
        answer: Answer::Json("Dossier"),
        ..kept("/dossiers/{id}", "a kept dossier, as it was sent", || {
            get(ask::dossier)
        })
    },
    Route {
        answer: Answer::Nothing,
        status: StatusCode::NO_CONTENT,
        ..change("delete", "/dossiers/{id}", "deletes it", || {
            delete(grow::delete)
        })
    },
    Route {
        body: Body::Lines,
        answer: Answer::Json("Pushed"),
        problems: OF_RECORDS,
        ..change(
            "post",
            "/dossiers/{id}/records",
            "adds records, one a line in any order; 207 where some are set aside",
            || post(grow::push),
        )
    },
    Route {
        answer: Answer::Json("Record"),
        ..kept(
            "/dossiers/{id}/records/{kind}/{record}",
            "a record, as on a line",
            || get(ask::record),
        )
    },
    Route {
        body: Body::Record,
        problems: OF_RECORDS,
        answer: Answer::Json("Replaced"),
        ..change(
            "put",
            "/dossiers/{id}/records/{kind}/{record}",
            "puts another record of that kind and id in its place",
            || put(grow::replace),
        )
    },
    Route {
        problems: OF_RECORDS,
        ..change(
            "delete",
            "/dossiers/{id}/records/{kind}/{record}",
            "takes a record out, unless another refers to it",
            || delete(grow::remove),
        )
    },
    Route {
        body: Body::Day,
        ..change(
            "put",
            "/dossiers/{id}/as-of",
            "moves the day that it is seen from",
            || put(grow::set_as_of),
        )
    },
    kept("/dossiers/{id}/check", "what is wrong with it", || {
        get(ask::check)
    }),
    Route {
        query: &[(
            "day",
            false,
            "YYYY-MM-DD; the dossier's own where it is left out",
        )],
        ..kept("/dossiers/{id}/journey/{group}", "where a group is", || {
            get(ask::journey)
        })
    },
    kept(
        "/dossiers/{id}/claims/{group}",
        "who says how many a group has",
        || get(ask::claims),
    ),
    kept(
        "/dossiers/{id}/ledger/{group}",
        "how many a group can have",
        || get(ask::ledger),
    ),
    Route {
        problems: &[400, 404, 412, 422, 500, 503],
        ..kept(
            "/dossiers/{id}/flows",
            "who went from where to where",
            || get(ask::flows),
        )
    },
    Route {
        answer: Answer::Text("application/geo+json"),
        ..kept("/dossiers/{id}/map.geojson", "all of it for a map", || {
            get(ask::map_geojson)
        })
    },
    Route {
        answer: Answer::Text("image/svg+xml"),
        ..kept("/dossiers/{id}/map.svg", "a plain map", || {
            get(ask::map_svg)
        })
    },
    Route {
        answers: "the JSON Schema of a dossier",
        problems: &[],
        answer: Answer::Text("application/schema+json"),
        ..route("get", "/schema", || get(reference::schema))
    },
    Route {
        answers: "this description, as OpenAPI 3.1",
        problems: &[],
        ..route("get", "/openapi.json", || get(openapi::openapi))
    },
    Route {
        answers: "what a code means",
        answer: Answer::Text("text/markdown; charset=utf-8"),
        problems: &[400, 404],
        ..route("get", "/codes/{code}", || get(reference::code))
    },
];

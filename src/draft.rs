//! Drafts: records under construction.
//!
//! A draft takes plain values and keeps the first fault with its path. Building it returns the
//! record or that fault. Records themselves are always valid and have no setters.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::code::Code;
use crate::error::Error;
use crate::shown::shortened;
use crate::text::Text;

/// A record under construction, like `http::request::Builder` for a request.
///
/// Setters take whatever converts into the value: `"2023-12-27"` or a `NaiveDate` for a day,
/// `6_000` or `"more than 6,000"` for a headcount, text or an [`Id`](crate::Id) for a reference. A
/// value that is refused does not end the chain: the first fault is kept with its path, and
/// [`build`](Self::build) returns it. A draft that becomes part of another one (a source in a
/// dossier, a part in a split) is passed unbuilt, and is built there.
///
/// ```
/// use corridor::Event;
///
/// let event = Event::sighting("e5", "2023-12-27", "exodus", "MX07032")
///     .headcount("more than 6,000")
///     .source("efe")
///     .build()?;
/// let corrected = event.to_draft().headcount(5_500).without("sources").build()?;
/// assert_eq!(corrected.headcount().map(|figure| figure.estimate().best()), Some(5_500));
/// assert!(corrected.sources().is_empty());
///
/// let fault = event.to_draft().headcount("a zillion").on("yesterday").build().unwrap_err();
/// assert_eq!(fault.path(), "headcount");
/// # Ok::<(), corridor::Error>(())
/// ```
#[must_use = "a draft does nothing until it is built or added to a dossier"]
pub struct Draft<T: Drafted> {
    keys: T::Keys,
    fault: Option<Error>,
}

/// A type that can be drafted. Sealed, because its module is private.
pub trait Drafted: Sized {
    /// The keys of the wire form, any of which may still be absent.
    type Keys: Clone + fmt::Debug;
    /// The list of a dossier that holds such records; empty if there is none.
    const LIST: &'static str;

    /// Makes the record, if nothing is missing or misplaced.
    ///
    /// # Errors
    /// The first fault, with its path and the record's name.
    fn assemble(keys: Self::Keys) -> Result<Self, Error>;

    /// The keys of a record.
    fn to_keys(&self) -> Self::Keys;

    /// How a message names the record: its kind and, if known, its id.
    fn name(keys: &Self::Keys) -> String;

    /// Removes the value of a key. Returns false if there is no such key.
    fn clear(keys: &mut Self::Keys, key: &str) -> bool;
}

impl<T: Drafted> Draft<T> {
    pub(crate) fn from_keys(keys: T::Keys) -> Self {
        Self { keys, fault: None }
    }

    /// Sets a key to a value that may be refused.
    pub(crate) fn set<X, E: Into<Error>>(
        mut self,
        key: &str,
        value: Result<X, E>,
        put: impl FnOnce(&mut T::Keys, X),
    ) -> Self {
        if self.fault.is_none() {
            match value {
                Ok(value) => put(&mut self.keys, value),
                Err(error) => self.fault = Some(error.into().at(key)),
            }
        }
        self
    }

    /// Sets a key to a value that needs no check yet.
    pub(crate) fn put(mut self, put: impl FnOnce(&mut T::Keys)) -> Self {
        if self.fault.is_none() {
            put(&mut self.keys);
        }
        self
    }

    /// Keeps a fault, unless there is one already.
    pub(crate) fn fail(mut self, fault: impl FnOnce(&T::Keys) -> Error) -> Self {
        if self.fault.is_none() {
            self.fault = Some(fault(&self.keys));
        }
        self
    }

    /// Sets the text with a given name, in a map from names to texts.
    pub(crate) fn set_named(
        self,
        key: &str,
        (name, text): (&str, &str),
        texts: impl FnOnce(&mut T::Keys) -> &mut BTreeMap<Text, Text>,
    ) -> Self {
        let named = Text::try_new(name).and_then(|name| Ok((name, Text::try_new(text)?)));
        self.set(key, named, |keys, (name, text)| {
            texts(keys).insert(name, text);
        })
    }

    /// Adds a value that may be refused to the end of a list.
    pub(crate) fn add<X, E: Into<Error>>(
        mut self,
        key: &str,
        value: Result<X, E>,
        list: impl FnOnce(&mut T::Keys) -> &mut Vec<X>,
    ) -> Self {
        if self.fault.is_none() {
            let list = list(&mut self.keys);
            match value {
                Ok(value) => list.push(value),
                Err(error) => {
                    let index = list.len();
                    self.fault = Some(error.into().at(format_args!("{key}[{index}]")));
                }
            }
        }
        self
    }

    /// Removes the value of a key, named as on the wire. [`build`](Self::build) then fails if the
    /// record needs the key ([`Code::KeyMissing`]), or if such a record never has it
    /// ([`Code::KeyUnknown`]).
    pub fn without(mut self, key: &str) -> Self {
        if self.fault.is_none() && !T::clear(&mut self.keys, key) {
            let shown: String = shortened(key);
            self.fault = Some(Error::new(
                Code::KeyUnknown,
                format_args!("{shown:?} is not a key of this record"),
            ));
        }
        self
    }

    /// Builds the record.
    ///
    /// # Errors
    /// The first fault: a value that was refused when it was set, a missing key that the record
    /// needs ([`Code::KeyMissing`]), a key that it cannot have ([`Code::KeyMisplaced`]), or values
    /// that contradict each other.
    pub fn build(self) -> Result<T, Error> {
        let Some(fault) = self.fault else {
            return T::assemble(self.keys);
        };
        let name = T::name(&self.keys);
        // A dossier has no name, so the fault keeps the name of its record.
        Err(if name.is_empty() {
            fault
        } else {
            fault.of_record(name, T::LIST)
        })
    }
}

impl<T: Drafted> Clone for Draft<T> {
    fn clone(&self) -> Self {
        Self {
            keys: self.keys.clone(),
            fault: self.fault.clone(),
        }
    }
}

impl<T: Drafted> fmt::Debug for Draft<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("keys", &self.keys)
            .field("fault", &self.fault)
            .finish()
    }
}

/// The name of a record that may not have its id yet.
pub(crate) fn name_of(what: &str, id: Option<impl fmt::Display>) -> String {
    match id {
        Some(id) => format!("{what} {id}"),
        // These have no id.
        None if matches!(what, "delegation" | "part" | "quota") => format!("a {what}"),
        None if what.starts_with('e') => format!("an {what} without an id"),
        None => format!("a {what} without an id"),
    }
}

/// Implements `TryFrom` a draft, so that a draft is accepted wherever the record is.
macro_rules! built {
    ($($type:ty),+ $(,)?) => {$(
        impl TryFrom<$crate::draft::Draft<$type>> for $type {
            type Error = $crate::error::Error;

            fn try_from(draft: $crate::draft::Draft<$type>) -> Result<Self, Self::Error> {
                draft.build()
            }
        }

        impl $type {
            /// A draft with the same keys, from which to build a changed copy.
            pub fn to_draft(&self) -> $crate::draft::Draft<Self> {
                $crate::draft::Draft::from_keys($crate::draft::Drafted::to_keys(self))
            }
        }
    )+};
}

/// The error for a required key that is absent.
pub(crate) fn missing(what: &str, key: &str) -> Error {
    Error::new(Code::KeyMissing, format_args!("{what} needs {key:?}"))
}

/// Attributes a fault to its record. A part that is in no list of a dossier is named by the record
/// that holds it.
pub(crate) fn in_record(fault: Error, name: &str, list: &'static str) -> Error {
    if list.is_empty() {
        fault
    } else {
        fault.of_record(name, list)
    }
}

/// Reads the keys of a record and assembles them.
pub(crate) fn read<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Drafted<Keys: Deserialize<'de>>,
    D: Deserializer<'de>,
{
    T::assemble(T::Keys::deserialize(deserializer)?).map_err(Error::into_serde)
}

/// Whether a key is left out when its record is written.
pub(crate) trait Key {
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T> Key for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Key for bool {
    fn is_absent(&self) -> bool {
        !self
    }
}

impl<T> Key for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// Implements [`Key`] for types that are always written.
macro_rules! always {
    ($($type:ty),+ $(,)?) => {$( impl $crate::draft::Key for $type {} )+};
}

pub(crate) use always;

/// Declares a record once, key by key: how it is read, written, drafted and queried.
///
/// A key is `needs` (required), `may` (optional), `flag` (true or absent) or `list`. Its kind
/// decides what a setter takes and an accessor returns: `id`, `text`, `copy` (a `Copy` value), `own`
/// (any other), or `hidden` (setters and accessors are written by hand).
macro_rules! record {
    (
        $(#[$meta:meta])*
        $record:ident from $keys:ident, $what:literal named by $name:ident, in $list:literal,
        expecting $expecting:literal $(, checked by $check:path)? {
            $( $need:ident $kind:ident $key:ident: $type:ty $(, $one:ident / $many:ident)?, $doc:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
        pub struct $record {
            $(
                #[serde(skip_serializing_if = "crate::draft::Key::is_absent")]
                $key: $crate::draft::record!(@held $need $type),
            )+
        }

        /// The keys of the wire form, any of which may be absent.
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        #[serde(remote = "Self", default, expecting = $expecting)]
        pub struct $keys {
            $( $key: $crate::draft::record!(@drafted $need $type), )+
        }

        $crate::object::object_read!($keys);

        impl $record {
            $( $crate::draft::record!(@get $need $kind $key $type, $doc); )+
        }

        impl $crate::draft::Draft<$record> {
            $( $crate::draft::record!(@set $need $kind $key $type, $doc $(, $one / $many)?); )+
        }

        impl $crate::draft::Drafted for $record {
            type Keys = $keys;
            const LIST: &'static str = $list;

            fn assemble(keys: $keys) -> Result<Self, $crate::error::Error> {
                let name = <Self as $crate::draft::Drafted>::name(&keys);
                let record = Self {
                    $( $key: $crate::draft::record!(@take $need keys $key $what name $list), )+
                };
                $( $check(&record).map_err(|fault| $crate::draft::in_record(fault, &name, $list))?; )?
                Ok(record)
            }

            fn to_keys(&self) -> $keys {
                $keys { $( $key: $crate::draft::record!(@give $need self $key), )+ }
            }

            fn name(keys: &$keys) -> String {
                $crate::draft::name_of($what, keys.$name.as_ref())
            }

            fn clear(keys: &mut $keys, key: &str) -> bool {
                match key {
                    $( stringify!($key) => keys.$key = Default::default(), )+
                    _ => return false,
                }
                true
            }
        }

        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::draft::read(deserializer)
            }
        }

        $crate::draft::built!($record);
    };

    (@held needs $type:ty) => { $type };
    (@held may $type:ty) => { Option<$type> };
    (@held flag $type:ty) => { $type };
    (@held list $type:ty) => { Vec<$type> };
    (@drafted flag $type:ty) => { $type };
    (@drafted list $type:ty) => { Vec<$type> };
    (@drafted $need:ident $type:ty) => { Option<$type> };

    (@take needs $keys:ident $key:ident $what:literal $name:ident $list:literal) => {
        match $keys.$key {
            Some(value) => value,
            None => {
                let fault = $crate::draft::missing(concat!("a ", $what), stringify!($key));
                return Err($crate::draft::in_record(fault, &$name, $list));
            }
        }
    };
    (@take $need:ident $keys:ident $key:ident $what:literal $name:ident $list:literal) => {
        $keys.$key
    };
    (@give needs $self:ident $key:ident) => { Some($self.$key.clone()) };
    (@give $need:ident $self:ident $key:ident) => { $self.$key.clone() };

    (@get $need:ident hidden $key:ident $type:ty, $doc:literal) => {};
    (@get needs id $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> &$type { &self.$key }
    };
    (@get needs own $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> &$type { &self.$key }
    };
    (@get needs text $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> &str { self.$key.as_str() }
    };
    (@get needs copy $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> $type { self.$key }
    };
    (@get may text $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<&str> { self.$key.as_ref().map(|text| text.as_str()) }
    };
    (@get may copy $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<$type> { self.$key }
    };
    (@get may $kind:ident $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> Option<&$type> { self.$key.as_ref() }
    };
    (@get list $kind:ident $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(&self) -> &[$type] { &self.$key }
    };

    (@set $need:ident hidden $key:ident $type:ty, $doc:literal) => {};
    (@set list $kind:ident $key:ident $type:ty, $doc:literal, $one:ident / $many:ident) => {
        #[doc = $doc]
        ///
        /// Adds one.
        pub fn $one(
            self,
            value: impl TryInto<$type, Error: Into<$crate::error::Error>>,
        ) -> Self {
            self.add(stringify!($key), value.try_into(), |keys| &mut keys.$key)
        }

        #[doc = $doc]
        ///
        /// Adds each.
        pub fn $many(
            self,
            values: impl IntoIterator<Item: TryInto<$type, Error: Into<$crate::error::Error>>>,
        ) -> Self {
            values.into_iter().fold(self, Self::$one)
        }
    };
    (@set $need:ident text $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(self, value: impl AsRef<str>) -> Self {
            let value = $crate::text::Text::try_new(value.as_ref());
            self.set(stringify!($key), value, |keys, value| keys.$key = Some(value))
        }
    };
    (@set $need:ident $kind:ident $key:ident $type:ty, $doc:literal) => {
        #[doc = $doc]
        pub fn $key(
            self,
            value: impl TryInto<$type, Error: Into<$crate::error::Error>>,
        ) -> Self {
            self.set(stringify!($key), value.try_into(), |keys, value| keys.$key = Some(value))
        }
    };
}

pub(crate) use {built, record};

//! The wire form of a table: its flows, in order.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Flow, FlowError, FlowTable, Zone};
use crate::error::refuse;
use crate::object::Object;

/// `{"flows": [{"origin", "destination", "period", "people"}, …]}`, in order of origin,
/// destination and period: equal tables have equal bytes.
impl<Z: Zone + Serialize> Serialize for FlowTable<Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("FlowTable", 1)?;
        table.serialize_field("flows", &Flows(self))?;
        table.end()
    }
}

/// The flows of a table, in order.
pub(super) struct Flows<'t, Z>(pub(super) &'t FlowTable<Z>);

impl<Z: Zone + Serialize> Serialize for Flows<'_, Z> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

/// Reads rows in any order. A second row for a flow is refused, because it may be a mistake or
/// meant to be added.
impl<'de, Z: Zone + Deserialize<'de>> Deserialize<'de> for FlowTable<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(
            rename = "FlowTable",
            expecting = "an object with flows",
            bound = "Z: Zone + Deserialize<'de>"
        )]
        struct Read<Z> {
            flows: Rows<Z>,
        }

        let Read { flows } = Read::deserialize(Object(deserializer))?;
        Ok(flows.0)
    }
}

struct Rows<Z>(FlowTable<Z>);

impl<'de, Z: Zone + Deserialize<'de>> Deserialize<'de> for Rows<Z> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<Z>(PhantomData<Z>);

        impl<'de, Z: Zone + Deserialize<'de>> Visitor<'de> for List<Z> {
            type Value = FlowTable<Z>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of flows")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<FlowTable<Z>, A::Error> {
                let mut table = FlowTable::default();
                while let Some(flow) = list.next_element::<Flow<Z>>()? {
                    let (origin, destination) = (flow.origin(), flow.destination());
                    let added = match table.get(origin, destination, flow.period()) {
                        None => table.add(origin, destination, flow.period(), flow.people()),
                        Some(_) => Err(FlowError::Repeated {
                            origin: origin.to_string().into(),
                            destination: destination.to_string().into(),
                            period: flow.period(),
                        }
                        .into()),
                    };
                    added.map_err(|error| refuse(error.code(), &error))?;
                }
                Ok(table)
            }
        }

        deserializer.deserialize_seq(List(PhantomData)).map(Rows)
    }
}

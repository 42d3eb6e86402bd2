//! Properties: what CycloneDX has no field for.

use std::borrow::Cow;

use serde::Serialize;

/// A name, which begins with `fetter:`, and a value. A name may come more than once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Property<'bill> {
    name: &'static str,
    value: Cow<'bill, str>,
}

/// Collects properties.
#[derive(Default)]
pub(super) struct Properties<'bill>(pub(super) Vec<Property<'bill>>);

impl<'bill> Properties<'bill> {
    pub(super) fn add(&mut self, name: &'static str, value: impl Into<Cow<'bill, str>>) -> &mut Self {
        self.0.push(Property { name, value: value.into() });
        self
    }

    pub(super) fn add_all<T: Into<Cow<'bill, str>>>(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        for value in values {
            self.add(name, value);
        }
        self
    }
}

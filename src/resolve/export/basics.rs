//! `basics`: the person, the address, the profiles.

use super::{Export, Fields};
use crate::resume::{Basics, Location};
use serde_json::{Map, Value};

impl Export<'_> {
    pub(super) fn basics(&mut self, basics: &Basics) -> Value {
        let mut fields = Fields(Map::new());
        fields.put("name", self.text(basics.name.as_ref()));
        fields.put("label", self.text(basics.label.as_ref()));
        fields.put("image", self.text(basics.image.as_ref()));
        for (name, texts) in [("email", &basics.email), ("phone", &basics.phone)] {
            let mut texts = texts.iter();
            fields.put(name, texts.next().and_then(|text| self.text(Some(text))));
            texts.for_each(|text| self.lost(text.span, &format!("a second `{name}`")));
        }
        fields.put("url", self.url(basics.url.as_ref()));
        fields.put("summary", self.text(basics.summary.as_ref()));
        if let Some(location) = &basics.location {
            let location = self.address(location);
            fields.0.insert("location".to_owned(), location);
        }
        let mut profiles = Vec::new();
        for profile in &basics.profiles {
            let mut fields = Fields(Map::new());
            fields.put("network", self.text(profile.network.as_ref()));
            fields.put("username", self.text(profile.username.as_ref()));
            fields.put("url", self.url(profile.url.as_ref()));
            profiles.push(Value::Object(fields.0));
        }
        if !profiles.is_empty() {
            fields.0.insert("profiles".to_owned(), profiles.into());
        }
        Value::Object(fields.0)
    }

    fn address(&mut self, location: &Location) -> Value {
        let mut fields = Fields(Map::new());
        match location {
            Location::Text(text) => fields.put("address", self.text(Some(text))),
            Location::Address(address) => {
                fields.put("address", self.text(address.address.as_ref()));
                fields.put("postalCode", self.text(address.postal_code.as_ref()));
                fields.put("city", self.text(address.city.as_ref()));
                fields.put("countryCode", self.text(address.country_code.as_ref()));
                let region = self.text(address.region.as_ref());
                // The name of a country has no place of its own; its code has.
                let country =
                    self.text(address.country.as_ref().filter(|_| address.country_code.is_none()));
                let parts: Vec<String> = [region, country].into_iter().flatten().collect();
                fields.put("region", (!parts.is_empty()).then(|| parts.join(", ")));
            }
        }
        Value::Object(fields.0)
    }
}

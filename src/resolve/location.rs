//! Addresses in the order and with the marks of the language; the country only where it is another.

use super::context::Context;
use super::locale::{self, Locale, Patterns};
use super::names;
use crate::resume::{Address, LanguageTag, Location};
use crate::script::sets_no_blanks;
use std::sync::Arc;

/// A location in the order and with the punctuation of the language.
pub(super) fn print_location(location: &Location, context: &mut Context<'_>) -> String {
    match location {
        Location::Text(text) => context.plain_or_empty(Some(text)),
        Location::Address(address) => print_address(address, context),
    }
}

fn print_address(address: &Address, context: &mut Context<'_>) -> String {
    let mut parts = Parts {
        address: context.plain_or_empty(address.address.as_ref()),
        postal_code: context.plain_or_empty(address.postal_code.as_ref()),
        city: context.plain_or_empty(address.city.as_ref()),
        region: context.plain_or_empty(address.region.as_ref()),
        country: country(address, context),
    };
    // Beijing is a city and a province, Singapore a city and a country.
    if parts.city == parts.region {
        parts.region.clear();
    }
    if parts.city == parts.country {
        parts.country.clear();
    }
    let (region, foreign) = abroad(address, context);
    let patterns = &context.locale.patterns;
    if parts.postal_code.starts_with(|c: char| c.is_ascii_digit()) {
        parts.postal_code =
            format!("{}{}", patterns.postal_mark, parted(&parts.postal_code, patterns));
    }
    // A district in the place of the region is a part of the city.
    let there = foreign.as_ref().map_or(patterns, |locale| &locale.patterns);
    let is_city = |name: &str| there.great_cities.iter().any(|city| city == name);
    let is_within = |name: &str| !name.is_empty() && !is_city(name);
    if is_district(&parts.region) && !is_district(&parts.city)
        || is_city(&parts.city) && is_within(&parts.region)
    {
        std::mem::swap(&mut parts.region, &mut parts.city);
    }
    let by_country = region.as_ref().and_then(|region| there.order_by_country.get(region));
    let order = by_country.unwrap_or(&there.location_order);
    let mut printed = String::new();
    for item in order {
        let text = parts.item(item);
        if text.is_empty() {
            continue;
        }
        if let Some(before) = printed.chars().next_back() {
            let separator = &patterns.location_separator;
            // Without the region behind the city, the code goes on behind the city.
            let is_rest = item.starts_with("region ") && text == parts.postal_code;
            let is_code = |text: &str| !text.is_empty() && text == parts.postal_code;
            let is_closed = !is_code(&text)
                && !is_code(&printed)
                && sets_no_blanks(before)
                && !text.starts_with(|c: char| c.is_alphabetic() && !sets_no_blanks(c));
            let is_apart = separator.is_empty() && !is_closed || is_rest;
            // Two names in katakana would be read as one: オーストリア・ウィーン.
            let is_foreign = is_katakana(before) && text.starts_with(is_katakana);
            printed += if is_apart {
                " "
            } else if is_foreign && separator.is_empty() {
                "・"
            } else {
                separator
            };
        }
        printed += &text;
    }
    printed
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// A postal code of figures one behind the other, with the hyphen that the country sets: `150-0002`.
fn parted(code: &str, patterns: &Patterns) -> String {
    let is_bare = code.len() == 7 && code.bytes().all(|c| c.is_ascii_digit());
    if is_bare && !patterns.postal_mark.is_empty() {
        return format!("{}-{}", &code[..3], &code[3..]);
    }
    code.to_owned()
}

/// The country of an address, or of the language, where its code is known; and its locale if another language is at
/// home there and both are written in Latin letters: `10115 Berlin, Germany`.
fn abroad(address: &Address, context: &mut Context<'_>) -> (Option<String>, Option<Arc<Locale>>) {
    let written = context.plain_or_empty(address.country.as_ref());
    let code = context.plain_or_empty(address.country_code.as_ref());
    let is_code = |text: &str| text.len() == 2 && text.bytes().all(|c| c.is_ascii_alphabetic());
    let named = |text: String| {
        if is_code(&text) { Some(text) } else { names::code(&text, &context.language) }
    };
    let code = [code, written].into_iter().filter(|text| !text.is_empty()).find_map(named);
    let code = code.map(|code| code.to_uppercase());
    let code = code.map(|code| if code == "UK" { "GB".to_owned() } else { code });
    let own = context.language.maximized();
    let region = code.or_else(|| own.region().map(str::to_owned));
    let Some(there) = region.as_deref().filter(|there| own.region() != Some(there)) else {
        return (region, None);
    };
    let in_own = format!("{}-{there}", own.language());
    let there = if locale::tags().contains(&in_own) {
        in_own.parse().ok()
    } else {
        LanguageTag::of_country(there)
    };
    let is_latin = |tag: &LanguageTag| tag.maximized().script() == Some("Latn");
    let there = there.filter(|there| is_latin(there) && is_latin(&own));
    let found = there.map(|there| Locale::find(&there)).filter(|(_, is_its)| *is_its);
    (region, found.map(|(locale, _)| locale))
}

/// The name of the country, empty where it goes without saying: at home, if anything else is known.
fn country(address: &Address, context: &mut Context<'_>) -> String {
    let written = context.plain_or_empty(address.country.as_ref());
    let code = context.plain_or_empty(address.country_code.as_ref());
    let named = |text: &str| names::country(text, &context.language).unwrap_or(text.to_owned());
    let name = if written.is_empty() { named(&code) } else { named(&written) };
    let has_more =
        [&address.address, &address.city, &address.region].iter().any(|part| part.is_some());
    let home = home(context);
    let is_home = home.as_ref().is_some_and(|home| {
        let is_code = |text: &str| text.eq_ignore_ascii_case(home);
        is_code(&code) && written.is_empty()
            || is_code(&written)
            || names::country(home, &context.language).is_some_and(|own| own == written)
    });
    if is_home && has_more { String::new() } else { name }
}

/// The country in which a document of the language is at home. English is written everywhere.
fn home(context: &Context<'_>) -> Option<String> {
    let tag = &context.language;
    let is_everywhere = tag.language() == "en" && tag.region().is_none();
    tag.maximized().region().filter(|_| !is_everywhere).map(str::to_owned)
}

/// Whether `name` is a part of a city: 海淀区, 大安區, 강남구, Quận 1, เขตวัฒนา. Autonomous regions are provinces.
fn is_district(name: &str) -> bool {
    let before = ["Quận ", "Q. ", "Huyện ", "Phường ", "Thị xã ", "เขต", "อำเภอ", "อ."];
    let behind = [" District", "-gu", "-ku", " Qu"];
    before.iter().any(|word| name.starts_with(word))
        || behind.iter().any(|word| name.ends_with(word))
        || name.ends_with(['区', '區', '县', '縣', '구', '군'])
            && !["自治区", "自治區", "行政区", "行政區"].iter().any(|end| name.ends_with(end))
}

struct Parts {
    address: String,
    postal_code: String,
    city: String,
    region: String,
    country: String,
}

impl Parts {
    fn part(&self, name: &str) -> &str {
        match name {
            "address" => &self.address,
            "postal-code" => &self.postal_code,
            "city" => &self.city,
            "region" => &self.region,
            "country" => &self.country,
            _ => "",
        }
    }

    /// An item of the order: parts joined by a blank, or a pattern with `{part}` and `[ … ]`.
    fn item(&self, item: &str) -> String {
        if !item.contains('{') {
            let parts = item.split(' ').map(|name| self.part(name)).filter(|part| !part.is_empty());
            return parts.collect::<Vec<_>>().join(" ");
        }
        let mut text = String::new();
        let mut rest = item;
        while let Some(open) = rest.find(['{', '[']) {
            text.push_str(&rest[..open]);
            let is_group = rest[open..].starts_with('[');
            let close = rest[open..].find(if is_group { ']' } else { '}' });
            let Some(close) = close.map(|close| open + close) else { break };
            let inner = &rest[open + 1..close];
            if is_group {
                let name =
                    inner.split_once('{').and_then(|(_, name)| Some(name.split_once('}')?.0));
                let part = name.map_or("", |name| self.part(name));
                if !part.is_empty() {
                    text.push_str(
                        &inner.replace(&format!("{{{}}}", name.unwrap_or_default()), part),
                    );
                }
            } else {
                text.push_str(self.part(inner));
            }
            rest = &rest[close + 1..];
        }
        (text + rest).trim_matches([' ', ',', '–', '-']).to_owned()
    }
}

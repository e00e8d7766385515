//! The names of languages and countries, from CLDR, a file a language in `data/names/`.

use super::locale::fallbacks;
use crate::assets;
use crate::resume::LanguageTag;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Names by code, in one language.
#[derive(Debug, Deserialize)]
struct Names {
    languages: BTreeMap<String, String>,
    countries: BTreeMap<String, String>,
}

/// What the country with the ISO 3166 code `code` is called in `language`.
pub(super) fn country(code: &str, language: &LanguageTag) -> Option<String> {
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
    let code = if code.eq_ignore_ascii_case("uk") { "GB".to_owned() } else { code.to_uppercase() };
    names(language).filter(|_| is_code)?.countries.get(&code).cloned()
}

/// The code of the country that `name` names in `language`, or in English.
pub(super) fn code(name: &str, language: &LanguageTag) -> Option<String> {
    let in_names = |names: Arc<Names>| {
        let mut known = names.countries.iter();
        known.find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(code, _)| code.clone())
    };
    names(language).and_then(in_names).or_else(|| load("en").and_then(in_names))
}

/// What the language that `text` names is called in `language`: by its code, or by its English name.
pub(super) fn spoken(text: &str, language: &LanguageTag) -> Option<String> {
    let text = text.trim();
    let names = names(language)?;
    let code = match text.len() {
        2 => text.to_lowercase(),
        3 => two_letters(&text.to_lowercase()).unwrap_or(text).to_owned(),
        _ => text.to_owned(),
    };
    if let Some(name) = names.languages.get(&code) {
        return Some(name.clone());
    }
    let english = load("en")?;
    let mut known = english.languages.iter();
    let (code, _) = known.find(|(_, name)| name.eq_ignore_ascii_case(text))?;
    names.languages.get(code).cloned()
}

/// The code of two letters of the language whose code of three letters is `code`, in either list of ISO 639-2.
#[rustfmt::skip]
fn two_letters(code: &str) -> Option<&'static str> {
    const CODES: &str = "ara:ar bul:bg cat:ca ces:cs cze:cs dan:da deu:de ger:de ell:el gre:el eng:en est:et eus:eu baq:eu fas:fa per:fa \
        fin:fi fra:fr fre:fr gle:ga glg:gl heb:he hin:hi hrv:hr hun:hu ind:id isl:is ice:is ita:it jpn:ja kor:ko lav:lv lit:lt mkd:mk \
        mac:mk mlt:mt nld:nl dut:nl nob:nb nor:no pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl spa:es sqi:sq alb:sq srp:sr \
        swe:sv tha:th tur:tr ukr:uk vie:vi zho:zh chi:zh";
    CODES.split_whitespace().filter_map(|pair| pair.split_once(':')).find(|(long, _)| *long == code).map(|(_, short)| short)
}

fn names(language: &LanguageTag) -> Option<Arc<Names>> {
    fallbacks(language).iter().find_map(|tag| load(&tag.to_string()))
}

/// The file `name`, which is parsed only once.
fn load(name: &str) -> Option<Arc<Names>> {
    static LOADED: Mutex<BTreeMap<String, Arc<Names>>> = Mutex::new(BTreeMap::new());
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = loaded.get(name) {
        return Some(Arc::clone(known));
    }
    let names: Arc<Names> = Arc::new(assets::table(&format!("names/{name}.toml"))?);
    loaded.insert(name.to_owned(), Arc::clone(&names));
    Some(names)
}

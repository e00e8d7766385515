//! The networks people have accounts on, from `data/networks.toml`.

use super::locale::fallbacks;
use crate::assets;
use crate::resume::LanguageTag;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A network.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Network {
    /// Its id, which is also the name of its drawing.
    #[serde(skip)]
    pub key: String,
    name: Name,
    #[serde(rename = "match")]
    spellings: Vec<String>,
    #[serde(default)]
    hosts: Vec<String>,
    /// Where a `{username}` leads.
    pub url: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Name {
    One(String),
    Localized(BTreeMap<String, String>),
}

static NETWORKS: LazyLock<Vec<Network>> = LazyLock::new(|| {
    let content = assets::data("networks.toml");
    let text = content.as_ref().and_then(|content| std::str::from_utf8(content.as_ref()).ok());
    let table: BTreeMap<String, Network> =
        text.and_then(|text| toml::from_str(text).ok()).unwrap_or_default();
    table.into_iter().map(|(key, network)| Network { key, ..network }).collect()
});

/// The network that people call `written`, or that has `url`.
pub(super) fn find(written: &str, url: Option<&str>) -> Option<Network> {
    let written = written.trim().to_lowercase();
    let by_name = || {
        let is_it =
            |network: &&Network| network.key == written || network.spellings.contains(&written);
        NETWORKS.iter().find(is_it)
    };
    let by_host = || NETWORKS.iter().find(|network| network.is_at(url));
    if written.is_empty() { by_host() } else { by_name() }.cloned()
}

impl Network {
    /// The network's name in `language`.
    pub(super) fn name(&self, language: &LanguageTag) -> String {
        match &self.name {
            Name::One(name) => name.clone(),
            Name::Localized(names) => fallbacks(language)
                .iter()
                .find_map(|tag| names.get(&tag.to_string()))
                .or_else(|| names.get("en"))
                .or_else(|| names.values().next())
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// Whether `url` leads to the network.
    pub(super) fn is_at(&self, url: Option<&str>) -> bool {
        let host = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
        self.hosts.iter().any(|known| {
            host.strip_suffix(known.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_told_by_name_and_by_host() {
        assert_eq!(find("GitHub", None).unwrap().key, "github");
        assert_eq!(find("", Some("https://www.zhihu.com/people/x")).unwrap().key, "zhihu");
        assert!(find("", Some("https://notgithub.com/x")).is_none());
        assert_eq!(find("知乎", None).unwrap().name(&"zh-Hans".parse().unwrap()), "知乎");
    }
}

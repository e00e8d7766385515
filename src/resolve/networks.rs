//! The networks people have accounts on, from `data/networks.toml`.

use super::link::is_host;
use super::locale::{fallbacks, fill};
use super::phone;
use crate::assets;
use crate::resume::LanguageTag;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A network.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Network {
    /// Its id.
    #[serde(skip)]
    pub key: String,
    name: Name,
    #[serde(rename = "match")]
    spellings: Vec<String>,
    #[serde(default)]
    hosts: Vec<String>,
    /// Where a `{username}` leads.
    pub url: Option<String>,
    /// Where a `{username}` of figures leads.
    number: Option<String>,
    /// Where `name@host` leads, where each server is another.
    server: Option<String>,
    /// Where a `{username}` without a dot leads.
    short: Option<String>,
    /// Where the telephone number of an account leads, by its figures.
    phone: Option<String>,
    /// The same, of a number with the code of its country only.
    abroad: Option<String>,
    /// The name of its drawing, if that is another's.
    icon: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Name {
    One(String),
    Localized(BTreeMap<String, String>),
}

static NETWORKS: LazyLock<Vec<Network>> = LazyLock::new(|| {
    let table: BTreeMap<String, Network> = assets::table("networks.toml").unwrap_or_default();
    table.into_iter().map(|(key, network)| Network { key, ..network }).collect()
});

/// The network that people call `written`, or that has `url`.
pub(super) fn find(written: &str, url: Option<&str>) -> Option<Network> {
    let written = written.trim().trim_end_matches(['：', ':']).to_lowercase();
    let by_name = || {
        let is_it =
            |network: &&Network| network.key == written || network.spellings.contains(&written);
        NETWORKS.iter().find(is_it)
    };
    // The longest host: `career.habr.com` before `habr.com`.
    let by_host = || {
        let found = NETWORKS.iter().filter(|network| network.is_at(url));
        found.max_by_key(|network| network.hosts.iter().map(String::len).max())
    };
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

    /// The address of the account `username`, if it can be told for certain.
    pub(super) fn address(&self, username: &str) -> Option<String> {
        let username = username.trim().trim_start_matches(['@', '＠']);
        let is_number = !username.is_empty() && username.bytes().all(|byte| byte.is_ascii_digit());
        let number = self.number.as_ref().filter(|_| is_number);
        let short = self.short.as_ref().filter(|_| !username.contains('.'));
        let url = number.or(short).or(self.url.as_ref()).filter(|_| !username.is_empty())?;
        // In a host name there is room for letters, digits and hyphens only.
        let is_host = url.starts_with("https://{username}");
        let fits = username.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (!is_host || fits).then(|| fill(url, &[("username", username)]))
    }

    /// The address of the account `name@host`, where each server is another.
    pub(super) fn on_server(&self, account: &str) -> Option<String> {
        let (name, host) = account.trim_start_matches('@').split_once('@')?;
        let url = self.server.as_ref().filter(|_| is_host(host) && !name.is_empty())?;
        Some(fill(url, &[("username", name), ("host", host)]))
    }

    /// The address of the account with the telephone number `written`.
    pub(super) fn dialled(&self, written: &str) -> Option<String> {
        let number = phone::address(written)?;
        let number = number.strip_prefix("tel:")?;
        let abroad = number.strip_prefix('+').or_else(|| number.strip_prefix("00"));
        let (url, figures) = match (abroad, &self.abroad) {
            (Some(figures), Some(url)) => (url, figures),
            _ => (self.phone.as_ref()?, number.trim_start_matches('+')),
        };
        let is_number = figures.len() >= 7 && figures.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| fill(url, &[("username", figures)]))
    }

    /// The address of the account with the number that `path` begins with, as in `12345/ann-lee`.
    pub(super) fn numbered(&self, path: &str) -> Option<String> {
        let (number, _) = path.split_once('/')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let url = self.number.as_ref().filter(|_| is_number)?;
        Some(fill(url, &[("username", path)]))
    }

    /// The name of its drawing.
    pub(super) fn drawing(&self) -> &str {
        self.icon.as_deref().unwrap_or(&self.key)
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

    #[test]
    fn accounts_are_found_by_name_or_by_number() {
        for (network, username, address) in [
            ("力扣", "linxiao", "https://leetcode.cn/u/linxiao/"),
            ("LeetCode", "linxiao", "https://leetcode.com/u/linxiao/"),
            ("掘金", "2330620350699", "https://juejin.cn/user/2330620350699"),
            ("掘金", "linxiao", ""),
            ("B站", "12345678", "https://space.bilibili.com/12345678"),
            ("哔哩哔哩", "晓说后端", ""),
            ("牛客网", "998877", "https://www.nowcoder.com/users/998877"),
            ("知乎", "lin-xiao", "https://www.zhihu.com/people/lin-xiao"),
            ("语雀", "linxiao", "https://www.yuque.com/linxiao"),
            ("微信公众号", "晓说后端", ""),
            ("洛谷", "123456", "https://www.luogu.com.cn/user/123456"),
            ("AtCoder", "linxiao", "https://atcoder.jp/users/linxiao"),
            ("velog", "@linxiao", "https://velog.io/@linxiao"),
            ("티스토리", "minsu", "https://minsu.tistory.com"),
            ("tistory", "min su", ""),
            ("note", "taro", "https://note.com/taro"),
            ("백준", "minsu", "https://www.acmicpc.net/user/minsu"),
            (
                "Scopus",
                "57195948470",
                "https://www.scopus.com/authid/detail.uri?authorId=57195948470",
            ),
            (
                "Web of Science",
                "Q-8444-2016",
                "https://www.webofscience.com/wos/author/record/Q-8444-2016",
            ),
            ("researchmap", "hayase-mio", "https://researchmap.jp/hayase-mio"),
            ("Currículo Lattes", "9339997282776018", "http://lattes.cnpq.br/9339997282776018"),
            ("Хабр Карьера", "ivan", "https://career.habr.com/ivan"),
            ("ВКонтакте", "12345", "https://vk.com/id12345"),
            ("Bluesky", "ann", "https://bsky.app/profile/ann.bsky.social"),
            ("Bluesky", "@ann.example.org", "https://bsky.app/profile/ann.example.org"),
            ("Stack Overflow", "22656", "https://stackoverflow.com/users/22656"),
        ] {
            let found = find(network, None).unwrap_or_else(|| panic!("{network}"));
            assert_eq!(found.address(username).unwrap_or_default(), address, "{network}");
        }
        for (network, number, address) in [
            ("WhatsApp", "+49 (0)170 123 4567", "https://wa.me/491701234567"),
            ("whats app", "0049 170/1234567", "https://wa.me/491701234567"),
            ("WhatsApp", "0170 1234567", ""),
            ("WhatsApp", "ann", ""),
            ("Zalo", "0912 345 678", "https://zalo.me/0912345678"),
            ("zalo", "+84 912 345 678", "https://zalo.me/84912345678"),
            ("Telegram", "+49 170 1234567", ""),
        ] {
            let found = find(network, None).unwrap_or_else(|| panic!("{network}"));
            assert_eq!(found.dialled(number).unwrap_or_default(), address, "{network}, {number}");
        }
        assert_eq!(find("", Some("https://career.habr.com/x")).unwrap().key, "habr-career");
        assert_eq!(find("", Some("https://leetcode.cn/u/x/")).unwrap().key, "leetcode-cn");
        assert_eq!(find("", Some("https://mp.weixin.qq.com/s/x")).unwrap().key, "wechat-account");
    }
}

//! What resumes say of times, numbers, accounts and links, as people really write it.

use crate::harness::Test;
use crate::resolving::{document, document_of};
use cvgen::document::{Document, OptionValue, plain_text};

/// The dates of the first section of `resume`.
fn dates(resume: &str, language: &str) -> Vec<String> {
    let (document, _) = document(resume, language);
    printed(&document)
}

fn printed(document: &Document) -> Vec<String> {
    let dates = document.sections[0].entries.iter().map(|entry| entry.date.text.clone());
    dates.map(|date| date.replace(['\u{a0}', '\u{202f}'], " ")).collect()
}

#[test]
fn ranges_have_months() {
    let resume = "work:\n- {name: A, startDate: 2013-12-01, endDate: 2014-12-01}\n\
                  - {name: B, startDate: '2019-04-30T00:00:00Z'}\n\
                  - {name: C, startDate: 2014-12-01, endDate: 2014-12-15}\n\
                  - {name: D, startDate: 2013-12-01, endDate: 2015}\n\
                  - {name: E, date: 2013-12-01}\n";
    assert_eq!(
        dates(resume, "en"),
        ["Dec 2013 – Dec 2014", "Apr 2019 – Present", "Dec 2014", "Dec 2013 – 2015", "Dec 1, 2013"]
    );
    assert_eq!(dates(resume, "zh")[..2], ["2013年12月 – 2014年12月", "2019年4月至今"]);
}

#[test]
fn both_ends_are_there_for_machines() {
    let (document, _) = document(
        "work: [{name: A, startDate: 2013-12-01}, {name: B, date: 2014}]\neducation: [{institution: U, endDate: 2015-06}]\n",
        "en",
    );
    let date = &document.sections[0].entries[0].date;
    let (start, end) = (date.start.as_ref().expect("a start"), date.end.as_ref().expect("an end"));
    assert_eq!((start.iso.as_deref(), start.text.as_str()), (Some("2013-12-01"), "Dec 2013"));
    assert!(end.present && end.iso.is_none());
    let single = &document.sections[0].entries[1].date;
    assert!(single.start.is_some() && single.end.is_none());
    let graduation = &document.sections[1].entries[0].date;
    assert_eq!(graduation.start.as_ref().and_then(|it| it.iso.as_deref()), Some("2015-06"));
}

#[test]
fn months_in_words_are_those_of_the_language() {
    let resume = "work:\n- {name: A, startDate: Jan 2015, endDate: Sept 2018}\n- {name: B, startDate: March 2011}\n\
                  - {name: C, startDate: Oct 2018 - March 2019}\n- {name: D, startDate: janvier 2015, endDate: août 2016}\n";
    assert_eq!(
        dates(resume, "en"),
        ["Jan 2015 – Sep 2018", "Mar 2011 – Present", "Oct 2018 – Mar 2019", "Jan 2015 – Aug 2016"]
    );
    assert_eq!(dates(resume, "de")[..2], ["01/2015 – 09/2018", "03/2011 – heute"]);
    assert_eq!(dates(resume, "zh")[0], "2015年1月 – 2018年9月");
}

#[test]
fn an_end_alone_is_a_date() {
    let resume = "work: [{name: A, startDate: '', endDate: 2015}, {name: B, endDate: 2015-06}, {name: C, endDate: until 2015}]\n";
    assert_eq!(dates(resume, "en"), ["2015", "Jun 2015", "until 2015"]);
    assert_eq!(dates(resume, "fr")[1], "juin 2015");
}

#[test]
fn what_happened_once_does_not_go_on() {
    assert_eq!(dates("certificates: [{name: A, startDate: 2019-03}]\n", "en"), ["Mar 2019"]);
    assert_eq!(dates("awards: [{title: A, startDate: 2019}]\n", "en"), ["2019"]);
    assert_eq!(dates("publications: [{name: A, startDate: 2019}]\n", "en"), ["2019"]);
    let valid = "certificates: [{name: A, date: 2019-03, validUntil: 2022-03}, {name: B, validUntil: 2022},\n\
                 {name: C, endDate: 2022}, {name: D, date: 2019, endDate: 2022}, {name: E, startDate: 2019, expires: 2022},\n\
                 {name: F, endDate: 2019, expires: 2022}, {name: G, date: 2019, expires: 2022 (renewable)},\n\
                 {name: H, startDate: 2019, endDate: 2022}]\n";
    assert_eq!(
        dates(valid, "en"),
        [
            "Mar 2019 (valid until Mar 2022)",
            "valid until 2022",
            "2022",
            "2019 (valid until 2022)",
            "2019 (valid until 2022)",
            "2019 (valid until 2022)",
            "2019 (valid until 2022 (renewable))",
            "2019 – 2022",
        ]
    );
    let own = "sections: [{id: a, title: A, entries: [{title: B, date: 2019, validUntil: 2022}, {title: C, validUntil: 2022},\n\
               {title: D, startDate: 2019, expires: 2022}]}]\n";
    assert_eq!(dates(own, "en"), ["2019 (valid until 2022)", "valid until 2022", "2019 – 2022"]);
    assert_eq!(dates(own, "zh")[0], "2019（有效期至2022）");
    let (document, _) = document(valid, "en");
    let until = document.sections[0].entries[0].valid_until.as_ref().expect("a validity");
    assert_eq!(until.iso.as_deref(), Some("2022-03"));
    assert_eq!(document.sections[0].entries[2].valid_until, None);
}

#[test]
fn a_range_in_one_field_is_a_range() {
    let resume = "work:\n- {name: A, startDate: 2018 - 2019}\n- {name: B, startDate: 2016–2017}\n\
                  - {name: C, date: 2019-03 - 2020-04}\n- {name: D, endDate: 09/2015 – 10/2016}\n\
                  - {name: E, startDate: Spring 2018 to Fall 2019}\n- {name: F, date: 2019 - present}\n";
    assert_eq!(
        dates(resume, "en"),
        [
            "2018 – 2019",
            "2016 – 2017",
            "Mar 2019 – Apr 2020",
            "Sep 2015 – Oct 2016",
            "Spring 2018 to Fall 2019",
            "2019 – Present"
        ]
    );
}

#[test]
fn figures_of_every_kind_are_dates() {
    let resume = "work:\n- {name: A, date: 09/2023}\n- {name: B, date: '03.2019'}\n- {name: C, date: 01.03.2019}\n\
                  - {name: D, date: '2019-04-30 12:00:00'}\n- {name: E, date: 30/04/2019}\n- {name: F, date: 01/03/2019}\n- {name: G, date: 20190430}\n";
    assert_eq!(
        dates(resume, "en"),
        [
            "Sep 2023",
            "Mar 2019",
            "Mar 1, 2019",
            "Apr 30, 2019",
            "Apr 30, 2019",
            "01/03/2019",
            "Apr 30, 2019"
        ]
    );
}

/// The dates of `resume` with an option of the theme.
fn with_option(resume: &str, language: &str, option: &str, value: OptionValue) -> Vec<String> {
    let resume = cvgen::read::read("r.yaml", resume.as_bytes()).expect("a resume").value;
    let theme = cvgen::theme::Theme::builtin("classic").expect("a theme").value;
    let mut choices = crate::harness::choices(&theme, language);
    choices.options.insert(option.to_owned(), value);
    printed(&cvgen::resolve::resolve(&resume, &choices).value)
}

#[test]
fn the_form_of_dates_is_an_option() {
    let resume = "work: [{name: A, startDate: 2013-12-01, endDate: 2015-02-03}, {name: B, date: 2014-05-06}]\n";
    for (language, form, expected) in [
        ("en", "month", ["Dec 2013 – Feb 2015", "May 2014"]),
        ("ru", "month", ["декабрь 2013 — февраль 2015", "май 2014"]),
        ("ru", "short", ["дек. 2013 — февр. 2015", "6 мая 2014"]),
        ("en", "year", ["2013 – 2015", "2014"]),
        ("en", "day", ["Dec 1, 2013 – Feb 3, 2015", "May 6, 2014"]),
        ("en", "numeric", ["12/2013 – 02/2015", "05/06/2014"]),
        ("en", "iso", ["2013-12 – 2015-02", "2014-05"]),
        ("de", "numeric", ["12.2013 – 02.2015", "06.05.2014"]),
        ("zh", "numeric", ["2013.12 – 2015.02", "2014.05.06"]),
        ("zh", "year", ["2013 – 2015", "2014"]),
    ] {
        let found = with_option(resume, language, "dates", OptionValue::Text(form.into()));
        assert_eq!(found, expected, "{language} {form}");
    }
}

#[test]
fn a_range_may_say_how_long_it_is() {
    let resume = "work: [{name: A, startDate: 2013-12, endDate: 2017-01}, {name: B, startDate: 2014, endDate: 2015}, {name: C, startDate: 2014-01, endDate: 2014-01}]\n";
    let found = |language| with_option(resume, language, "durations", OptionValue::Bool(true));
    assert_eq!(
        found("en"),
        ["Dec 2013 – Jan 2017 (3 yrs 2 mos)", "2014 – 2015 (1 yr)", "Jan 2014 (1 mo)"]
    );
    assert_eq!(found("zh")[0], "2013.12 – 2017.01（3年2个月）");
    // What goes on has lasted until the day that the file tells; no clock is asked.
    let open =
        "work: [{name: A, startDate: 2019-03}, {name: B, startDate: 2020, endDate: present}]\n";
    let found = |resume: &str| with_option(resume, "en", "durations", OptionValue::Bool(true));
    assert_eq!(found(open), ["Mar 2019 – Present", "2020 – Present"]);
    let told = format!("cvgen: {{updated: 2021-04-30}}\n{open}");
    assert_eq!(found(&told), ["Mar 2019 – Present (2 yrs 2 mos)", "2020 – Present (1 yr)"]);
}

#[test]
fn what_is_wrong_on_the_command_line_is_told_as_it_was_typed() {
    Test::new("txt r.yaml -o - --with basics.phon=1")
        .file("r.yaml", "basics: {name: Ann}\n")
        .success()
        .says("warning: unknown key `phon`\n --> --with:1:8\n  |\n1 | basics.phon=1\n  |        ^^^^\n")
        .says("hint: did you mean `phone`");
}

#[test]
fn newest_first_is_an_order() {
    let resume = "work:\n- {name: A, startDate: 2010, endDate: 2012}\n- {name: B}\n- {name: C, startDate: 2014}\n\
                  - {name: D, startDate: 2012, endDate: 2014}\ncvgen: {sort: newest}\n";
    let (document, _) = document(resume, "en");
    let names: Vec<String> =
        document.sections[0].entries.iter().map(|entry| plain_text(&entry.title)).collect();
    assert_eq!(names, ["C", "D", "A", "B"]);
}

/// The contacts of a resume: what is printed and where it leads.
fn contacts(basics: &str, language: &str) -> Vec<(String, String)> {
    let (document, _) = document(&format!("basics: {basics}\n"), language);
    let contacts = document.header.contacts.into_iter();
    contacts.map(|contact| (contact.text, contact.url.unwrap_or_default())).collect()
}

fn pairs<'a>(list: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    list.into_iter().map(|(text, url)| (text.to_owned(), url.to_owned())).collect()
}

#[test]
fn telephone_numbers_lead_to_what_is_dialled() {
    assert_eq!(
        contacts("{phone: ['+49 (0)30 123456', 666-666-666/777-777-777, 0711/123 45-67]}", "en"),
        pairs([
            ("+49 (0)30 123456", "tel:+4930123456"),
            ("666-666-666", "tel:666666666"),
            ("777-777-777", "tel:777777777"),
            ("0711/123 45-67", "tel:07111234567"),
        ])
    );
}

#[test]
fn accounts_are_names_addresses_or_parts_of_them() {
    let profile = |network: &str, username: &str| {
        contacts(&format!("{{profiles: [{{network: {network}, username: \"{username}\"}}]}}"), "en")
            .remove(0)
    };
    for (network, username, text, url) in [
        ("GitHub", "https://github.com/ann", "github.com/ann", "https://github.com/ann"),
        ("GitHub", "github.com/ann", "github.com/ann", "https://github.com/ann"),
        ("GitHub", "@ann", "github.com/ann", "https://github.com/ann"),
        (
            "LinkedIn",
            "in/ann-lee",
            "linkedin.com/in/ann-lee",
            "https://www.linkedin.com/in/ann-lee",
        ),
        (
            "LinkedIn",
            "/in/ann-lee/",
            "linkedin.com/in/ann-lee",
            "https://www.linkedin.com/in/ann-lee/",
        ),
        (
            "LinkedIn",
            "linkedin.com/in/ann-lee",
            "linkedin.com/in/ann-lee",
            "https://linkedin.com/in/ann-lee",
        ),
        (
            "LinkedIn",
            "company/acme",
            "linkedin.com/company/acme",
            "https://www.linkedin.com/company/acme",
        ),
        ("Mastodon", "@ann@fosstodon.org", "@ann@fosstodon.org", "https://fosstodon.org/@ann"),
        ("Matrix", "@ann:matrix.org", "@ann:matrix.org", "https://matrix.to/#/@ann:matrix.org"),
        ("Mastodon", "ann@fosstodon.org", "@ann@fosstodon.org", "https://fosstodon.org/@ann"),
        ("Medium", "medium.com/@ann", "medium.com/@ann", "https://medium.com/@ann"),
        ("YouTube", "youtube.com/@ann", "youtube.com/@ann", "https://youtube.com/@ann"),
        (
            "Stack Overflow",
            "12345/ann-lee",
            "stackoverflow.com/users/12345/ann-lee",
            "https://stackoverflow.com/users/12345/ann-lee",
        ),
        ("'https://github.com'", "ann", "github.com/ann", "https://github.com/ann"),
        ("'https://github.com/ann'", "", "github.com/ann", "https://github.com/ann"),
        ("github.com/ann", "", "github.com/ann", "https://github.com/ann"),
        (
            "GitHub",
            "github.com/ann?tab=repositories",
            "github.com/ann",
            "https://github.com/ann?tab=repositories",
        ),
        ("Instagram", "ann.lee", "instagram.com/ann.lee", "https://www.instagram.com/ann.lee"),
    ] {
        let found = profile(network, username);
        assert_eq!(found.0, text, "{network} {username}");
        let bare = |url: &str| url.replace("//www.", "//").trim_end_matches('/').to_owned();
        assert_eq!(bare(&found.1), bare(url), "{network} {username}");
    }
    let long = "{profiles: [{network: LinkedIn, url: 'https://www.linkedin.com/in/%E5%BC%A0%E4%B8%89?trk=x&utm_source=y'}]}";
    assert_eq!(contacts(long, "en")[0].0, "linkedin.com/in/张三");
}

#[test]
fn a_person_names_other_contacts() {
    let basics = "{contacts: [{label: 政治面貌, text: 群众}, {label: Born, text: 1 May 1990}, {text: Berlin}]}";
    assert_eq!(contacts(basics, "zh")[0].0, "政治面貌：群众");
    assert_eq!(contacts(basics, "en")[1].0, "Born: 1 May 1990");
}

#[test]
fn links_in_texts_lead_somewhere_or_are_told() {
    let (document, warnings) = document(
        "basics: {summary: '[GitHub](github.com/ann), [PDF](./cv.pdf), [files](ftp://example.org/x), [me](ann@example.org)'}\n",
        "en",
    );
    let cvgen::document::Block::Paragraph { runs } = &document.header.summary[0] else {
        panic!("a paragraph")
    };
    let urls: Vec<&str> = runs.iter().filter_map(|run| run.url.as_deref()).collect();
    assert_eq!(urls, ["https://github.com/ann", "mailto:ann@example.org"]);
    assert_eq!(warnings, ["url"; 4]);
    let (document, warnings) = document_of(
        "r.yaml",
        "basics: {summary: '[a](//example.org/x) [b](example.org:8080/x) [](https://c.org/x) [](./d.pdf) [e]()'}\n",
        "en",
    );
    let cvgen::document::Block::Paragraph { runs } = &document.header.summary[0] else {
        panic!("a paragraph")
    };
    assert_eq!(plain_text(runs), "a b c.org/x ./d.pdf e");
    let urls: Vec<&str> = runs.iter().filter_map(|run| run.url.as_deref()).collect();
    assert_eq!(urls, ["https://example.org/x", "https://example.org:8080/x", "https://c.org/x"]);
    assert_eq!(warnings, ["url"; 4]);
}

#[test]
fn what_is_wrong_with_a_link_is_told_where_it_is() {
    let text = "basics:\n  name: Ann\n  summary: \"See [one](https://a.org), [two](./b.pdf)\"\n";
    Test::new("pdf r.yaml").file("r.yaml", text).success().says("--> r.yaml:3:45\n");
}

#[test]
fn an_entry_that_is_only_an_address_is_printed() {
    let (document, _) = document(
        "projects: [{url: 'https://a.org/x'}, {description: D, url: 'https://b.org'}, {name: N, links: [{label: L}]}]\n",
        "en",
    );
    let entries = &document.sections[0].entries;
    assert_eq!(plain_text(&entries[0].title), "a.org/x");
    assert_eq!(entries[0].title[0].url.as_deref(), Some("https://a.org/x"));
    assert_eq!((plain_text(&entries[1].title).as_str(), entries[1].links.len()), ("b.org", 0));
    assert_eq!(entries[2].links[0].text, "L");
    let finished = Test::new("check r.json")
        .file("r.json", "{\"work\": [{\"url\": \"https://a.org\"}]}")
        .run();
    let told = String::from_utf8(finished.stdout).expect("UTF-8");
    assert!(!told.contains("lost-text"), "{told}");
}

#[test]
fn a_form_that_nobody_filled_in_has_nothing_to_print() {
    for text in [
        "work: [{name: null}]",
        "basics: {location: {}, profiles: [{network: ''}]}",
        "work: []\nmeta: {version: v1}",
    ] {
        let finished = Test::new("pdf r.yaml").file("r.yaml", text).exits_with(1);
        finished.says("error: there is nothing to print");
    }
}

#[test]
fn an_entry_may_have_several_links() {
    let (document, _) = document(
        "projects: [{name: P, url: 'https://p.example', links: [{label: Code, url: 'https://c.example'}, 'https://d.example']}]\n\
         work: [{name: W, positions: [{position: Lead, keywords: [Rust], url: 'https://x.example'}]}]\n",
        "en",
    );
    let links: Vec<_> = document.sections[0].entries[0].links.iter().collect();
    let links: Vec<_> =
        links.iter().map(|link| (link.label.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("", "p.example"), ("Code", "c.example"), ("", "d.example")]);
    let role = &document.sections[1].entries[0].roles[0];
    assert_eq!(
        (plain_text(&role.keywords[0]).as_str(), role.links[0].text.as_str()),
        ("Rust", "x.example")
    );
}

#[test]
fn bullets_nest_two_levels() {
    let (document, _) = document(
        "work: [{name: A, highlights: [\"One:\\n- half\\n- twice\\n  - old\\n    - older\", Two]}]\n",
        "en",
    );
    let highlights = &document.sections[0].entries[0].highlights;
    assert_eq!(highlights.len(), 2);
    assert_eq!(plain_text(&highlights[0].runs), "One:");
    let below: Vec<String> = highlights[0].items.iter().map(|it| plain_text(&it.runs)).collect();
    assert_eq!(below, ["half", "twice"]);
    let below: Vec<String> =
        highlights[0].items[1].items.iter().map(|it| plain_text(&it.runs)).collect();
    assert_eq!(below, ["old", "older"]);
}

#[test]
fn words_of_a_list_are_bold() {
    let (document, _) = document(
        "work: [{name: A, highlights: [Wrote Rust and Rustic code]}]\ncvgen: {bold: [Rust]}\n",
        "en",
    );
    let runs = &document.sections[0].entries[0].highlights[0].runs;
    let strong: Vec<&str> =
        runs.iter().filter(|run| run.strong).map(|run| run.text.as_str()).collect();
    assert_eq!(strong, ["Rust"]);
}

#[test]
fn values_and_files_lie_over_a_resume() {
    let json = |words: &str| {
        let output = Test::new("json r.yaml")
            .file("r.yaml", "basics: {name: Ann, phone: '1234567'}\nwork: [{name: A}, {name: B}]\n")
            .file("private.yaml", "basics: {phone: '+49 30 123456', email: ann@example.org}\n")
            .then_words(words)
            .success();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("JSON")
    };
    let over = json("--over private.yaml");
    assert_eq!(over["basics"]["phone"], "+49 30 123456");
    assert_eq!(
        (&over["basics"]["name"], &over["basics"]["email"]),
        (&"Ann".into(), &"ann@example.org".into())
    );
    let with = json("--over private.yaml --with basics.phone=7654321 --with work.1.name=C");
    assert_eq!(with["basics"]["phone"], "7654321");
    assert_eq!((&with["work"][0]["name"], &with["work"][1]["name"]), (&"A".into(), &"C".into()));
}

#[test]
fn a_resume_may_be_in_several_files() {
    let test = || {
        Test::new("json r.yaml")
            .file("r.yaml", "files: [a.yaml, more/b.yaml]\nwork: [{name: A}]\n")
            .file("a.yaml", "basics: {name: Ann}\nwork: [{name: B}]\n")
    };
    let finished = test().file("more/b.yaml", "education: [{institution: U}]\n").success();
    let resume: serde_json::Value = serde_json::from_slice(&finished.stdout).expect("JSON");
    assert_eq!(resume["basics"]["name"], "Ann");
    assert_eq!(
        (&resume["work"][1]["name"], &resume["education"][0]["institution"]),
        (&"B".into(), &"U".into())
    );
    test().file("more/b.yaml", "education: 3: 4\n").exits_with(1).says("more/b.yaml:1");
    test().exits_with(1).says("r.yaml:1:17");
    // However the key is written.
    for (name, text) in [
        ("r.json", "{\"files\" : \"a.yaml\"}"),
        ("r.toml", "files=['a.yaml']\n"),
        ("r.yaml", "'files':\n  - a.yaml\n"),
    ] {
        let finished = Test::new(&format!("json {name}"))
            .file(name, text)
            .file("a.yaml", "basics: {name: Ann}\n")
            .success();
        let resume: serde_json::Value = serde_json::from_slice(&finished.stdout).expect("JSON");
        assert_eq!(resume["basics"]["name"], "Ann", "{name}");
    }
    Test::new("json r.yaml")
        .file("r.yaml", "files: [../a.yaml]\n")
        .exits_with(1)
        .says("not inside");
}

#[test]
fn publications_come_from_a_bibliography() {
    let bib = "@article{lee20, title={On {C++} and *stars*}, author={Lee, Ann and de Vries, Bob}, journal={J. Tests}, volume=3, number=4, pages={1--9}, year=2020, month=may, doi={10.1/x}}\n\
               @inproceedings{lee19, title={Earlier}, author={Lee, Ann}, booktitle={Proc. of Tests}, year=2019, url={https://p.example}}\n";
    let made = |include: &str| {
        let finished = Test::new("json r.yaml")
            .file(
                "r.yaml",
                format!("basics: {{name: Ann Lee}}\npublications: {{bib: p.bib{include}}}\n"),
            )
            .file("p.bib", bib)
            .run();
        (
            finished.code,
            serde_json::from_slice::<serde_json::Value>(&finished.stdout).unwrap_or_default(),
            finished.stderr,
        )
    };
    let (_, resume, stderr) = made("");
    let first = &resume["publications"][0];
    assert_eq!(first["name"], "On C++ and \\*stars\\*", "{stderr}");
    assert_eq!(
        (&first["publisher"], &first["releaseDate"]),
        (&"J. Tests, 3(4), 1–9".into(), &"2020-05".into())
    );
    let (_, resume, _) = made(", include: [lee19]");
    assert_eq!(resume["publications"].as_array().map(Vec::len), Some(1));
    assert_eq!(resume["publications"][0]["url"], "https://p.example/");
    let (code, _, stderr) = made(", include: [lee18]");
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("`p.bib` has no entry `lee18`\n --> r.yaml:2:38\n"), "{stderr}");
    assert!(stderr.contains("hint: did you mean `lee19`"), "{stderr}");
    assert!(made(", includes: [a]").2.contains("unknown key `includes`"));
}

/// Bibliographies may be items among publications that are written out, in their order.
#[test]
fn bibliographies_are_items_among_other_publications() {
    let bib = |key: &str| format!("@misc{{{key}, title={{Paper {key}}}, year=2020}}\n");
    let made = Test::new("md r.yaml -o -")
        .file(
            "r.yaml",
            "basics: {name: Ann Lee}\npublications:\n- {name: First}\n- {bib: a.bib}\n- {name: Middle}\n- {bib: b/b.bib, include: [b2]}\n",
        )
        .file("a.bib", bib("a1") + &bib("a2"))
        .file("b/b.bib", bib("b1") + &bib("b2"))
        .success();
    let text = String::from_utf8_lossy(&made.stdout).into_owned();
    let order = ["First", "Paper a1", "Paper a2", "Middle", "Paper b2"].map(|name| text.find(name));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{text}");
    assert!(!text.contains("Paper b1"), "{text}");
    assert!(made.stderr.is_empty(), "{}", made.stderr);
    Test::new("md r.yaml -o -")
        .file("r.yaml", "publications: [{name: First}, {bib: c.bib}]\n")
        .exits_with(1)
        .says("c.bib");
}

/// What is wrong in a bibliography is told in our words, at its line and column.
#[test]
fn what_is_wrong_in_a_bibliography_is_told_where_it_is() {
    let run = |bib: &str| {
        Test::new("txt r.yaml -o -")
            .file("r.yaml", "basics: {name: Ann Lee}\npublications: {bib: p.bib}\n")
            .file("p.bib", bib)
            .run()
    };
    for (bib, place, message) in [
        ("@article{a,\n  title={X}\n  year=2019\n}\n", "3:3", "`,` is missing here"),
        ("@article{a,\n  title={X,\n  year=2019\n}\n\n", "1:1", "`p.bib` ends within this entry"),
        ("@book{b, title={B}}\n@article{a, title=foo}\n", "2:19", "`foo` is neither a number nor"),
        ("@book{a, title={B}}\n@book{a, title={C}}\n", "2:7", "two entries have the key `a`"),
        ("\n@{a, title={X}}\n", "2:2", "a name is missing here"),
    ] {
        let finished = run(bib);
        assert_eq!(finished.code, Some(1), "{bib}");
        let finished = finished.says(&format!("error: {message}"));
        assert!(finished.stderr.contains(&format!("--> p.bib:{place}\n")), "{}", finished.stderr);
        assert!(!finished.stderr.contains("biblatex"), "{}", finished.stderr);
    }
    for (bib, printed, message) in [
        ("hello world", "", "`p.bib` has no entries"),
        ("@book{a, year=2019}", "2019", "the entry `a` has no title"),
        ("@book{a, title={X}, year={in press}}", "in press", "`in press` is not a date"),
        ("@book{a, title={X}, date={2019-13-45}}", "2019-13-45", "`2019-13-45` is not a date"),
    ] {
        let finished = run(bib);
        assert_eq!(finished.code, Some(0), "{}", finished.stderr);
        let text = String::from_utf8(finished.stdout.clone()).expect("UTF-8");
        assert!(text.contains(printed), "{bib}: {text}");
        finished.says(&format!("warning: {message}"));
    }
    let bib = "@inproceedings{a, title={Fast \\emph{Things} in $O(n^2)$}, author={Lee, Ann and others}, crossref={p}}\n\
               @proceedings{p, title={Proc. of P}, year=2018}\n";
    let text = String::from_utf8(run(bib).stdout).expect("UTF-8");
    assert!(text.contains("Fast Things in O(n²)"), "{text}");
    assert!(text.contains("Ann Lee, et al., Proc. of P") && !text.contains("others"), "{text}");
    assert_eq!(text.matches("Proc. of P").count(), 1, "{text}");
}

#[test]
fn what_is_hidden_is_told_where_it_is_still_said() {
    let resume = "basics: {name: Ann Lee, phone: '+49 30 123456', summary: 'Call Ann Lee at 030 12 34 56.'}\nwork: [{name: A}]\n";
    let test = |words: &str| {
        Test::new("pdf r.yaml --no-system-fonts -o r.pdf").file("r.yaml", resume).then_words(words)
    };
    let finished = test("--hide name,phone").success();
    assert!(finished.stderr.contains("the hidden name is in this text"), "{}", finished.stderr);
    assert!(
        finished.stderr.contains("the hidden telephone number is in this text"),
        "{}",
        finished.stderr
    );
    test("--hide name,phone --strict").exits_with(1);
    test("--hide phone --with basics.summary=Hello").success();
}

#[test]
fn the_last_lines_say_place_and_date() {
    let (document, _) = document(
        "basics: {name: Ann}\ncvgen: {closing: {place: Berlin, date: 2026-05-03}, updated: 2026-05}\n",
        "de",
    );
    let closing = document.closing.expect("a closing");
    assert_eq!((closing.text.as_str(), closing.name.as_str()), ("Berlin, 03.05.2026", "Ann"));
    assert_eq!(document.updated, "Stand: 05/2026");
}

#[test]
fn levels_of_languages_are_those_of_europe_where_they_say_so() {
    let (document, _) = document(
        "languages: [{language: German, fluency: Fluent (C1)}, {language: French, fluency: B1–B2}, {language: Spanish, fluency: basic}]\n",
        "en",
    );
    let levels: Vec<_> = document.sections[0].entries.iter().map(|it| it.cefr.as_deref()).collect();
    assert_eq!(levels, [Some("C1"), None, None]);
}

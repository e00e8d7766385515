//! How the time of a document grows with its length: entries, bullets, skills, profiles, publications and
//! pages of running text, from ten to a thousand: a resume may hold few more.
//!
//! `cargo bench --bench growth` prints milliseconds for each number, and the exponent over the last decade:
//! 1 where twice as much takes twice as long. `-- 100` stops at a hundred; a name (`-- profiles`)
//! measures that kind alone. Each is read, resolved, typeset and written, with nothing in Typst's caches.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark takes times"
)]

use cvgen::job::{self, Job, PDF};
use cvgen::resume::language_tag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter, forget};
use serde_json::{Value, json};
use std::time::Instant;

const THEME: &str = "compact";

/// What grows: its name, and a resume with so many of it.
type Kind = (&'static str, fn(usize) -> Value);

const KINDS: [Kind; 6] = [
    ("entries", |count| {
        json!({"work": (0..count).map(|number| json!({
            "name": format!("Employer {number}"), "position": format!("Post {number}"),
            "startDate": "2019-03", "endDate": "2021-04",
            "highlights": [format!("Led {number} people through a change of all that they had built")],
        })).collect::<Vec<_>>()})
    }),
    ("bullets", |count| {
        let bullets = texts(count, "Shortened a build of many parts to a few minutes");
        json!({"work": [{"name": "Employer", "position": "Post", "highlights": bullets}]})
    }),
    ("skills", |count| json!({"skills": [{"name": "All", "keywords": texts(count, "Skill")}]})),
    ("profiles", |count| {
        let profile = |number| json!({"network": "GitHub", "username": format!("ann-{number}")});
        json!({"basics": {"profiles": (0..count).map(profile).collect::<Vec<_>>()}})
    }),
    ("publications", |count| {
        json!({"publications": (0..count).map(|number| json!({
            "name": format!("On the matter of {number}"), "publisher": format!("Journal {number}"),
            "releaseDate": "2020-05", "authors": ["Ann Example", format!("Bea Other {number}")],
        })).collect::<Vec<_>>()})
    }),
    ("paragraphs", |count| {
        let texts =
            texts(count, &"Words that somebody wrote about a long life in work. ".repeat(5));
        let entry = |text| json!({"name": "Employer", "summary": text});
        json!({"work": texts.into_iter().map(entry).collect::<Vec<_>>()})
    }),
];

fn texts(count: usize, text: &str) -> Vec<String> {
    (0..count).map(|number| format!("{text} {number}")).collect()
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let most = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000);
    let named = |kind: &str| words.iter().any(|word| word == kind);
    let is_any_named = KINDS.iter().any(|(kind, _)| named(kind));
    let counts: Vec<usize> = [10, 100, 1_000].into_iter().filter(|&n| n <= most).collect();

    print!("{:<14}", "ms");
    for count in &counts {
        print!("{count:>10}");
    }
    println!("{:>10}", "exponent");
    for (kind, resume) in KINDS {
        if is_any_named && !named(kind) {
            continue;
        }
        let times: Vec<f64> = counts.iter().map(|&count| time(&resume(count))).collect();
        print!("{kind:<14}");
        for time in &times {
            print!("{time:>10.1}");
        }
        match times[..] {
            [.., before, last] => println!("{:>10.2}", (last / before).log10()),
            _ => println!(),
        }
    }
}

/// Milliseconds from the text of `resume` to the PDF, the least of three.
fn time(resume: &Value) -> f64 {
    let mut resume = resume.clone();
    resume["basics"]["name"] = "Ann Example".into();
    let text = resume.to_string();
    let theme = Theme::builtin(THEME).expect("the theme").value;
    let typesetter = Typesetter::new(FontSettings::default());
    let once = || {
        (0..3).for_each(|_| forget());
        let start = Instant::now();
        let resume = cvgen::read::read("in.json", text.as_bytes()).expect("a resume").value;
        let mut job = Job::new(&resume, language_tag("en").expect("a language"), &theme, PDF);
        job.density = Some(1.0);
        job::run(&job, &typesetter).expect("a PDF");
        start.elapsed().as_secs_f64() * 1000.0
    };
    (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
}

//! The lines of a posting that are about the work; not those about the employer, the pay and the law.

use super::lexicon::Lexicon;
use crate::check::words::is_han;

/// In the first so many lines, place and pay are between dots.
const HEAD: usize = 4;

/// The sentences of `posting` that may have terms.
pub(super) fn lines(posting: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut is_skipped = false;
    let mut found = Vec::new();
    let lines = posting.lines().map(plain);
    for (index, line) in lines.filter(|line| !line.is_empty()).enumerate() {
        if is_heading(&line) {
            is_skipped = skips(&line, lexicon);
        }
        let is_about_work = !is_skipped && !skips(before_colon(&line), lexicon);
        if is_about_work && !(index < HEAD && line.contains(['·', '|', '｜'])) {
            let sentences = sentences(&line).into_iter();
            found.extend(sentences.filter(|it| !is_boilerplate(it, lexicon)).map(str::to_owned));
        }
    }
    found
}

/// The sentences of `line`.
fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in line.match_indices(['.', '!', '?', '。', '！', '？']) {
        let end = at + mark.len();
        let rest = line[end..].trim_start();
        // `z. B.`, `e.g.` and `5.2` end no sentence.
        let is_end = !mark.is_ascii()
            || line[end..].starts_with(char::is_whitespace)
                && rest.starts_with(|c: char| c.is_uppercase() || is_han(c))
                && line[start..at].chars().rev().take_while(|c| c.is_alphabetic()).count() > 2;
        if is_end {
            found.push(line[start..end].trim());
            start = end;
        }
    }
    found.push(line[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// `line` without the letters that stand for whoever may apply, `(m/w/d)`, `H/F`, and without addresses.
fn plain(line: &str) -> String {
    let is_address = |word: &&str| {
        let host = word.split_once('@').filter(|(name, _)| !name.is_empty());
        host.is_some_and(|(_, host)| host.contains('.'))
            || word.contains("://")
            || word.trim_start_matches(['(', '<', '[']).starts_with("www.")
    };
    let is_genders = |word: &&str| {
        let letters = word.trim_matches(['(', ')', '[', ']', ',']).to_lowercase();
        let mut parts = letters.split(['/', '|']);
        letters.contains(['/', '|'])
            && parts.all(|part| {
                matches!(part, "m" | "w" | "f" | "d" | "h" | "x" | "v" | "i" | "gn" | "div")
            })
    };
    let words = line.split_whitespace().filter(|word| !is_genders(word));
    let words = words.map(|word| if is_address(&word) { "," } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether `line` is short, and neither a sentence nor an item of a list.
fn is_heading(line: &str) -> bool {
    const WORDS: usize = 7;
    const HAN: usize = 10;
    let title = line.trim_end_matches([':', '：', '?', '？']);
    let begins = line.chars().next().is_some_and(|c| c.is_alphabetic() || "【#*[".contains(c));
    let han = title.chars().filter(|c| is_han(*c)).count();
    // Two or three characters alone are a place, or a name.
    let is_word = (1..4).contains(&han) && title.len() == line.len();
    let is_short = title.split_whitespace().count() <= WORDS && han <= HAN && !is_word;
    begins && is_short && !title.contains(['.', ',', ';', ':', '。', '，', '；', '：', '、'])
}

/// Whether a heading says that what follows is not about the work.
fn skips(heading: &str, lexicon: &Lexicon) -> bool {
    let small = heading.to_lowercase().replace('’', "'");
    lexicon.skip.iter().any(|words| small.contains(words.as_str()))
}

/// What is before the colon of a line that begins with a heading; nothing if none does.
fn before_colon(line: &str) -> &str {
    let before = line.split_once(['：', ':']).map_or("", |(before, _)| before);
    if is_heading(before) { before } else { "" }
}

fn is_boilerplate(line: &str, lexicon: &Lexicon) -> bool {
    let small = line.to_lowercase().replace('’', "'");
    lexicon.boilerplate.iter().any(|words| small.contains(words.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::language::of_tag;
    use super::*;

    #[test]
    fn what_is_not_about_the_work_is_passed_over() {
        let lexicon = Lexicon::of(of_tag("en").expect("English"));
        let posting = "Nurse\nWestmere Hospital · Bristol\n\nAbout us\nWe heal.\n\nYour tasks\n- Triage\n\n\
            What we offer:\n- Free parking\n\nEveryone is welcome regardless of age.";
        assert_eq!(lines(posting, &lexicon), ["Nurse", "Your tasks", "- Triage"]);
        let posting = "任职要求：\n1、熟悉急诊护理。\n福利待遇：五险一金，带薪年假\n工作地点\n上海";
        assert_eq!(lines(posting, &lexicon), ["任职要求：", "1、熟悉急诊护理。"]);
    }
}

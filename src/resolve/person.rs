//! Whether a name in a list of authors is the person's own, in any of the forms that bibliographies write.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether `author`, as bibliographies write it (`Luo, J.`, `J. Luo*`, `LUO J`, `JinHua Luo (corresponding author)`),
/// is the person called one of `names`: a part of the name in full, and the first letters of the rest.
pub(super) fn is_among(author: &str, names: &[String]) -> bool {
    let author = without_notes(author);
    let mut spellings = vec![author.clone()];
    // Japanese and Chinese names are written with a blank or without.
    if author.chars().all(|c| !c.is_ascii_alphanumeric()) {
        spellings.push(author.split_whitespace().collect());
    }
    let is_one = |author: &String, name| forms(name).iter().any(|form| is_same(author, form));
    names.iter().any(|name| spellings.iter().any(|author| is_one(author, name)))
}

/// `author` without what is said of the author in brackets, and without marks such as `*` and `¹`.
fn without_notes(author: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for character in author.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            // Figures above the line, as affiliations have them.
            '¹' | '²' | '³' | '\u{2070}'..='\u{209c}' => {}
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned()
}

/// The forms of `name` in which another spelling may have it: as it is, `JinHua` as two, `ü` as `ue`, Cyrillic and
/// Greek in Latin letters.
fn forms(name: &str) -> Vec<Vec<String>> {
    let mut apart = String::new();
    let mut before = ' ';
    for character in name.chars() {
        if character.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(character);
        before = character;
    }
    let written = [name.to_owned(), apart];
    let mut forms = Vec::new();
    for text in written {
        forms.push(parts(&text));
        forms.push(parts(&spelled(&text, GERMAN)));
        forms.push(parts(&spelled(&text, LATIN)));
    }
    let joined: String = name.split_whitespace().collect();
    if !joined.is_ascii() {
        forms.push(parts(&joined));
    }
    forms.dedup();
    forms
}

/// The parts of `text` in small letters, without accents.
fn parts(text: &str) -> Vec<String> {
    let pieces = text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    pieces.map(folded).filter(|part| !part.is_empty()).collect()
}

fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::new();
    for character in letters.filter(|c| !is_combining_mark(*c)) {
        match character {
            'ς' => folded.push('σ'),
            'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ø' => folded.push('o'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            other => folded.push(other),
        }
    }
    folded
}

/// `text` with the letters of `table` spelled by others.
fn spelled(text: &str, table: &[(char, &str)]) -> String {
    let mut out = String::new();
    for character in text.nfc() {
        let small = character.to_lowercase().next().unwrap_or(character);
        match table.iter().find(|(from, _)| *from == small) {
            // ου is one sound.
            Some(_) if matches!(small, 'υ' | 'ύ') && out.ends_with(['o', 'O']) => out.push('u'),
            Some((_, to)) if character.is_uppercase() => {
                let mut letters = to.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(letters.as_str());
            }
            Some((_, to)) => out.push_str(to),
            None => out.push(character),
        }
    }
    out
}

/// How Germans and Scandinavians spell their letters where there are none.
const GERMAN: &[(char, &str)] =
    &[('ä', "ae"), ('ö', "oe"), ('ü', "ue"), ('ß', "ss"), ('å', "aa"), ('ø', "oe"), ('æ', "ae")];

/// Cyrillic as passports and journals write it (ICAO Doc 9303), and Greek (ISO 843, type 2).
#[rustfmt::skip]
const LATIN: &[(char, &str)] = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('ґ', "g"), ('д', "d"), ('е', "e"), ('ё', "e"), ('є', "ie"),
    ('ж', "zh"), ('з', "z"), ('и', "i"), ('і', "i"), ('ї', "i"), ('й', "i"), ('к', "k"), ('л', "l"), ('м', "m"),
    ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "kh"),
    ('ц', "ts"), ('ч', "ch"), ('ш', "sh"), ('щ', "shch"), ('ъ', ""), ('ы', "y"), ('ь', ""), ('э', "e"), ('ю', "iu"),
    ('я', "ia"),
    ('α', "a"), ('β', "v"), ('γ', "g"), ('δ', "d"), ('ε', "e"), ('ζ', "z"), ('η', "i"), ('θ', "th"), ('ι', "i"),
    ('κ', "k"), ('λ', "l"), ('μ', "m"), ('ν', "n"), ('ξ', "x"), ('ο', "o"), ('π', "p"), ('ρ', "r"), ('σ', "s"),
    ('ς', "s"), ('τ', "t"), ('υ', "y"), ('φ', "f"), ('χ', "ch"), ('ψ', "ps"), ('ω', "o"), ('ά', "a"), ('έ', "e"),
    ('ή', "i"), ('ί', "i"), ('ό', "o"), ('ύ', "y"), ('ώ', "o"),
];

/// Whether `author` says nothing else than `name`, a part of it in full.
fn is_same(author: &str, name: &[String]) -> bool {
    let mut name = name.to_vec();
    let mut has_full = false;
    let written = author.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
    // Marks such as ① and the numbers of institutes.
    let written = written.map(|part| part.trim_matches(char::is_numeric));
    for written in written.filter(|part| !part.is_empty()) {
        let part = folded(written);
        if let Some(index) = name.iter().position(|own| *own == part) {
            name.remove(index);
            has_full = true;
            continue;
        }
        // One letter, two of a digraph (`Sh.`, `Ju.`), or the capitals of several names in one: `MJ`.
        let letters: Vec<char> = written.nfc().collect();
        let are_capitals = letters.len() <= 3 && letters.iter().all(|c| c.is_uppercase());
        let initials: Vec<String> = match letters.len() {
            1 => vec![part],
            _ if are_capitals => letters.iter().map(|c| folded(&c.to_string())).collect(),
            2..=4 if author.contains(&format!("{written}.")) => vec![part],
            _ => return false,
        };
        for initial in initials {
            let Some(index) = name.iter().position(|own| own.starts_with(&initial)) else {
                return false;
            };
            name.remove(index);
        }
    }
    has_full
}

#[cfg(test)]
mod tests {
    use super::is_among;

    #[test]
    fn a_person_is_known_by_the_names_of_bibliographies() {
        for (author, name) in [
            ("JinHua Luo", "JinHua Luo"),
            ("J. Luo", "JinHua Luo"),
            ("Luo, J.", "JinHua Luo"),
            ("Luo J", "JinHua Luo"),
            ("LUO J.H.", "JinHua Luo"),
            ("Jin-Hua Luo", "JinHua Luo"),
            ("Luo JH*", "JinHua Luo"),
            ("É. Lefèvre", "Élodie Lefèvre"),
            ("Lefèvre, É.", "Élodie Lefèvre"),
            ("E. Lefevre", "Élodie Lefèvre"),
            ("E\u{301}lodie Lefe\u{300}vre", "Élodie Lefèvre"),
            ("О. С. Щёголева", "Ольга Сергеевна Щёголева"),
            ("Щёголева О.", "Ольга Сергеевна Щёголева"),
            ("Shchegoleva O.", "Ольга Сергеевна Щёголева"),
            ("YILDIRIM İ.", "İbrahim Yıldırım"),
            ("Yildirim I.", "İbrahim Yıldırım"),
            ("Ana Silva¹", "Ana Silva"),
            ("A. Silva (corresponding author)", "Ana Silva"),
            ("A. Silva†", "Ana Silva"),
            ("Mueller J", "Jürgen Müller"),
            ("Nunez M. J.", "María José Núñez"),
            ("Nunez MJ", "María José Núñez"),
            ("Ł. Ząbek", "Łukasz Ząbek"),
            ("Ø. Berg", "Øystein Berg"),
            ("张敏（通讯作者）", "张敏"),
            ("张敏*", "张敏"),
            ("山田太郎", "山田 太郎"),
            ("山田 太郎", "山田太郎"),
            ("김민수¹", "김민수"),
            ("Γ. Παπαδόπουλος", "Γιώργος Παπαδόπουλος"),
            ("ΠΑΠΑΔΟΠΟΥΛΟΣ Γ.", "Γιώργος Παπαδόπουλος"),
            ("G. Papadopoulos", "Γιώργος Παπαδόπουλος"),
            ("①欧阳娜娜", "欧阳娜娜"),
            ("欧阳娜娜1,2", "欧阳娜娜"),
            ("A. Silva2", "Ana Silva"),
        ] {
            assert!(is_among(author, &[name.to_owned()]), "{author}");
        }
        for (author, name) in [
            ("K. Luo", "JinHua Luo"),
            ("J. H.", "JinHua Luo"),
            ("Ada Lovelace", "JinHua Luo"),
            ("", "JinHua Luo"),
            ("Min Li", "Min Liang"),
            ("张敏华", "张敏"),
            ("А. Щёголева", "Ольга Сергеевна Щёголева"),
        ] {
            assert!(!is_among(author, &[name.to_owned()]), "{author}");
        }
    }
}

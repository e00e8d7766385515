//! Scripts besides Latin and simplified Chinese, in every theme, on a machine without fonts: no boxes, the
//! text comes back, the files conform, and `check` has nothing against them.

use crate::harness::{Finished, Test, themes};
use crate::judges::{judge, letters, mupdf, poppler, python};
use crate::standards::findings;
use unicode_normalization::UnicodeNormalization;

/// Language, name, headline, employer, what was done, field of study.
const TEXTS: [[&str; 6]; 10] = [
    [
        "ar",
        "سلمى ناصر",
        "مهندسة برمجيات",
        "شركة الأفق",
        "تطوير الأنظمة الموزعة وتحسين الأداء",
        "علوم الحاسوب",
    ],
    [
        "he",
        "נועה לוי",
        "מהנדסת תוכנה",
        "חברת אופק",
        "פיתוח מערכות מבוזרות ושיפור ביצועים",
        "מדעי המחשב",
    ],
    [
        "th",
        "สมชาย ใจดี",
        "วิศวกรซอฟต์แวร์",
        "บริษัทตัวอย่าง",
        "พัฒนาระบบและปรับปรุงประสิทธิภาพ",
        "วิทยาการคอมพิวเตอร์",
    ],
    [
        "hi",
        "प्रिया शर्मा",
        "सॉफ़्टवेयर अभियंता",
        "उदाहरण कंपनी",
        "प्रणालियों का विकास और प्रदर्शन में सुधार",
        "कंप्यूटर विज्ञान",
    ],
    [
        "ja",
        "佐藤 直樹",
        "ソフトウェアエンジニア",
        "株式会社例",
        "分散システムの開発と性能改善を担当",
        "情報科学",
    ],
    [
        "ko",
        "홍길동",
        "소프트웨어 엔지니어",
        "예제",
        "분산 시스템 개발과 성능 개선을 담당",
        "컴퓨터공학",
    ],
    ["zh-Hant", "陳績學", "軟體工程師", "範例公司", "開發分散式系統並改善效能", "資訊工程學"],
    [
        "vi",
        "Nguyễn Thị Ánh",
        "Kỹ sư phần mềm",
        "Công ty Ví Dụ",
        "Phát triển hệ thống phân tán",
        "Khoa học máy tính",
    ],
    [
        "el",
        "Ελένη Παπαδοπούλου",
        "Μηχανικός λογισμικού",
        "Εταιρεία",
        "Ανάπτυξη κατανεμημένων συστημάτων",
        "Πληροφορική",
    ],
    [
        "ru",
        "Ольга Иванова",
        "Инженер-программист",
        "Компания Пример",
        "Разработка распределённых систем",
        "Информатика",
    ],
];

fn resume([language, name, label, employer, text, field]: [&str; 6]) -> String {
    format!(
        "cvgen: {{languages: [{language}]}}\n\
         basics: {{name: {name}, label: {label}, email: a@example.org, phone: +962 7 9012 3456, \
         url: 'https://example.org/cv', location: {{city: {employer}}}, summary: {text}}}\n\
         work:\n\
         - name: {employer}\n  position: {label}\n  startDate: 2019-03\n  summary: {text}\n  \
         highlights: ['{text} (25%)', '**{text}**: Node.js, C++']\n\
         education: [{{institution: {employer}, area: {field}, startDate: 2014, endDate: 2018}}]\n\
         skills: [{{name: {field}, keywords: [{label}, PostgreSQL, {field}]}}]\n\
         references: [{{name: {employer}, reference: {text}, phone: +962 6 535 5077}}]\n"
    )
}

fn print(texts: [&str; 6], theme: &str) -> Finished {
    let test = Test::new(
        "pdf r.yaml -q --no-system-fonts --standard ua-1,a-2a --date 2024-05-01 -o r.pdf",
    );
    test.argument("--theme").argument(theme).file("r.yaml", resume(texts)).success()
}

/// Print the text of a PDF.
const PYPDF: &str =
    "import pypdf, sys; print(*[p.extract_text() for p in pypdf.PdfReader(sys.argv[1]).pages])";
const PDFIUM: &str = "import pypdfium2, sys; print(*[p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(sys.argv[1])])";

/// What is compared: the letters, without the marks that say how a line runs.
fn plain(text: &str) -> String {
    letters(&text.to_lowercase())
        .chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'))
        .collect()
}

#[test]
fn every_script_is_printed_and_read_back_in_every_theme() {
    for theme in themes() {
        for texts in TEXTS {
            let language = texts[0];
            let made = print(texts, &theme);
            assert!(!made.stderr.contains("no font has"), "{language}: {}", made.stderr);
            let pdf = made.path("r.pdf");
            if let Some(findings) = findings(&pdf) {
                assert_eq!(findings, "", "{theme}, {language}");
            }
            judge("qpdf", ["--check", pdf.to_str().expect("UTF-8")]);
            // Greek capitals have no accents.
            let plain = |text: &str| {
                let text = plain(text);
                if language != "el" {
                    return text;
                }
                text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
            };
            if let Some(text) = poppler(&pdf, &["-raw"]) {
                let text = plain(&text);
                // It gives ligatures of Arabic in the order in which they are drawn.
                let text = text.replace("األ", "الأ");
                assert!(!text.contains('□'), "{theme}, {language}");
                for wanted in &texts[1..] {
                    assert!(text.contains(&plain(wanted)), "{theme}: {wanted} is not in {text}");
                }
                for wanted in ["+962790123456", "a@example.org", "C++", "Node.js"] {
                    let wanted = plain(wanted);
                    assert!(text.contains(&wanted), "{theme}: {wanted} is not in {text}");
                }
            }
            // MuPDF knows neither what is read from the right nor replacement texts: others do.
            let second = match language {
                "ar" | "he" => python("pypdf", PYPDF, &[&pdf]),
                "hi" => python("pypdfium2", PDFIUM, &[&pdf]),
                _ => mupdf(&pdf),
            };
            if let Some(text) = second {
                let text = plain(&text);
                for wanted in &texts[1..] {
                    assert!(text.contains(&plain(wanted)), "{theme}: {wanted} is not in {text}");
                }
            }
        }
    }
}

#[test]
fn what_is_read_from_the_right_raises_no_false_alarm() {
    for theme in themes() {
        for texts in TEXTS {
            let test = Test::new("check r.yaml --no-system-fonts --theme");
            let said = test.argument(&theme).file("r.yaml", resume(texts)).run();
            for rule in ["lost-text", "split-words", "reading-order", "long-bullet", "garbled"] {
                let is_quiet = !said.stderr.contains(&format!("[{rule}]"));
                assert!(is_quiet, "{theme}, {}: {}", texts[0], said.stderr);
            }
        }
    }
}

/// Where the words of a page begin, by poppler: word, its letters from the left, and left edge in pt.
fn places(pdf: &std::path::Path) -> Vec<(String, f64)> {
    let Some(boxes) = poppler(pdf, &["-bbox"]) else { return Vec::new() };
    let words = boxes.lines().filter_map(|line| {
        let (_, rest) = line.split_once("xMin=\"")?;
        let left = rest.split('"').next()?.parse().ok()?;
        let word = line.split_once('>')?.1.split('<').next()?;
        Some((word.to_owned(), left))
    });
    words.collect()
}

#[test]
fn a_line_from_the_right_has_its_parts_in_that_order() {
    for theme in themes() {
        let made = print(TEXTS[0], &theme);
        let places = places(&made.path("r.pdf"));
        if places.is_empty() {
            return;
        }
        let left = |word: &str| {
            let found = places.iter().find(|(text, _)| text.contains(word));
            found.unwrap_or_else(|| panic!("{theme}: {word} is not in {places:?}")).1
        };
        // Figures are read from the left, contacts from the right.
        assert!(left("+962") < left("9012") && left("9012") < left("3456"), "{theme}");
        assert!(left("+962") < left("9012") && left("535") < left("5077"), "{theme}: a reference");
        assert!(left("2014") > left("2018"), "{theme}: a range is read from the right");
        // In these, contacts stand below each other.
        if !["modern", "swiss"].contains(&theme.as_str()) {
            assert!(left("a@example.org") > left("+962"), "{theme}");
        }
        // The name is at the right half of the page, or in its middle.
        assert!(left(&"سلمى".chars().rev().collect::<String>()) > 250.0, "{theme}");
    }
}

/// An address that is longer than most is read from the left on a page that is read from the right.
#[test]
fn a_long_address_keeps_its_order_on_a_page_from_the_right() {
    const EMAIL: &str = "maximiliana.example@very-long-department-name.example.org";
    for theme in themes() {
        let resume = format!(
            "cvgen: {{languages: [ar]}}\nbasics: {{name: سلمى, email: {EMAIL}, phone: '+962 7 9012 3456'}}\n"
        );
        let finished = Test::new(&format!("pdf r.yaml -t {theme} --no-system-fonts"))
            .file("r.yaml", resume)
            .success();
        let Some(text) = poppler(&finished.path("r.pdf"), &[]) else { return };
        let text: String = text.split(char::is_whitespace).collect();
        assert!(text.contains(EMAIL), "{theme}: {text}");
    }
}

/// Telephone numbers of all kinds and names of languages with signs, in running text that is read from the right.
#[test]
fn what_is_read_from_the_left_stays_so_in_running_text() {
    for language in ["ar", "he", "fa"] {
        let word = if language == "he" { "טלפון" } else { "هاتف" };
        let numbers =
            ["+972 3-555-0101", "03-555-0102", "(03) 555-0103", "+98 21 5550 104", "0791 23 105"];
        let text = numbers.map(|number| format!("{word} {number}")).join(" ");
        let resume = format!(
            "cvgen: {{languages: [{language}]}}\nbasics: {{name: {word}, summary: '{text} {word} C++ {word} .NET {word} C# {word}'}}\n"
        );
        let made = Test::new("pdf r.yaml -q --no-system-fonts").file("r.yaml", resume).success();
        let Some(text) = poppler(&made.path("r.pdf"), &["-raw"]) else { return };
        let text = plain(&text);
        for wanted in numbers.into_iter().chain(["C++", ".NET", "C#"]) {
            assert!(text.contains(&plain(wanted)), "{language}: {wanted} is not in {text}");
        }
        let places = places(&made.path("r.pdf"));
        let left = |word: &str| places.iter().find(|(text, _)| text.contains(word)).map(|it| it.1);
        for (first, last) in
            [("+972", "3-555-0101"), ("(03)", "555-0103"), ("+98", "5550"), ("0791", "105")]
        {
            assert!(left(first) < left(last), "{language}: {first} {last}: {places:?}");
        }
    }
}

/// Where letters cannot slant, figures and Latin words do not slant alone; and commas are those of the language.
#[test]
fn nothing_slants_alone() {
    for theme in themes() {
        for texts in TEXTS.iter().filter(|texts| matches!(texts[0], "ar" | "he" | "th" | "hi")) {
            let made = print(*texts, &theme);
            let document = lopdf::Document::load(made.path("r.pdf")).expect("a PDF");
            let dictionaries = document.objects.values().filter_map(|it| it.as_dict().ok());
            for name in dictionaries.filter_map(|it| it.get(b"FontName").ok()?.as_name().ok()) {
                let name = String::from_utf8_lossy(name);
                assert!(!name.contains("Italic"), "{theme}, {}: {name}", texts[0]);
            }
        }
    }
}

#[test]
fn commas_are_those_of_the_language() {
    let resume = "basics: {name: سلمى, location: {city: عمّان, country: JO}}\n\
                  education: [{institution: جامعة, studyType: بكالوريوس, area: علوم}]\n";
    for (language, country) in [("ar", "الأردن"), ("fa", "اردن")] {
        let made = Test::new("txt r.yaml -q -o - --lang").argument(language);
        let stdout = made.file("r.yaml", resume).success().stdout;
        let text = String::from_utf8(stdout).expect("text");
        for wanted in [format!("عمّان، {country}"), "بكالوريوس، علوم".to_owned()]
        {
            assert!(text.contains(&wanted), "{language}: {wanted} is not in {text}");
        }
    }
}

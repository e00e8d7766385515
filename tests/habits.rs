//! What people of a language take for granted: their commas and marks, dates in the form of the others, own sections
//! that look as all others do, photos that are printed whole, words that somebody has published.

use crate::harness::{Test, themes};
use crate::resolving::document;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

/// The glyphs of the first page of a document in `theme`: what each is, and where it begins, in points.
fn glyphs(resume: &str, theme: &str) -> Vec<(String, f64, f64)> {
    let made = Test::new("pdf r.yaml -o r.pdf --no-system-fonts --theme")
        .argument(theme)
        .file("r.yaml", resume)
        .success();
    let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf")).expect("a PDF");
    let page = pdf.pages.into_iter().next().expect("a page");
    let told = |glyph: cvgen::pdf::Glyph| Some((glyph.text?, glyph.x, glyph.y));
    page.glyphs.into_iter().filter_map(told).collect()
}

/// How far apart, in points, neighbours on a line begin that are both of `kind`.
fn steps(glyphs: &[(String, f64, f64)], kind: fn(char) -> bool) -> Vec<(String, f64)> {
    let is_of_kind = |text: &str| text.chars().all(kind) && !text.is_empty();
    let pairs = glyphs.windows(2).filter(|pair| {
        let [first, second] = pair else { return false };
        (first.2 - second.2).abs() < 0.01 && is_of_kind(&first.0) && is_of_kind(&second.0)
    });
    pairs.map(|pair| (format!("{}{}", pair[0].0, pair[1].0), pair[1].1 - pair[0].1)).collect()
}

#[test]
fn marks_of_traditional_chinese_have_no_holes_between_them() {
    let resume = "
cvgen: {languages: [zh-TW]}
work: [{name: 甲, highlights: [主管（六年），負責「訂單」、「庫存」；完成《模式》、（第二版）。成果（如下）：提升。, 說明（一）。「二」]}]
";
    for (theme, size) in [("classic", 10.0), ("academic", 10.0), ("jianli", 10.0)] {
        let glyphs = glyphs(resume, theme);
        let is_wide = |c: char| "，、。；：（）「」《》".contains(c);
        let found = steps(&glyphs, is_wide);
        assert!(found.len() >= 7, "{theme}: {found:?}");
        for (pair, step) in found {
            let share = step / size;
            assert!(share > 0.3 && share < 0.7, "{theme}: {pair} {share}");
        }
    }
}

/// Japanese and Chinese lines that are ragged have the width of their squares; the gap beside Latin letters is
/// the same on all lines.
#[test]
fn ragged_lines_are_not_squeezed() {
    for (language, text) in [
        (
            "ja",
            "設計、実装、検証、運用、保守、改善、提案、調査、報告、教育、管理、採用、評価、育成、広報、企画、",
        ),
        (
            "zh",
            "设计、实现、验证、运营、维护、改进、提案、调查、报告、教育、管理、招聘、评价、培养、宣传、企划、",
        ),
        (
            "zh-TW",
            "設計、實作、驗證、營運、維護、改進、提案、調查、報告、教育、管理、招聘、評價、培養、宣傳、企劃、",
        ),
    ] {
        let bullets: Vec<String> =
            (0..10).map(|more| format!("{}{text}{text}", "一".repeat(more))).collect();
        let resume = format!(
            "cvgen: {{languages: [{language}], options: {{justify: false}}}}\nwork: [{{name: 甲, highlights: [{}]}}]\n",
            bullets.join(", ")
        );
        for theme in ["classic", "compact", "keireki"] {
            let glyphs = glyphs(&resume, theme);
            let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '、';
            let steps = steps(&glyphs, is_han);
            let mut sizes: Vec<f64> = steps.iter().map(|(_, step)| *step).collect();
            sizes.sort_by(f64::total_cmp);
            let square = sizes[sizes.len() / 2];
            let odd: Vec<_> = steps.iter().filter(|(_, step)| *step < square - 0.02).collect();
            assert!(steps.len() > 200 && odd.is_empty(), "{language}, {theme}: {odd:?}");
        }
    }
}

#[test]
fn an_entry_has_the_punctuation_of_its_own_script() {
    let resume = "
cvgen: {languages: [zh, en, ja]}
basics: {name: {zh: 张敏, en: Zhang Min}}
publications:
  - {name: Cache everything, authors: [Qiang Wang, Min Zhang], publisher: SOSP, releaseDate: 2022-05}
  - {name: 订单系统 V1.0, authors: [王强, 张敏], publisher: 版权局, releaseDate: 2022-11}
";
    for (language, theme, expected) in [
        ("zh", "classic", ["Qiang Wang, Min Zhang, SOSP", "王强、张敏，版权局"]),
        ("en", "classic", ["Qiang Wang, Min Zhang, SOSP", "王强、张敏，版权局"]),
        ("ja", "timeline", ["Qiang Wang, Min Zhang, SOSP", "王强、张敏、版权局"]),
        (
            "zh",
            "academic",
            [
                "Qiang Wang, Min Zhang. Cache everything. SOSP, 2022.05",
                "王强、张敏。订单系统 V1.0。版权局，2022.11",
            ],
        ),
        (
            "en",
            "academic",
            [
                "Qiang Wang, Min Zhang. Cache everything. SOSP, May 2022",
                "王强、张敏。订单系统 V1.0。版权局，Nov 2022",
            ],
        ),
    ] {
        let made = Test::new("pdf r.yaml -o r.pdf --no-system-fonts --theme")
            .argument(theme)
            .argument(format!("--lang={language}"))
            .file("r.yaml", resume)
            .success();
        let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf")).expect("a PDF");
        let text = pdf.running_text().split_whitespace().collect::<String>();
        for line in expected {
            let line: String = line.split_whitespace().collect();
            assert!(text.contains(&line), "{language}, {theme}: {line} in {text}");
        }
    }
    for format in ["md", "txt"] {
        let made = Test::new(&format!("{format} r.yaml -o out")).file("r.yaml", resume).success();
        let text = String::from_utf8(made.read("out")).expect("UTF-8").replace("**", "");
        assert!(text.contains("Qiang Wang, Min Zhang, SOSP"), "{format}: {text}");
    }
}

#[test]
fn a_name_is_read_to_those_who_ask_how() {
    let reading = |reading: &str, language: &str| {
        let (document, _) = document(
            &format!(
                "basics: {{name: 早瀬 澪, reading: {reading}}}\nlanguages: [{{language: x}}]\n"
            ),
            language,
        );
        document.header.reading.unwrap_or_default()
    };
    for (written, language, expected) in [
        ("{ja: はやせ みお}", "ja", "はやせ みお"),
        ("{ja: はやせ みお}", "en", ""),
        ("{ja: はやせ みお}", "zh", ""),
        ("はやせ みお", "en", ""),
        ("はやせ みお", "ja", "はやせ みお"),
        ("Luó Jǐnhuá", "zh", "Luó Jǐnhuá"),
        ("{zh: Luó Jǐnhuá}", "de", ""),
    ] {
        assert_eq!(reading(written, language), expected, "{written} in {language}");
    }
}

#[test]
fn a_date_among_words_has_the_form_of_the_others() {
    let dates = |language: &str, date: &str| {
        let resume = format!("awards: [{{title: A, date: \"{date}\"}}]\n");
        let (document, _) = document(&resume, language);
        document.sections[0].entries[0].date.text.replace(['\u{a0}', '\u{202f}'], " ")
    };
    for (language, written, expected) in [
        ("de", "2027-09 (voraussichtlich)", "09/2027 (voraussichtlich)"),
        ("de", "Mai 2020 (vorläufig)", "05/2020 (vorläufig)"),
        ("de", "ca. 2001", "ca. 2001"),
        ("de", "voraussichtlich 2027-09", "voraussichtlich 09/2027"),
        ("zh", "2027年9月（预计）", "2027年9月（预计）"),
        ("en", "2027年9月（预计）", "Sep 2027（预计）"),
        ("ja", "2019-03 入社", "2019年3月 入社"),
        ("en", "2019年3月入社", "Mar 2019 入社"),
        ("en", "expected 05/2020", "expected May 2020"),
        ("fr", "prévu en 06/2027", "prévu en juin 2027"),
        ("pl", "2027-06 (planowane)", "06.2027 (planowane)"),
        ("en", "วันที่ 3 มีนาคม พ.ศ. 2562 (คาดว่า)", "Mar 3, 2019 (คาดว่า)"),
        ("en", "Spring 2020 (exam)", "Spring 2020 (exam)"),
        ("en", "May 2020 and June 2021", "May 2020 and June 2021"),
    ] {
        assert_eq!(dates(language, written), expected, "{written} in {language}");
    }
}

#[test]
fn dates_are_english_where_titles_are() {
    for language in ["sw", "xx", "cn"] {
        let (document, _) = document("work: [{name: A, startDate: 2019-03}]\n", language);
        assert_eq!(document.sections[0].entries[0].date.text, "Mar 2019 – Present", "{language}");
    }
}

#[test]
fn sections_of_ones_own_look_as_work_does_in_every_theme() {
    let entries = |name: &str, indent: &str| {
        [
            format!("{{{name}: 乙公司, position: 前端实习生, startDate: 2023-06, endDate: 2023-09, highlights: [完成3个页面]}}"),
            format!("{{{name}: 丙公司, position: 后端实习生, location: 杭州, startDate: 2022-06, endDate: 2022-09}}"),
            format!("{{{name}: 丁公司, position: 测试, startDate: 2021-06, endDate: 2021-09, summary: 负责, keywords: [Go]}}"),
        ]
        .map(|entry| format!("{indent}- {entry}\n"))
        .concat()
    };
    let head = "basics: {name: 林九, email: lin@example.org}\n";
    let section = "sections:\n  - id: intern\n    title: 实习经历\n    entries:\n";
    let resumes = [
        format!(
            "{head}cvgen: {{languages: [zh], titles: {{work: 实习经历}}}}\nwork:\n{}",
            entries("name", "  ")
        ),
        format!("{head}cvgen: {{languages: [zh]}}\n{section}{}", entries("name", "      ")),
        format!("{head}cvgen: {{languages: [zh]}}\n{section}{}", entries("organization", "      ")),
    ];
    for theme in themes() {
        let page = |resume: &String| {
            Test::new("png r.yaml -o r.png --no-system-fonts --theme")
                .argument(&theme)
                .file("r.yaml", resume)
                .success()
                .read("r.png")
        };
        let [work, own, organization] = resumes.each_ref().map(page);
        assert!(work == own, "{theme}: an own section looks otherwise");
        assert!(work == organization, "{theme}: `organization` is no title");
    }
}

/// A photo of so many pixels, blue, with a red border.
fn bordered(width: u32, height: u32) -> Vec<u8> {
    let edge = width / 14;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let is_edge = x < edge || y < edge || x + edge >= width || y + edge >= height;
        if is_edge { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// One inch (25 × 35 mm), Japanese (30 × 40 mm) and passports (35 × 45 mm).
#[test]
fn id_photos_are_printed_whole() {
    for theme in themes() {
        for (width, height) in [(250, 350), (300, 400), (350, 450)] {
            let page =
                Test::new("png r.yaml -o r.png --no-system-fonts --set photo=square --theme")
                    .argument(&theme)
                    .file("r.yaml", "basics: {name: 林一八, image: me.png}\n")
                    .file("me.png", bordered(width, height))
                    .success()
                    .read("r.png");
            let page = image::load_from_memory(&page).expect("a picture").to_rgb8();
            let is = |wanted: [bool; 3]| {
                let at = page.enumerate_pixels().filter(|(_, _, pixel)| {
                    pixel
                        .0
                        .iter()
                        .zip(wanted)
                        .all(|(value, on)| (*value > 200) == on && (*value < 60) != on)
                });
                at.fold((u32::MAX, u32::MAX, 0, 0), |(left, top, right, bottom), (x, y, _)| {
                    (left.min(x), top.min(y), right.max(x), bottom.max(y))
                })
            };
            let red = is([true, false, false]);
            let blue = is([false, false, true]);
            let edges = [blue.0 - red.0, blue.1 - red.1, red.2 - blue.2, red.3 - blue.3];
            assert!(edges.iter().all(|edge| *edge >= 5), "{theme}, {width}: {edges:?}");
        }
    }
}

/// Typst makes the gap between Han and Latin letters within a run; beside a sign, or where a run ends, it is ours.
#[test]
fn strong_words_have_the_gap_of_all_others() {
    let resume = "
cvgen: {languages: [zh]}
work: [{name: 甲, highlights: [使用**C++**开发, 引入**.NET**平台, 部署**500+**台, '覆盖**100%**的', 精通**Go**语言, '用[C++](https://a.example)写']}]
";
    let glyphs = glyphs(resume, "classic");
    let is_han = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut gaps = 0;
    for pair in glyphs.windows(2) {
        let [first, second] = pair else { continue };
        if is_han(&first.0) && second.0.is_ascii() && (first.2 - second.2).abs() < 0.01 {
            gaps += 1;
            let gap = second.1 - first.1 - 10.0;
            assert!((gap - 2.5).abs() < 0.2, "{}{}: {gap}", first.0, second.0);
        }
    }
    assert_eq!(gaps, 6);
}

#[test]
fn markdown_takes_both_halves_of_a_pair_out_of_what_is_strong() {
    let made = Test::new("md r.yaml -o r.md")
        .file("r.yaml", "work: [{name: 甲, highlights: [发出**【重要】**通知, 完成**《论文》**的, 私は**「山田」**です, \"he says**“no”**now\"]}]\n")
        .success();
    let text = String::from_utf8(made.read("r.md")).expect("UTF-8");
    for line in ["发出【**重要**】通知", "完成《**论文**》的", "私は「**山田**」です"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
}

/// Where every word of a locale was found is behind it, in the file.
#[test]
fn every_word_of_a_locale_has_a_source() {
    let known = std::fs::read_to_string("data/locale.toml").expect("readable");
    let known: Vec<&str> = known.lines().filter_map(|line| line.strip_prefix("#   ")).collect();
    let is_known = |source: &str| {
        known.iter().any(|line| line.starts_with(source) || line.contains(&format!(", {source}")))
    };
    let mut words = 0;
    for file in std::fs::read_dir("data/locales").expect("readable") {
        let path = file.expect("readable").path();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let mut table = "";
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                table = name.split(']').next().unwrap_or_default();
            }
            let key = line.split(" = ").next().unwrap_or_default();
            let is_word = ["titles", "words", "levels"].contains(&table)
                || table == "patterns"
                    && ["quotes", "duration", "until", "month", "day"].contains(&key);
            if !line.contains(" = ") || !is_word {
                continue;
            }
            words += 1;
            let (_, sources) = line.rsplit_once("  # ").unwrap_or_default();
            let sources = sources.split(';').next().unwrap_or_default();
            let is_told = !sources.is_empty() && sources.split(", ").all(is_known);
            assert!(is_told, "{}: no source known to data/locale.toml: {line}", path.display());
        }
    }
    assert!(words > 2_000, "{words}");
}

/// Signs and numbers of bullets that people type by hand: where YAML can read them they are bullets, where it cannot the
/// error names them.
#[test]
fn bullets_by_hand_are_split_or_named() {
    for marks in [
        ["●", "●"],
        ["①", "②"],
        ["（1）", "（2）"],
        ["1、", "2、"],
        ["1. ", "2. "],
        ["一、", "二、"],
        ["•", "•"],
        ["・", "・"],
        ["➢ ", "➢ "],
    ] {
        let resume = |indent: &str| {
            let lines = format!("{indent}{}負責設計\n{indent}{}带队\n", marks[0], marks[1]);
            format!("work:\n  - name: 甲\n    highlights:\n{lines}")
        };
        let (document, _) = document(&resume("      "), "zh");
        let bullets = crate::resolving::bullets(&document.sections[0].entries[0].highlights);
        assert_eq!(bullets, ["負責設計", "带队"], "{marks:?}");
        Test::new("pdf r.yaml -o r.pdf")
            .file("r.yaml", resume("    "))
            .exits_with(1)
            .says(&format!("`{}` begins no item of a list in YAML", marks[0].trim()))
            .says("hint: write `- 負責設計`");
    }
}

/// Where every address of an account was checked is behind it, in the file.
#[test]
fn every_address_of_a_network_was_checked() {
    let text = std::fs::read_to_string("data/networks.toml").expect("readable");
    let is_address =
        |line: &&str| ["url = ", "number = ", "short = "].iter().any(|key| line.starts_with(key));
    let addresses: Vec<&str> = text.lines().filter(is_address).collect();
    assert!(addresses.len() > 100, "{}", addresses.len());
    for line in addresses {
        let (_, checked) = line.rsplit_once("  # ").unwrap_or_default();
        let is_told = checked == "in use"
            || !checked.is_empty()
                && checked.split(", ").all(|list| ["Sherlock", "Maigret"].contains(&list));
        assert!(is_told, "{line}");
    }
}

/// In narrow columns a range ends its first line with its dash, a licence begins its second with the bracket; no line
/// begins with a dash, and no month parts from its year.
#[test]
fn dates_of_two_lines_are_parted_behind_the_dash() {
    let resume = "
basics: {name: A}
work:
  - {name: B, positions: [{position: C, startDate: 2014-08, endDate: 2019-01}, {position: D, startDate: 2010-09, endDate: 2014-07}]}
  - {name: E, position: F, startDate: 2019-02}
education: [{institution: G, area: H, startDate: 2001-09, endDate: 2006-06}]
certificates: [{name: I, date: 2024-05, expires: 2028-05}]
";
    for language in ["ru", "uk", "fr", "pl", "hu"] {
        for theme in themes() {
            let made = Test::new("pdf r.yaml -o r.pdf --no-system-fonts --theme")
                .argument(&theme)
                .argument(format!("--lang={language}"))
                .file("r.yaml", resume)
                .success();
            let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf")).expect("a PDF");
            let text = pdf.text();
            for line in text.lines().map(str::trim) {
                let is_dash = line.starts_with(['–', '—']);
                let is_year = line.split_once(' ').is_some_and(|(year, rest)| {
                    year.len() == 4 && year.parse::<u16>().is_ok() && rest.starts_with(['–', '—'])
                });
                assert!(!is_dash && (!is_year || language == "hu"), "{language}, {theme}: {text}");
            }
            let torn = ["январь\n2019", "июль\n2014", "июнь\n2006", "настоящее\nвремя"];
            assert!(torn.iter().all(|torn| !text.contains(torn)), "{language}, {theme}: {text}");
        }
    }
}

#[test]
fn numbers_of_publications_go_on_over_their_groups() {
    let resume = "
publications: [{name: First, releaseDate: 2020}, {name: Second, releaseDate: 2019}]
sections:
  - {id: talks, title: Talks, kind: publications, entries: [{title: Third, date: 2018}, {title: Fourth, date: 2017}]}
  - {id: books, title: Books, kind: publications, entries: [{title: Fifth, date: 2016}]}
";
    for (order, numbers) in [("numbered", [1, 2, 1, 2, 1]), ("continued", [1, 2, 3, 4, 5])] {
        let made = Test::new("pdf r.yaml -o r.pdf --no-system-fonts --theme academic --set")
            .argument(format!("publications={order}"))
            .file("r.yaml", resume)
            .success();
        let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf")).expect("a PDF");
        let text = pdf.running_text().split_whitespace().collect::<Vec<_>>().join(" ");
        for (title, number) in ["First", "Second", "Third", "Fourth", "Fifth"].iter().zip(numbers) {
            assert!(text.contains(&format!("{number} {title}")), "{order}: {text}");
        }
    }
}

#[test]
fn years_are_counted_in_the_calendar_that_is_asked_for() {
    let resume = "
work: [{name: A, startDate: 2018-04, endDate: 2019-05}, {name: B, startDate: 2020}]
awards: [{title: C, date: 1989-01}, {title: D, date: 1925-03-01}]
";
    for (language, calendar, expected) in [
        (
            "ja",
            "japanese",
            ["平成30年4月〜令和元年5月", "令和2年〜現在", "平成元年1月", "大正14年3月1日"],
        ),
        (
            "zh-TW",
            "roc",
            ["民國107年4月 – 民國108年5月", "民國109年", "民國78年1月", "民國14年3月1日"],
        ),
        ("th", "buddhist", ["เม.ย. 2561 – พ.ค. 2562", "2563", "ม.ค. 2532", "1 มี.ค. 2468"]),
    ] {
        let made = Test::new("pdf r.yaml -o r.pdf --no-system-fonts --set dates=auto --set")
            .argument(format!("calendar={calendar}"))
            .argument(format!("--lang={language}"))
            .file("r.yaml", resume)
            .success();
        let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf")).expect("a PDF");
        let text = pdf.running_text().replace('\u{a0}', " ");
        for date in expected {
            assert!(text.contains(date), "{language}: {date} in {text}");
        }
    }
}

/// Unless anything else is asked for, dates that are written in the calendar of the language are printed in it.
#[test]
fn years_are_counted_as_most_dates_are_written() {
    for (language, dates, expected) in [
        ("fa", "startDate: 1398/07, endDate: 1402", "مهر 1398 – 1402"),
        ("fa", "startDate: 2019-10, endDate: 2023", "اکتبر 2019 – 2023"),
        ("th", "startDate: 05/2560, endDate: 2562-03", "พ.ค. 2560 – มี.ค. 2562"),
        ("ja", "startDate: 平成30年4月, endDate: R1.5", "平成30年4月〜令和元年5月"),
        ("ja", "startDate: 平成30年4月, endDate: 2019-05", "2018年4月〜2019年5月"),
        ("de", "startDate: 平成30年4月, endDate: R1.5", "04/2018 – 05/2019"),
    ] {
        let made = Test::new("pdf r.yaml -o r.pdf --no-system-fonts --set dates=auto --lang")
            .argument(language)
            .file(
                "r.yaml",
                format!("cvgen: {{languages: [{language}]}}\nwork: [{{name: A, {dates}}}]\n"),
            )
            .success();
        let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf")).expect("a PDF");
        let text = pdf.running_text().replace('\u{a0}', " ");
        assert!(text.contains(expected), "{language}: {expected} in {text}");
    }
}

/// Type 1 fonts have no letters with a mark below: what is put together for them is read back as one.
#[test]
fn letters_with_a_mark_below_are_read_back_from_pdflatex() {
    let words = "zażółć gęślą jaźń; știință și ță; ļoti ķēniņš ģimene; ąĘęĮįŲų ŞşŢţ ȘșȚț ĶķĻļŅņ";
    let made = Test::new("pdf r.yaml -o r.pdf --theme classic --engine latex=pdflatex")
        .file("r.yaml", format!("basics: {{name: Wróbel Łęcka, summary: '{words}'}}\n"))
        .run();
    if !made.path("r.pdf").exists() {
        return crate::judges::missing("pdflatex");
    }
    let Some(text) = crate::judges::poppler(&made.path("r.pdf"), &["-raw"]) else { return };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // The accents above are read as combining marks, as ever.
    for word in [
        "Łęcka",
        " gę",
        "lą ",
        "știin",
        " ț",
        "ļoti",
        " ķ",
        "ņ",
        "ąĘęĮįŲų",
        "ŞşŢţ",
        "ȘșȚț",
        "ĶķĻļŅņ",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

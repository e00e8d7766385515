//! The bundled fonts: what is in them, where they come from, and what they weigh.

use crate::harness::{Finished, Test, names, root};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The registry takes no larger package.
const MOST_PACKED_BYTES: u64 = 10_000_000;

/// The folders of the data crates.
fn crates() -> Vec<PathBuf> {
    let fonts = root().join("fonts");
    let folders = names(&fonts).into_iter().map(|name| fonts.join(name));
    folders.filter(|folder| folder.join("Cargo.toml").is_file()).collect()
}

/// The folders of all families.
fn families() -> Vec<PathBuf> {
    let inside = |folder: PathBuf| {
        let names = names(&folder).into_iter().filter(|name| name != "src");
        names.map(|name| folder.join(name)).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    crates().into_iter().flat_map(inside).collect()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every font file has its licence and a note of where it came from; and what is reserved is unchanged.
#[test]
fn every_font_has_its_licence_and_origin() {
    let families = families();
    assert!(families.len() > 15);
    for family in families {
        let licence = text(&family.join("OFL.txt"));
        assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{}", family.display());
        let note = text(&family.join("README.md"));
        for word in ["- Origin: ", "- Font version: ", "- Licence: SIL Open Font License 1.1"] {
            assert!(note.contains(word), "{}: {word}", family.display());
        }
        let reserves = licence.to_lowercase().contains("with reserved font name");
        let is_whole = note.contains("- Modified: no");
        assert!(is_whole || !reserves, "{}: a changed font with a reserved name", family.display());
    }
}

/// The files are those that `fonts/make.py` made.
#[test]
fn every_font_is_the_one_that_was_made() {
    let fonts = root().join("fonts");
    let mut found = Vec::new();
    for family in families() {
        for name in names(&family) {
            let path = family.join(name);
            if path.extension().is_none_or(|it| it != "ttf" && it != "otf") {
                continue;
            }
            let hash = Sha256::digest(std::fs::read(&path).expect("a font"));
            let path = path.strip_prefix(&fonts).expect("in the folder").display().to_string();
            let hash = hash.iter().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            });
            found.push(format!("{hash}  {path}"));
        }
    }
    let sums = text(&fonts.join("SHA256SUMS"));
    let mut sums: Vec<&str> = sums.lines().collect();
    sums.sort_unstable();
    found.sort();
    assert_eq!(found, sums);
}

/// `fonts/make.py` makes the same files again: from packages of other people, so only in the long run.
#[test]
fn the_fonts_can_be_made_again() {
    if std::env::var_os("CVGEN_ALL").is_none() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let script = root().join("fonts/make.py");
    let output = Command::new("python3").arg("-B").arg(script).arg(folder.path()).output();
    let output = output.expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("text");
    let (mut made, sums) = (
        printed.lines().map(str::to_owned).collect::<Vec<_>>(),
        text(&root().join("fonts/SHA256SUMS")),
    );
    made.sort();
    let mut sums: Vec<&str> = sums.lines().collect();
    sums.sort_unstable();
    assert_eq!(made, sums);
}

/// The characters that a font has; none if there is no such file.
fn covered(path: &str) -> BTreeSet<u32> {
    let Ok(bytes) = std::fs::read(root().join("fonts").join(path)) else { return BTreeSet::new() };
    let font = typst::text::FontInfo::new(&bytes, 0).expect("a font");
    font.coverage.iter().collect()
}

#[test]
fn every_subset_has_the_characters_of_its_standard() {
    let table = text(&root().join("fonts/general-standard-chinese.txt"));
    assert_eq!(table.chars().filter(|c| !c.is_whitespace()).count(), 8105);
    let syllables = "각힝글한국어김박이최정강조윤장임";
    let japanese = "直樹髙﨑邉塡剝頰𠮟鷗俠繫嘘神祇ゔヷㇰ①㈱〒〆々ー";
    let traditional = "陳績學陽明範例龢堃喆嘅啲冇臺灣國語國際體驗ㄅㄆ「」『』《》、。";
    for style in ["sans", "serif"] {
        for weight in ["Regular", "Bold"] {
            for (region, characters) in
                [("sc", table.as_str()), ("tc", traditional), ("jp", japanese), ("kr", syllables)]
            {
                let title = if style == "sans" { "Sans" } else { "Serif" };
                let file = format!("Noto{title}CJK{region}-{weight}.otf");
                let path = format!("{region}/noto-{style}-cjk-{region}/{file}");
                let common = covered(&path);
                let rare = covered(
                    &path
                        .replace("/Noto", "-rare/Noto")
                        .replace("-Re", "Rare-Re")
                        .replace("-Bo", "Rare-Bo"),
                );
                let shared = common.intersection(&rare).copied().collect::<Vec<_>>();
                let blank = if rare.is_empty() { vec![] } else { vec![u32::from(' ')] };
                assert_eq!(shared, blank, "{path}");
                // A page without rare characters opens about half of what there is.
                let is_split = region == "sc" || region == "jp";
                assert_eq!(is_split, rare.len() * 5 > common.len() * 3, "{path}");
                let has = |c: &char| common.contains(&(*c as u32)) || rare.contains(&(*c as u32));
                let lacking: String =
                    characters.chars().filter(|c| !c.is_whitespace() && !has(c)).collect();
                assert_eq!(lacking, "", "{path}");
            }
        }
    }
}

/// The crates as the registry gets them: each small enough, and `cvgen` is built from nothing else.
#[test]
fn every_package_is_small_enough_and_builds() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |command: &mut Command| {
        let output = command.output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let mut pack = Command::new(env!("CARGO"));
    pack.args(["package", "--workspace", "--no-verify", "--allow-dirty", "--offline", "--quiet"]);
    run(pack.arg("--target-dir").arg(folder.path()).current_dir(root()));
    let packed = folder.path().join("package");
    let has_ending =
        |name: &String, ending| Path::new(name).extension().is_some_and(|it| it == ending);
    let packages: Vec<_> =
        names(&packed).into_iter().filter(|it| has_ending(it, "crate")).collect();
    assert_eq!(packages.len(), crates().len() + 1, "{packages:?}");
    for package in &packages {
        let bytes = std::fs::metadata(packed.join(package)).expect("a package").len();
        assert!(bytes < MOST_PACKED_BYTES, "{package} has {bytes} bytes");
    }
    if std::env::var_os("CVGEN_ALL").is_none() {
        return;
    }
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--offline", "--quiet"]).current_dir(packed.join("cvgen-0.1.0"));
    for package in &packages {
        run(Command::new("tar").arg("xzf").arg(package).current_dir(&packed));
        let name = package.trim_end_matches("-0.1.0.crate");
        if name != "cvgen" {
            let unpacked = packed.join(format!("{name}-0.1.0"));
            let patch = format!("patch.crates-io.{name}.path=\"{}\"", unpacked.display());
            build.args(["--config", &patch]);
        }
    }
    // The dependencies are compiled already.
    if let Some(target) = Path::new(env!("CARGO_BIN_EXE_cvgen")).ancestors().nth(2) {
        build.env("CARGO_TARGET_DIR", target);
    }
    run(&mut build);
}

/// The fonts in a PDF, by the names in it.
fn fonts_in(pdf: &Path) -> BTreeSet<String> {
    let document = lopdf::Document::load(pdf).expect("a PDF");
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let names = dictionaries.filter_map(|it| it.get(b"FontName").ok()?.as_name().ok());
    let names = names.map(|name| String::from_utf8_lossy(name).into_owned());
    names.map(|name| name[7..].trim_end_matches("-Identity-H").to_owned()).collect()
}

/// What the fonts are, without their weight.
fn families_in(pdf: &Path) -> Vec<String> {
    let names = fonts_in(pdf).into_iter();
    let families = names.map(|name| name.rsplit_once('-').unwrap_or((&name, "")).0.to_owned());
    families.collect::<BTreeSet<_>>().into_iter().collect()
}

fn print(resume: &str, words: &str) -> Finished {
    let words = format!("pdf r.yaml -q --no-system-fonts -o r.pdf {words}");
    Test::new(&words).file("r.yaml", resume).success()
}

#[test]
fn every_language_with_words_is_printed_in_its_own_shapes() {
    let resume = "basics: {name: {zh-Hant: 陳績學, zh-HK: 陳績學, ja: 佐藤 直樹, ko: 홍길동, zh: 罗锦华}}\n\
                  work: [{name: {zh-Hant: 範例公司, zh-HK: 範例公司, ja: 株式会社例, ko: 예제, zh: 公司}, \
                  startDate: 2018-04}]\n";
    for (language, expected) in
        [("zh-Hant", "tc"), ("zh-HK", "tc"), ("ja", "jp"), ("ko", "kr"), ("zh", "sc")]
    {
        for (theme, style, latin) in
            [("classic", "Serif", "SourceSerif4"), ("modern", "Sans", "Inter")]
        {
            let made = print(resume, &format!("--lang {language} --theme {theme}"));
            assert_eq!(made.stderr, "", "{language}");
            let mut found = families_in(&made.path("r.pdf"));
            found.retain(|family| family != latin);
            assert_eq!(found, [format!("Noto{style}CJK{expected}")], "{language}, {theme}");
        }
    }
}

/// Rare Han are a font of their own, which only a page that has some opens; nobody sees a difference.
#[test]
fn rare_han_come_from_a_font_of_their_own() {
    let resume = |name: &str, more: &str| {
        format!(
            "basics: {{name: {name}, summary: 在{more}工作，负责数据平台。}}\n\
             work: [{{name: 公司, position: 工程师, highlights: [改造{more}系统，Java与C++]}}]\n"
        )
    };
    for (theme, style, latin) in [
        ("classic", "Serif", "SourceSerif4"),
        ("modern", "Sans", "Inter"),
        ("jianli", "Sans", "SourceSans3"),
    ] {
        let words = format!("--lang zh --theme {theme}");
        let common = print(&resume("罗锦华", "杭州"), &words);
        assert_eq!(
            families_in(&common.path("r.pdf")),
            BTreeSet::from([format!("Noto{style}CJKsc"), latin.into()])
                .into_iter()
                .collect::<Vec<_>>()
        );
        let mixed = print(&resume("罗翀華", "郪江"), &words);
        assert_eq!(mixed.stderr, "");
        let expected = [format!("Noto{style}CJKsc"), format!("Noto{style}CJKscRare"), latin.into()];
        // A traditional letter is in neither part.
        let found = families_in(&mixed.path("r.pdf"));
        assert!(expected.iter().all(|family| found.contains(family)), "{theme}: {found:?}");
        let text = Command::new("pdftotext").arg(mixed.path("r.pdf")).arg("-").output();
        let text = String::from_utf8(text.expect("it runs").stdout).expect("text");
        for wanted in ["罗翀華", "在郪江工作，负责数据平台。", "改造郪江系统，Java"]
        {
            assert!(text.contains(wanted), "{theme}: {text}");
        }
    }
    let japanese = families_in(&print("basics: {name: 佐藤 蕣}\n", "--lang ja").path("r.pdf"));
    assert_eq!(japanese, ["NotoSerifCJKjp", "NotoSerifCJKjpRare", "SourceSerif4"]);
    // It comes along by itself, and is not a family to choose.
    let listed = Test::new("fonts --no-system-fonts rare").file("r.yaml", "").exits_with(1);
    listed.says("no font's name contains `rare`");
}

/// The same in every other format: LaTeX with the fonts beside it, HTML with parts of them, Word.
#[test]
fn rare_han_are_in_every_format() {
    let resume = "basics: {name: 罗翀, summary: 在郪江工作，负责数据平台。}\n";
    let run = |words: &str| {
        let words = format!("{words} -q --no-system-fonts --lang zh");
        Test::new(&words).file("r.yaml", resume).success()
    };
    let latex = run("tex r.yaml -o out/");
    let source = String::from_utf8(latex.read("out/resume.tex")).expect("text");
    assert!(source.contains("han-font = Noto Serif CJK SC"), "{source}");
    assert!(source.contains("Noto Serif CJK SC Rare = {翀郪}"), "{source}");
    for file in [
        "NotoSerifCJKsc-Regular.otf",
        "NotoSerifCJKscRare-Regular.otf",
        "noto-serif-cjk-sc-rare-OFL.txt",
    ] {
        assert!(latex.path("out/fonts").join(file).is_file(), "{file}");
    }
    for engine in ["xelatex", "lualatex"] {
        let mut run = Command::new(engine);
        run.args(["-interaction=nonstopmode", "-halt-on-error", "resume.tex"]);
        let output = run.current_dir(latex.path("out")).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let pdf = latex.path("out/resume.pdf");
        let text = Command::new("pdftotext").arg(&pdf).arg("-").output().expect("it runs");
        let text = String::from_utf8(text.stdout).expect("text");
        assert!(
            text.contains("罗翀") && text.contains("在郪江工作，负责数据平台。"),
            "{engine}: {text}"
        );
        let log = std::fs::read(latex.path("out/resume.log")).expect("a log");
        let log = String::from_utf8_lossy(&log);
        assert!(!log.contains("Missing character: There is no"), "{engine}");
    }
    let html = String::from_utf8(run("html r.yaml -o r.html").read("r.html")).expect("text");
    assert_eq!(html.matches("font-family:cv-body-3;").count(), 2, "regular and bold");
    assert!(html.contains("在郪江工作"));
    run("docx r.yaml -o r.docx").path("r.docx");
    let stdout = Test::new("txt r.yaml -o - --lang zh").file("r.yaml", resume).success().stdout;
    assert!(String::from_utf8(stdout).expect("text").contains("在郪江工作"));
}

#[test]
fn a_name_of_another_language_is_one_font() {
    let of =
        |name: &str| families_in(&print(&format!("basics: {{name: {name}}}\n"), "").path("r.pdf"));
    assert_eq!(of("Ada 罗锦华"), ["NotoSerifCJKsc", "SourceSerif4"]);
    assert_eq!(of("Ada 王陽明"), ["NotoSerifCJKtc", "SourceSerif4"]);
    assert_eq!(of("Ada ひろし 直樹"), ["NotoSerifCJKjp", "SourceSerif4"]);
    assert_eq!(of("Ada 홍길동"), ["NotoSerifCJKkr", "SourceSerif4"]);
}

#[test]
fn han_goes_with_the_font_of_the_text() {
    let resume = "basics: {name: 林一五, label: Java工程师, summary: 使用Spring开发后端，QPS由800提升到900。}";
    for (options, expected) in [
        ("--theme classic --set body-font=Inter", ["Inter", "NotoSansCJKsc"]),
        ("--theme classic --set body-font=EB_Garamond", ["EBGaramond", "NotoSerifCJKsc"]),
        ("--theme compact --set body-font=Source_Serif_4", ["NotoSerifCJKsc", "SourceSerif4"]),
        ("--theme classic --set han-font=Noto_Sans_CJK_SC", ["NotoSansCJKsc", "SourceSerif4"]),
        ("--theme classic --set body-font=Inter,Noto_Serif_CJK_SC", ["Inter", "NotoSerifCJKsc"]),
        ("--theme classic --set body-font=Noto_Sans_CJK_SC", ["NotoSansCJKsc", "SourceSans3"]),
        ("--theme classic --set han-font=思源黑体", ["NotoSansCJKsc", "SourceSerif4"]),
        ("--theme modern --set han-font=思源宋体", ["Inter", "NotoSerifCJKsc"]),
    ] {
        let words = ["pdf", "r.yaml", "-q", "--no-system-fonts", "--lang=zh", "-o", "r.pdf"];
        let options = options.split(' ').map(|word| word.replace('_', " "));
        let run = options.fold(Test::new(&words.join(" ")), Test::argument);
        let made = run.file("r.yaml", resume).success();
        assert_eq!(made.stderr, "");
        assert_eq!(families_in(&made.path("r.pdf")), expected);
    }
}

#[test]
fn a_font_that_people_know_but_do_not_have_has_a_stand_in() {
    let resume = "basics: {name: 林一五}\ncvgen: {languages: [zh]}\n";
    for (name, expected) in [
        ("微软雅黑", "Noto Sans CJK SC"),
        ("宋体", "Noto Serif CJK SC"),
        ("PingFang SC", "Noto Sans CJK SC"),
        ("楷体", "Noto Serif CJK SC"),
        ("KaiTi_GB2312", "Noto Serif CJK SC"),
        ("方正小标宋简体", "Noto Serif CJK SC"),
        ("方正小标宋_GBK", "Noto Serif CJK SC"),
        ("方正黑体", "Noto Sans CJK SC"),
    ] {
        let run = Test::new("pdf r.yaml --no-system-fonts -o r.pdf");
        let made = run.argument("--set").argument(format!("han-font={name}"));
        let made = made.file("r.yaml", resume).success();
        made.says(&format!("warning: there is no font `{name}` here; `{expected}` is used"));
    }
}

#[test]
fn a_name_that_would_be_a_box_or_a_page_of_boxes_is_an_error() {
    let run = |resume: &str| {
        let test = Test::new("pdf r.yaml --no-system-fonts -o r.pdf").file("r.yaml", resume);
        test.exits_with(1)
    };
    let refused = run("basics: {name: ស៊ីសុវត្ថិ}\n");
    let refused = refused.says("error: no font has `ស` (U+179F) of the name");
    refused.says("Noto Sans Khmer").says("r.yaml:1:16").path("r.pdf");
    run("basics: {name: Ada, summary: ក្រុមហ៊ុនរបស់ខ្ញុំ}\n")
        .says("error: no font has ")
        .says("Noto Sans Khmer");
    // One sign among many words is a warning, at the text that is printed.
    let resume = "basics:\n  name: {en: Ada, de: Ada}\n  summary:\n    en: An apple 𐌰 a day\n    de: Ein Apfel 𐌰 am Tag\n";
    let test = Test::new("pdf r.yaml --no-system-fonts --lang=de -o r.pdf").file("r.yaml", resume);
    test.success().says("warning: no font has `𐌰` (U+10330); `□` is printed").says("r.yaml:5:19");
}

#[test]
fn latex_names_the_fonts_of_the_region() {
    for (language, name, region) in
        [("ja", "佐藤直樹", "jp"), ("ko", "홍길동", "kr"), ("zh-Hant", "陳績學", "tc")]
    {
        let test = Test::new("tex r.yaml -q --no-system-fonts --bundle -o out/r.tex --lang");
        let resume = format!("cvgen: {{languages: [{language}]}}\nbasics: {{name: {name}}}\n");
        let made = test.argument(language).file("r.yaml", resume).success();
        let file = format!("NotoSerifCJK{region}-Regular.otf");
        let source = String::from_utf8(made.read("out/r.tex")).expect("text");
        let family = format!("han-font = Noto Serif CJK {}", region.to_uppercase());
        assert!(source.contains(&family), "{language}: {source}");
        assert!(made.path("out/fonts").join(file).is_file());
    }
}

//! Every language as its own people write it: bold, dates, lines, words, names and contacts.

use crate::harness::Test;
use crate::resolving::{bullets, document, document_of, texts};

#[test]
fn an_asterisk_without_partner_is_told() {
    let warned = |text: &str| {
        let resume =
            format!("cvgen: {{languages: [zh]}}\nwork: [{{name: A, highlights: ['{text}']}}]\n");
        let (document, warnings) = document(&resume, "zh");
        assert_eq!(bullets(&document.sections[0].entries[0].highlights).concat(), text);
        warnings
    };
    for text in ["**重点说明", "** 重点 **说明", "**설계 담당", "Led ** a team**"] {
        assert_eq!(warned(text), ["stray-asterisks"], "{text}");
    }
    for text in ["2**3**4", "2 ** 3", "f***", "138****1234"] {
        assert_eq!(warned(text), [""; 0], "{text}");
    }
}

/// The dates of the entries of all sections.
fn dates(resume: &str, language: &str) -> (Vec<String>, Vec<&'static str>) {
    let (document, warnings) = document(resume, language);
    let entries = document.sections.iter().flat_map(|section| &section.entries);
    (entries.map(|entry| entry.date.text.replace(['\u{a0}', '\u{202f}'], " ")).collect(), warnings)
}

#[test]
fn dates_written_in_other_scripts_are_dates() {
    let resume = "
work:
  - {name: A, startDate: 2018年4月, endDate: ２０１９年３月}
  - {name: B, startDate: 平成31年4月, endDate: 令和6年3月}
  - {name: C, startDate: 2018年9月至今}
  - {name: D, startDate: 2015年9月 - 2019年6月}
  - {name: E, date: 2018년 3월 ~ 2019년 2월}
  - {name: F, startDate: 2022年1月, endDate: 2021年3月}
awards:
  - {title: A, date: 民國107年9月}
  - {title: B, date: 2018년 3월}
  - {title: C, date: 二〇一八年四月}
  - {title: D, date: 2019年起}
  - {title: E, date: seit 03/2019}
";
    let (en, warnings) = dates(resume, "en");
    assert_eq!(
        en,
        [
            "Apr 2018 – Mar 2019",
            "Apr 2019 – Mar 2024",
            "Sep 2018 – Present",
            "Sep 2015 – Jun 2019",
            "Mar 2018 – Feb 2019",
            "Jan 2022 – Mar 2021",
            "Sep 2018",
            "Mar 2018",
            "Apr 2018",
            "2019 – Present",
            "Mar 2019 – Present",
        ]
    );
    assert_eq!(warnings, ["date-order"]);
}

#[test]
fn years_of_two_figures_and_other_calendars_are_those_of_the_language() {
    for (written, fields, expected) in [
        ("zh", "startDate: 18年9月, endDate: 20年5月", "Sep 2018 – May 2020"),
        ("zh", "date: 19.07-20.05", "Jul 2019 – May 2020"),
        ("zh", "startDate: 19.07-至今", "Jul 2019 – Present"),
        ("zh-TW", "date: 98年9月", "Sep 2009"),
        ("ko", "date: 18년 3월 ~ 20년 2월", "Mar 2018 – Feb 2020"),
        ("zh", "date: 2019年7月-9月", "Jul 2019 – Sep 2019"),
        ("zh", "date: 2019.07-09", "Jul 2019 – Sep 2019"),
        ("ja", "date: 2019年7月〜9月", "Jul 2019 – Sep 2019"),
        ("de", "date: Juni bis August 2019", "Jun 2019 – Aug 2019"),
        ("zh", "date: 2018.09 -- 2019.06", "Sep 2018 – Jun 2019"),
        ("zh", "date: 2018年9月－2019年6月", "Sep 2018 – Jun 2019"),
        ("ja", "date: 2018年4月より現在に至る", "Apr 2018 – Present"),
        ("fa", "startDate: 1398/07, endDate: شهریور ۱۴۰۱", "Oct 2019 – Sep 2022"),
        ("fa", "date: ۱۳۹۵/۰۷ تا ۱۳۹۸/۰۴", "Oct 2016 – Jul 2019"),
        ("th", "startDate: 05/2560, endDate: มี.ค. 2562", "May 2017 – Mar 2019"),
    ] {
        let resume =
            format!("cvgen: {{languages: [{written}, en]}}\nwork: [{{name: A, {fields}}}]\n");
        assert_eq!(dates(&resume, "en"), (vec![expected.to_owned()], vec![]), "{fields}");
    }
    // Nobody knows which year it is: it is printed as it is written, and told.
    for (written, date) in [("ja", "18年4月"), ("ar", "1440/05")] {
        let resume =
            format!("cvgen: {{languages: [{written}]}}\nawards: [{{title: A, date: {date}}}]\n");
        assert_eq!(dates(&resume, written), (vec![date.to_owned()], vec!["date"]), "{written}");
    }
}

#[test]
fn since_is_said_once() {
    for since in [
        "seit 03/2019",
        "ab 03/2019",
        "depuis 03/2019",
        "desde 2019-03",
        "dal 03.2019",
        "od 03.2019",
        "с 03.2019",
        "sedan 2019-03",
        "03/2019'dan beri",
        "từ 03/2019",
        "2019年3月より",
        "c 03.2019",
        "03/2019'dan bu yana",
    ] {
        let (dates, warnings) =
            dates(&format!("work: [{{name: A, startDate: \"{since}\"}}]\n"), "de");
        assert_eq!(
            (&dates[..], &warnings[..]),
            (&["03/2019 – heute".to_owned()][..], &[][..]),
            "{since}"
        );
    }
}

#[test]
fn until_now_is_understood_in_every_form() {
    for present in [
        "DEVAM EDİYOR",
        "ŞİMDİ",
        "bis jetzt",
        "jusqu’à présent",
        "à présent",
        "hasta la actualidad",
        "hasta hoy",
        "fino ad oggi",
        "tuttora",
        "até ao presente",
        "do dnia dzisiejszego",
        "по настоящий момент",
        "ПО СЬОГОДНІ",
        "do teď",
        "unbefristet",
        "…",
        "–",
        "?",
        "Aujourdʼhui",
        "a\u{300} pre\u{301}sent",
        "tills vidare",
        "現在に至る",
        "현재까지",
        "目前",
        "đến nay",
        "günümüze kadar",
        "läuft noch",
        "hoy en día",
        "t/m heden",
        "по текущее время",
        "до тепер",
        "hâlâ",
        "在任",
        "現任",
        "至今。",
    ] {
        let resume = format!("work: [{{name: A, startDate: 2019-01, endDate: \"{present}\"}}]\n");
        let (dates, warnings) = dates(&resume, "de");
        assert_eq!(
            (&dates[..], &warnings[..]),
            (&["01/2019 – heute".to_owned()][..], &[][..]),
            "{present}"
        );
    }
}

#[test]
fn a_certificate_is_valid_until_then() {
    for key in [
        "endDate",
        "validUntil",
        "expires",
        "expirationDate",
        "valid_until",
        "expiry",
        "validTo",
        "gültig bis",
        "scadenza",
        "有效期至",
        "有効期限",
    ] {
        let resume =
            format!("certificates: [{{name: Erste Hilfe, date: 2024-05, {key}: 2026-05}}]\n");
        assert_eq!(dates(&resume, "de").0, ["05/2024 (gültig bis 05/2026)"], "{key}");
    }
}

#[test]
fn overlays_match_dates_as_they_are_written_in_their_language() {
    let base = "
cvgen: {languages: [en, zh]}
work:
  - {name: B Ltd, startDate: 2020-03}
  - {name: A Ltd, startDate: 2018, endDate: 2019}
  - {name: C Ltd, startDate: 2016-09, endDate: 2017-08}
";
    let run = |second: &str| {
        crate::harness::Test::new("json r.yaml --lang zh -o -")
            .file("r.yaml", base)
            .file("r.zh.yaml", second)
            .success()
    };
    let finished = run("
work:
  - {name: 丙公司, startDate: 平成28年9月}
  - {name: 甲公司, startDate: 2018年, endDate: 2019年}
  - {name: 乙公司, startDate: 2020年3月}
");
    let text = String::from_utf8(finished.stdout.clone()).expect("UTF-8");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let jobs: Vec<_> = (0..3)
        .map(|index| {
            let field = |name: &str| json["work"][index][name].as_str().unwrap_or("").to_owned();
            [field("name"), field("startDate"), field("endDate")].join(" ")
        })
        .collect();
    assert_eq!(jobs, ["乙公司 2020-03 ", "甲公司 2018 2019", "丙公司 2016-09 2017-08"]);
    assert!(!finished.stderr.contains("warning"), "{}", finished.stderr);
    // A second overlay finds the entries, although the first has written their dates in its language.
    let made = crate::harness::Test::new("txt r.yaml --lang ko -o -")
        .file("r.yaml", base.replace("[en, zh]", "[en, ja, ko]"))
        .file("r.ja.yaml", "work: [{name: A社, startDate: 2018年, endDate: 令和元年}, {name: B社, startDate: 令和2年3月}]\n")
        .file("r.ko.yaml", "work: [{name: 에이, startDate: 2018년}, {name: 비, startDate: 2020. 3.}]\n")
        .success();
    let text = String::from_utf8(made.stdout.clone()).expect("UTF-8");
    let line =
        |name: &str| text.lines().find(|line| line.contains(name)).unwrap_or_default().to_owned();
    assert!(line("에이").contains("2018 ~ 2019") && line("비").contains("2020년 3월 ~"), "{text}");
    assert!(!made.stderr.contains("no entry"), "{}", made.stderr);
    run("work: [{name: 丁公司, startDate: 2021年5月}]\n")
        .says("no entry of the first file has the `startDate` `2021年5月`");
}

#[test]
fn dates_of_every_language_are_those_of_its_resumes() {
    let resume = "
work: [{name: A, startDate: 2015-03, endDate: 2020-11}, {name: B, startDate: 2021-05}]
awards: [{title: C, date: 2019-03-01}]
";
    for (language, expected) in [
        ("ar", "مارس 2015 – نوفمبر 2020; مايو 2021 – حتى الآن; 1 مارس 2019"),
        ("he", "מרץ 2015 – נוב׳ 2020; מאי 2021 – היום; 1 במרץ 2019"),
        ("fa", "مارس 2015 – نوامبر 2020; مه 2021 – تاکنون; 1 مارس 2019"),
        ("hi", "मार्च 2015 – नव॰ 2020; मई 2021 – वर्तमान; 1 मार्च 2019"),
        ("th", "มี.ค. 2015 – พ.ย. 2020; พ.ค. 2021 – ปัจจุบัน; 1 มี.ค. 2019"),
        ("id", "Mar 2015 – Nov 2020; Mei 2021 – sekarang; 1 Mar 2019"),
        ("da", "mar. 2015 – nov. 2020; maj 2021 – nu; 1. mar. 2019"),
        ("no", "mars 2015 – nov. 2020; mai 2021 – nå; 1. mars 2019"),
        ("nn", "mars 2015 – nov. 2020; mai 2021 – no; 1. mars 2019"),
        ("fi", "3/2015 – 11/2020; 5/2021 – nykyhetki; 1.3.2019"),
        ("el", "03/2015 – 11/2020; 05/2021 – σήμερα; 01/03/2019"),
        ("hu", "2015. márc. – 2020. nov.; 2021. máj. – jelenleg; 2019. márc. 1."),
        ("ro", "mar. 2015 – nov. 2020; mai 2021 – prezent; 1 mar. 2019"),
        ("bg", "03.2015 – 11.2020; 05.2021 – до момента; 01.03.2019"),
        ("hr", "03/2015 – 11/2020; 05/2021 – danas; 01. 03. 2019."),
        ("sk", "3/2015 – 11/2020; 5/2021 – doteraz; 1. 3. 2019"),
        ("lt", "2015-03 – 2020-11; 2021-05 – dabar; 2019-03-01"),
        ("eu", "2015/03 – 2020/11; 2021/05 – gaur egun; 2019/03/01"),
        ("sr", "03/2015 – 11/2020; 05/2021 – данас; 01.03.2019."),
        ("sr-Latn", "03/2015 – 11/2020; 05/2021 – danas; 01.03.2019."),
        ("pt-PT", "03/2015 – 11/2020; 05/2021 – presente; 01/03/2019"),
        ("en-GB", "Mar 2015 – Nov 2020; May 2021 – Present; 1 Mar 2019"),
        ("es-MX", "03/2015 – 11/2020; 05/2021 – actualidad; 01/03/2019"),
        ("pl", "03.2015 – 11.2020; 05.2021 – obecnie; 01.03.2019"),
        ("vi", "03/2015 – 11/2020; 05/2021 – hiện tại; 01/03/2019"),
        ("fa-u-ca-persian", "اسفند 1393 – آبان 1399; اردیبهشت 1400 – تاکنون; 10 اسفند 1397"),
        ("th-u-ca-buddhist", "มี.ค. 2558 – พ.ย. 2563; พ.ค. 2564 – ปัจจุบัน; 1 มี.ค. 2562"),
        ("uk", "березень 2015 — листопад 2020; травень 2021 — дотепер; 1 березня 2019"),
    ] {
        let (dates, warnings) = dates(resume, language);
        assert_eq!((dates.join("; ").as_str(), &warnings[..]), (expected, &[][..]), "{language}");
    }
}

#[test]
fn addresses_have_the_order_of_the_country() {
    for (language, location, expected) in [
        (
            "zh",
            "city: 北京市, region: 海淀区, country: 中国, address: 中关村大街1号, postalCode: \"100080\"",
            "北京市海淀区中关村大街1号 100080",
        ),
        ("zh", "city: 杭州, region: 浙江, countryCode: CN", "浙江杭州"),
        ("zh", "city: 桂林市, region: 广西壮族自治区", "广西壮族自治区桂林市"),
        ("zh", "country: 中国", "中国"),
        ("zh", "city: 新加坡, countryCode: SG", "新加坡"),
        (
            "zh-TW",
            "city: 臺北市, region: 大安區, address: 仁愛路1號, postalCode: \"106\", country: 台灣",
            "106 臺北市大安區仁愛路1號",
        ),
        (
            "ko",
            "city: 서울특별시, region: 강남구, address: 테헤란로 123, country: 대한민국",
            "서울특별시 강남구 테헤란로 123",
        ),
        (
            "ja",
            "city: 千代田区丸の内, region: 東京都, address: 1-2-3, postalCode: 100-0005, country: 日本",
            "〒100-0005 東京都千代田区丸の内1-2-3",
        ),
        (
            "pt",
            "city: São Paulo, region: SP, postalCode: 01310-100, countryCode: BR",
            "São Paulo – SP, 01310-100",
        ),
        (
            "pt-PT",
            "address: \"Rua do Exemplo, 12\", postalCode: 1000-001, city: Lisboa, countryCode: PT",
            "Rua do Exemplo, 12, 1000-001 Lisboa",
        ),
        (
            "it",
            "postalCode: \"40121\", city: Bologna, region: BO, countryCode: IT",
            "40121 Bologna (BO)",
        ),
        ("it", "city: Bologna", "Bologna"),
        ("ru", "city: Екатеринбург, countryCode: RU", "Екатеринбург"),
        ("ru", "city: Минск, countryCode: BY", "Минск, Беларусь"),
        ("de", "city: Wien, countryCode: AT", "Wien, Österreich"),
        ("de-AT", "city: Wien, countryCode: AT", "Wien"),
        (
            "de",
            "address: Musterweg 1, postalCode: \"70173\", city: Stuttgart, country: Deutschland",
            "Musterweg 1, 70173 Stuttgart",
        ),
        ("fr", "city: Lyon, countryCode: FR", "Lyon"),
        (
            "fr-CA",
            "city: Montréal, region: Québec, postalCode: H3Z 2Y7",
            "Montréal (Québec)  H3Z 2Y7",
        ),
        (
            "hu",
            "address: Kossuth tér 1., city: Budapest, postalCode: \"1055\"",
            "1055 Budapest, Kossuth tér 1.",
        ),
        ("en", "city: London, countryCode: UK", "London, United Kingdom"),
        ("en", "city: Foshan, country: China", "Foshan, China"),
        (
            "vi",
            "address: 12 Nguyễn Huệ, region: Quận 1, city: TP. Hồ Chí Minh, postalCode: \"700000\"",
            "12 Nguyễn Huệ, Quận 1, TP. Hồ Chí Minh 700000",
        ),
        ("vi", "city: Đà Lạt, region: Lâm Đồng, countryCode: VN", "Đà Lạt, Lâm Đồng"),
        (
            "tr",
            "address: \"Atatürk Cad. No:5\", region: Kadıköy, city: İstanbul, postalCode: \"34710\"",
            "Atatürk Cad. No:5, 34710 Kadıköy/İstanbul",
        ),
        ("tr", "city: Bodrum, region: Muğla, countryCode: TR", "Bodrum/Muğla"),
        ("tr", "city: İzmir", "İzmir"),
        (
            "th",
            "address: 99 ถนนสุขุมวิท, region: เขตวัฒนา, city: กรุงเทพฯ, postalCode: \"10110\"",
            "99 ถนนสุขุมวิท เขตวัฒนา กรุงเทพฯ 10110",
        ),
        (
            "id",
            "address: Jl. Sudirman 1, city: Jakarta Selatan, region: DKI Jakarta, postalCode: \"12190\"",
            "Jl. Sudirman 1, Jakarta Selatan, DKI Jakarta 12190",
        ),
        ("he", "city: תל אביב, postalCode: \"6688101\", countryCode: IL", "תל אביב 6688101"),
        ("fa", "city: تهران, address: خیابان آزادی, countryCode: IR", "تهران، خیابان آزادی"),
        ("hi", "city: दिल्ली, postalCode: \"110001\", countryCode: IN", "दिल्ली 110001"),
        ("ja", "region: 東京都, city: 渋谷区, postalCode: \"1500002\"", "〒150-0002 東京都渋谷区"),
        ("ja", "city: ウィーン, country: オーストリア", "オーストリア・ウィーン"),
        ("en-AU", "city: Sydney, region: NSW, postalCode: \"2000\"", "Sydney NSW 2000"),
        (
            "en",
            "city: Sydney, region: NSW, postalCode: \"2000\", countryCode: AU",
            "Sydney NSW 2000, Australia",
        ),
        ("en-IN", "city: Pune, region: MH, postalCode: \"411001\"", "Pune, MH 411001"),
        ("en", "postalCode: \"10115\", city: Berlin, country: Germany", "10115 Berlin, Germany"),
        (
            "en",
            "postalCode: \"20121\", city: Milano, region: MI, countryCode: IT",
            "20121 Milano (MI), Italy",
        ),
        ("en", "city: Istanbul, region: Kadıköy, countryCode: TR", "Kadıköy/Istanbul, Türkiye"),
        (
            "de",
            "city: Boston, region: MA, postalCode: \"02110\", countryCode: US",
            "Boston, MA 02110, Vereinigte Staaten",
        ),
        (
            "fr",
            "city: Montréal, region: Québec, postalCode: H3Z 2Y7, countryCode: CA",
            "Montréal (Québec)  H3Z 2Y7, Canada",
        ),
        (
            "en",
            "region: Haidian District, city: Beijing, countryCode: CN",
            "Haidian District, Beijing, China",
        ),
        ("en-GB", "city: London, postalCode: SW1A 1AA, countryCode: GB", "London, SW1A 1AA"),
    ] {
        let (document, _) = document(&format!("basics: {{location: {{{location}}}}}\n"), language);
        let printed = document.header.contacts.first().map_or("", |contact| contact.text.as_str());
        assert_eq!(printed, expected, "{language}: {location}");
    }
}

#[test]
fn codes_and_exported_levels_are_words() {
    let resume = "
languages:
  - {language: de, fluency: Native speaker}
  - {language: en, fluency: C1}
  - {language: English, fluency: Full Professional Proficiency}
  - {language: zh, fluency: LIMITED_WORKING}
  - {language: Klingon, fluency: so so}
";
    for (language, expected) in [
        (
            "de",
            "Deutsch Muttersprache; Englisch C1; Englisch verhandlungssicher; Chinesisch gute Kenntnisse; Klingon so so",
        ),
        (
            "fr",
            "Allemand langue maternelle; Anglais C1; Anglais courant; Chinois niveau intermédiaire; Klingon so so",
        ),
        ("zh", "德语 母语; 英语 C1; 英语 精通; 中文 一般; Klingon so so"),
        (
            "en",
            "German Native speaker; English C1; English Full Professional Proficiency; Chinese limited working proficiency; Klingon so so",
        ),
    ] {
        let (document, _) = document(resume, language);
        let said = |entry: &cvgen::document::Entry| {
            texts(&[entry.title.clone(), entry.subtitle.clone()]).join(" ")
        };
        let all: Vec<_> = document.sections[0].entries.iter().map(said).collect();
        assert_eq!(all.join("; "), expected, "{language}");
    }
    // Codes in capitals, and those of three letters in either list of ISO 639-2.
    for code in ["EN", "en", "eng", "ENG"] {
        let resume = format!("languages: [{{language: {code}, fluency: B2}}]\n");
        let (document, _) = document(&resume, "de");
        assert_eq!(texts(&[document.sections[0].entries[0].title.clone()]), ["Englisch"], "{code}");
    }
}

#[test]
fn a_grade_with_words_of_its_own_has_no_label() {
    for (language, score, label) in [
        ("fr", "mention bien", ""),
        ("fr", "15/20", "Résultat"),
        ("de", "1,7", "Note"),
        ("de", "sehr gut (1,2)", ""),
        ("en", "GPA 3.9", ""),
        ("en", "A+", "Grade"),
        ("zh", "专业排名3/58", ""),
        ("zh", "92", "成绩"),
        ("pl", "z wyróżnieniem", ""),
    ] {
        let (document, _) =
            document(&format!("education: [{{institution: A, score: \"{score}\"}}]\n"), language);
        let detail = &document.sections[0].entries[0].details[0];
        assert_eq!((detail.label.as_str(), texts(&detail.items)), (label, vec![score.to_owned()]));
    }
}

#[test]
fn a_person_may_give_every_word() {
    let resume = "
cvgen: {words: {present: now, keywords: {en: Tools, de: Werkzeuge}, presemt: x, score: ''}}
work: [{name: A, startDate: 2019, keywords: [Rust]}]
education: [{institution: B, score: '1,3'}]
";
    let (document, warnings) = document(resume, "de");
    assert_eq!(warnings, ["unknown-word"]);
    assert_eq!(document.sections[0].entries[0].date.text, "2019 – now");
    assert_eq!(document.words["keywords"], "Werkzeuge");
    assert_eq!(document.sections[1].entries[0].details[0].label, "");
}

#[test]
fn codes_of_countries_are_not_languages() {
    for (code, meant) in [("cn", "zh"), ("jp", "ja"), ("kr", "ko"), ("tw", "zh-TW"), ("cz", "cs")] {
        crate::harness::Test::new("pdf r.yaml -o out.pdf --lang")
            .argument(code)
            .file("r.yaml", "basics: {name: Ann}\nwork: [{name: A, startDate: 2019}]\n")
            .success()
            .says(&format!("did you mean `{meant}`"));
    }
    for (old, name) in [
        ("no", "Arbeidserfaring"),
        ("iw", "ניסיון תעסוקתי"),
        ("in", "Pengalaman Kerja"),
        ("cmn", "工作经历"),
        ("zh-cmn-Hant", "工作經歷"),
        ("yue", "工作經驗"),
        ("en_US.UTF-8", "Experience"),
        ("de-DE-u-co-phonebk", "Berufserfahrung"),
    ] {
        let (document, warnings) = document("work: [{name: A, startDate: 2019}]\n", old);
        assert_eq!((document.sections[0].title.as_str(), warnings.len()), (name, 0), "{old}");
    }
}

#[test]
fn a_section_without_title_has_none() {
    let resume = "
cvgen: {languages: [it]}
sections:
  - {id: consenso, title: '', text: Autorizzo il trattamento dei dati.}
  - {id: zgoda, text: Wyrażam zgodę.}
  - {id: three, title: {it: ''}, text: Terzo testo.}
  - {id: four, title: null, text: Quarto testo.}
";
    let (document, warnings) = document(resume, "it");
    assert_eq!(warnings, [""; 0]);
    assert_eq!(crate::resolving::titles(&document), ["", "", "", ""]);
}

#[test]
fn the_persons_own_name_is_strong_in_every_form_of_the_file() {
    let resume = "
cvgen: {languages: [zh, en]}
basics: {name: {zh: 张敏, en: Zhang Min}, names: [M. Chang]}
publications:
  - {name: A, authors: [王强, 张敏（通讯作者）, 赵丽]}
  - {name: Cache everything, authors: [Qiang Wang, Min Zhang, 'M. Zhang*', M. Chang]}
";
    for language in ["zh", "en"] {
        let (document, _) = document(resume, language);
        let of = |index: usize| &document.sections[0].entries[index].authors;
        let strong = |index: usize| -> Vec<_> {
            of(index).iter().filter(|run| run.strong).map(|run| run.text.as_str()).collect()
        };
        assert_eq!(strong(0), ["张敏（通讯作者）"], "{language}");
        assert_eq!(strong(1), ["Min Zhang", "M. Zhang*", "M. Chang"], "{language}");
        let plain = [0, 1].map(|index| cvgen::document::plain_text(of(index)));
        assert_eq!(plain[0], "王强、张敏（通讯作者）、赵丽", "{language}");
        assert_eq!(plain[1], "Qiang Wang, Min Zhang, M. Zhang*, M. Chang", "{language}");
    }
}

#[test]
fn the_telephone_comes_first_where_people_look_for_it() {
    let resume = "basics: {email: a@example.org, phone: 13812345678}\n";
    for (language, first) in [
        ("zh", "phone"),
        ("ja", "phone"),
        ("ko", "phone"),
        ("zh-HK", "phone"),
        ("en", "email"),
        ("de", "email"),
    ] {
        assert_eq!(document(resume, language).0.header.contacts[0].kind, first, "{language}");
    }
}

/// The text of the page, as people see it, one line each.
fn page(resume: &str, theme: &str, language: &str) -> Option<Vec<String>> {
    let finished = crate::harness::Test::new("pdf r.yaml -o out.pdf --no-system-fonts")
        .argument(format!("--theme={theme}"))
        .argument(format!("--lang={language}"))
        .file("r.yaml", resume)
        .run();
    let text = crate::judges::poppler(&finished.path("out.pdf"), &["-raw"])?;
    Some(text.lines().map(|line| line.trim().to_owned()).collect())
}

#[test]
fn long_words_go_to_the_next_line_whole_or_are_hyphenated() {
    for (language, words) in [
        ("de", ["Arbeitnehmerüberlassungsgesetz", "Lieferkettensorgfaltspflichtengesetz"]),
        ("nl", ["arbeidsongeschiktheidsverzekering", "aansprakelijkheidswaardevaststelling"]),
        (
            "fi",
            ["kansaneläkelaitoksenpuheenjohtaja", "lentokonesuihkuturbiinimoottoriapumekaanikko"],
        ),
    ] {
        let prose = format!("{0} {1} {0}, {1}; {0} {1}.", words[0], words[1]);
        let skills = format!("[{{name: A, keywords: [{}, {}]}}]", words[0], words[1]);
        let resume = format!("basics: {{summary: '{prose}'}}\nskills: {skills}\n");
        let Some(lines) = page(&resume, "classic", language) else { return };
        let text = lines.join(" ");
        for word in words {
            assert_eq!(text.matches(word).count(), 4, "{language}: {text}");
        }
        let Some(lines) = page(&resume, "modern", language) else { return };
        let text = lines.join("\n");
        assert!(text.contains('\u{ad}') || text.contains("-\n"), "{language}: {text}");
    }
}

#[test]
fn no_line_parts_a_figure_from_its_unit_or_ends_with_a_small_word() {
    // With one more letter a time, every blank comes to stand at the end of a line.
    for (language, text, parted) in [
        ("de", "von 9,4 % auf 6,1 % und 5 km nach § 5", &["%", "km", "5"][..]),
        ("fr", "et 12 % de plus « bien » : oui", &["%", "»", ":"]),
        ("ru", "на 1,2 млрд руб. и в доме — за год", &["млрд", "руб.", "—"]),
        ("pl", "praca w firmie i z klientem – zdalnie", &["firmie", "z", "–"]),
        ("cs", "práce s klienty a v týmu", &["klienty", "týmu"]),
    ] {
        let lines: Vec<String> = (0..60)
            .map(|letters| {
                format!("  - \"{} {text} {text} {text} {text}\"\n", "x".repeat(letters % 20 + 1))
            })
            .collect();
        let resume = format!("work:\n- name: A\n  highlights:\n{}", lines.concat());
        let Some(lines) = page(&resume, "classic", language) else { return };
        for line in lines {
            let first = line.split(' ').next().unwrap_or_default();
            assert!(!parted.contains(&first), "{language}: {line}");
        }
    }
}

#[test]
fn korean_words_are_not_torn() {
    let resume = "basics: {summary: 대규모 트래픽을 처리하는 분산 시스템을 설계하고 운영해 온 7년차 백엔드 개발자입니다. 마이크로서비스 전환 프로젝트를 주도하였으며 장애 대응 시간을 단축하였습니다.}\n";
    let words: Vec<&str> = resume[17..].trim_end_matches("}\n").split(' ').collect();
    for theme in crate::harness::themes() {
        let Some(lines) = page(resume, &theme, "ko") else { return };
        let text = lines.join(" ");
        for word in words.iter().filter(|word| word.len() > 3) {
            assert!(text.contains(word), "{theme}: {word} in {lines:#?}");
        }
    }
}

/// White stands between Han and Latin, also where one of them is kept in one piece: before and behind a figure with
/// its counter, and before the last Han of a paragraph.
#[test]
fn han_and_latin_are_apart_beside_what_is_kept_together() {
    let resume = "work:\n- name: 公司\n  highlights: [负责4组A/B测试与4组A/B测试, 使用watch机制, 设计12个API接口, 基于**Redis**缓存系, 使用watch**机制**, 完成3个Go和v2个（x）]\n";
    for (theme, language) in [("classic", "zh"), ("modern", "zh-Hant"), ("compact", "ja")] {
        let finished = crate::harness::Test::new("pdf r.yaml -o out.pdf --no-system-fonts")
            .argument(format!("--theme={theme}"))
            .argument(format!("--lang={language}"))
            .file("r.yaml", resume)
            .success();
        let Some(page) = crate::judges::poppler(&finished.path("out.pdf"), &["-bbox"]) else {
            return;
        };
        let words: Vec<&str> =
            page.lines().filter_map(|line| Some(line.split_once("\">")?.1)).collect();
        let is_mixed = |word: &&&str| {
            let text = word.trim_end_matches("</word>").trim_matches(['（', '）', 'x', '）']);
            text.contains(|c: char| c.is_ascii_alphanumeric()) && text.contains(|c| c > '\u{3400}')
        };
        assert!(words.iter().any(|word| word.starts_with("watch<")), "{theme}: {words:?}");
        assert_eq!(
            words.iter().filter(is_mixed).collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "{theme}"
        );
    }
}

#[test]
fn marks_between_latin_letters_are_latin_on_chinese_pages() {
    let resume = "
awards: [{title: Dean’s List（院长嘉奖名单）, date: 2020-05}]
work: [{name: Women’s Tech, startDate: 2020, highlights: [Led the “Lighthouse” project in Shanghai’s office, 精通C++开发和500+台，引入.NET平台]}]
";
    let Some(lines) = page(resume, "classic", "zh") else { return };
    let text = lines.join("\n");
    // A mark as wide as Han leaves a gap, which comes out as a blank.
    for words in ["Dean’s List", "Women’s Tech", "the “Lighthouse” project", "Shanghai’s office"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // The same gap beside signs as beside letters.
    for words in ["精通 C++ 开发", "500+ 台", "引入 .NET 平台"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn internships_are_set_as_jobs_are() {
    let resume = "
work: [{name: 甲公司, position: 工程师, location: 上海, startDate: 2024-07, highlights: [完成]}]
sections:
  - id: intern
    title: 实习经历
    entries:
      - {name: 乙公司, position: 前端实习生, startDate: 2023-06, endDate: 2023-09}
      - {name: 丙公司, position: 后端实习生, location: 杭州, startDate: 2022-06, endDate: 2022-09}
  - id: campus
    title: 校园经历
    entries: [{organization: 学生会, position: 主席, startDate: 2019-09, endDate: 2020-06}]
  - {id: talks, title: Talks, entries: [{title: Rust, organization: RustConf, date: 2020}]}
";
    let (document, warnings) = document(resume, "zh");
    assert_eq!(warnings, [""; 0]);
    let formal: Vec<bool> = document.sections.iter().map(|section| section.formal).collect();
    assert_eq!(formal, [true, true, true, false]);
    let said = |section: usize, entry: usize| {
        let entry = &document.sections[section].entries[entry];
        texts(&[entry.title.clone(), entry.subtitle.clone()]).join(" | ")
    };
    assert_eq!(said(2, 0), "学生会 | 主席");
    assert_eq!(said(3, 0), "Rust | RustConf");
    let Some(lines) = page(resume, "classic", "zh") else { return };
    let text = lines.join("\n");
    for words in ["乙公司 前端实习生 2023.06", "丙公司 杭州 后端实习生 2022", "学生会 主席"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}

/// A skill of one word goes to the next line of a narrow column whole, as words among others do.
#[test]
fn a_korean_skill_is_not_torn() {
    let words = ["자바스크립트", "타입스크립트", "데이터베이스설계", "네트워크보안"];
    let resume = format!("skills: [{{name: 언어, keywords: [{}]}}]\n", words.join(", "));
    for theme in ["modern", "duo", "academic"] {
        let Some(lines) = page(&resume, theme, "ko") else { return };
        for word in words {
            assert!(lines.iter().any(|line| line.contains(word)), "{theme}: {word} in {lines:#?}");
        }
    }
}

/// A grade in words has no label, and no colon that would belong to one.
#[test]
fn a_fact_without_a_label_has_no_colon() {
    for theme in crate::harness::themes() {
        let resume =
            "cvgen: {languages: [zh]}\neducation: [{institution: 某大学, score: 专业排名 3/58}]\n";
        let pdf = crate::harness::Test::new("pdf r.yaml -o r.pdf --no-system-fonts --theme")
            .argument(&theme)
            .file("r.yaml", resume)
            .success()
            .read("r.pdf");
        let text = cvgen::pdf::read("it", &pdf).expect("a PDF").running_text();
        assert!(text.contains("专业排名") && !text.contains('：'), "{theme}: {text}");
    }
}

#[test]
fn years_of_work_and_age_are_counted_on_request() {
    let contacts = |language: &str, items: &str, updated: &str| {
        let resume = format!(
            "basics: {{name: A, contacts: [{items}]}}\ncvgen: {{languages: [{language}]{updated}}}\n"
        );
        let (document, warnings) = document(&resume, language);
        let texts = document.header.contacts.iter().map(|contact| contact.text.clone());
        (texts.collect::<Vec<_>>(), warnings)
    };
    let updated = ", updated: 2026-05-20";
    for (language, items, expected) in [
        ("zh", "{label: 工作年限, since: 2018-07}", "工作年限：7年"),
        ("zh", "{label: 年龄, since: 1996-05-20, text: '{n}岁'}", "年龄：30岁"),
        ("zh", "{label: 年龄, since: 1996-05-21, text: '{n}岁'}", "年龄：29岁"),
        ("de", "{label: Berufserfahrung, since: 2018}", "Berufserfahrung: 8 J."),
        ("ko", "{label: 경력, since: 2025-03}", "경력: 1년"),
        ("en", "{label: Experience, since: 2025-03}", "Experience: 1 yr"),
        ("ja", "{label: 年齢, text: '満{n}歳', since: 平成8年5月}", "年齢：満30歳"),
    ] {
        let (texts, warnings) = contacts(language, items, updated);
        assert_eq!((texts, warnings), (vec![expected.to_owned()], vec![]), "{items}");
    }
    let (texts, warnings) = contacts("en", "{label: Experience, since: 2025-03}", "");
    assert_eq!(
        (texts, warnings),
        (vec!["Experience: Mar 2025 – Present".to_owned()], vec!["date"])
    );
}

#[test]
fn a_licence_says_until_when_it_is_valid() {
    let resume = |language: &str| {
        format!(
            "cvgen: {{languages: [{language}]}}\ncertificates: [{{name: A, date: 2024-05, endDate: 2026-05}}, {{name: B, expires: 2027-01}}]\n"
        )
    };
    for (language, both, end) in [
        ("de", "05/2024 (gültig bis 05/2026)", "gültig bis 01/2027"),
        ("en", "May 2024 (valid until May 2026)", "valid until Jan 2027"),
        ("fr", "mai 2024 (fin de validité : mai 2026)", "fin de validité : janv. 2027"),
        ("zh", "2024年5月（有效期至2026年5月）", "有效期至2027年1月"),
        ("ja", "2024年5月（2026年5月まで有効）", "2027年1月まで有効"),
        ("pl", "05.2024 (termin ważności: 05.2026)", "termin ważności: 01.2027"),
    ] {
        assert_eq!(dates(&resume(language), language).0, [both, end], "{language}");
    }
}

#[test]
fn long_paper_is_one_page_as_tall_as_the_text() {
    let points = |paper: &str, resume: &str| {
        let made = Test::new("pdf r.yaml -o r.pdf --theme classic --set")
            .argument(format!("paper={paper}"))
            .file("r.yaml", resume)
            .success();
        let pdf = cvgen::pdf::read("r.pdf", &made.read("r.pdf"));
        pdf.expect("a PDF")
            .pages
            .iter()
            .map(|page| (page.area[2], page.area[3]))
            .collect::<Vec<_>>()
    };
    let few = "basics: {name: 林晓, email: a@example.org}\ncvgen: {languages: [zh]}\n";
    let jobs =
        "  - {name: 甲公司, position: 工程师, startDate: 2018, highlights: [负责系统设计与实现]}\n";
    let many = format!("{few}work:\n{}", jobs.repeat(60));
    assert!(points("a5", &many).len() > 1);
    let ((width, short), tall) = (points("long", few)[0], points("long", &many));
    assert!((width - 419.5).abs() < 0.5 && short < 200.0, "{width} × {short}");
    assert_eq!(tall.len(), 1);
    assert!(tall[0].1 > 1_500.0, "{tall:?}");
    Test::new("tex r.yaml --set paper=long -o out/")
        .file("r.yaml", few)
        .exits_with(1)
        .says("paper=a5");
}

/// The comments above the entries of all sections, as a file called `name` has them.
fn comments(name: &str, resume: &str) -> Vec<Option<String>> {
    let (document, _) = document_of(name, resume, "en");
    let entries = document.sections.into_iter().flat_map(|section| section.entries);
    entries.map(|entry| entry.source_comment).collect()
}

#[test]
fn comments_above_entries_go_with_them() {
    let yaml = "\
# About me
basics: {name: A}
work:
  # The first one,
  # on two lines
  - name: A
    # of a bullet
    highlights:
      - a  # not above
  - name: B
    summary: |
      # a heading
  - name: C
  #Ohne Blank
  -   name: D
  # a blank below

  - name: E
  #
  - name: F
# 技术
skills:
# 语言
- Rust
- name: Go
# left over
";
    let found = comments("r.yaml", yaml);
    let found: Vec<_> = found.iter().map(Option::as_deref).collect();
    let two = "The first one,\non two lines";
    assert_eq!(found, [Some(two), None, None, Some("Ohne Blank"), None, None, Some("语言"), None]);
    let toml = "\
[basics]
name = \"A\"
# Best
[[work]]
name = \"A\"
summary = \"\"\"
# no comment
\"\"\"
[[work]]
name = \"B\"
# Spoken at home
[[languages]]
language = \"German\"
";
    let found = comments("r.toml", toml);
    let found: Vec<_> = found.iter().map(Option::as_deref).collect();
    assert_eq!(found, [Some("Best"), None, Some("Spoken at home")]);
}

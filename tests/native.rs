//! Every language as its own people write it: bold, dates, lines, words, names and contacts.

use crate::resolving::{document, texts};

#[test]
fn an_asterisk_without_partner_is_told() {
    let warned = |text: &str| {
        let resume = format!("work: [{{name: A, highlights: ['{text}']}}]\n");
        let (document, warnings) = document(&resume, "zh");
        assert_eq!(texts(&document.sections[0].entries[0].highlights).concat(), text);
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
    (entries.map(|entry| entry.date.replace(['\u{a0}', '\u{202f}'], " ")).collect(), warnings)
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
    for key in ["endDate", "validUntil", "expires", "expirationDate"] {
        let resume =
            format!("certificates: [{{name: Erste Hilfe, date: 2024-05, {key}: 2026-05}}]\n");
        assert_eq!(dates(&resume, "de").0, ["05/2024 – 05/2026"], "{key}");
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
    assert_eq!(finished.stderr, "");
    run("work: [{name: 丁公司, startDate: 2021年5月}]\n")
        .says("no entry of the first file has the `startDate` `2021年5月`");
}

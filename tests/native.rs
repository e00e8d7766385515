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

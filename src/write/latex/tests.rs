//! What becomes of signs that LaTeX would obey, of addresses, and of edited sources.

use super::escape;
use super::fonts::Fonts;
use super::target::target;
use super::{edit, is_untouched, merge};

fn text(text: &str) -> String {
    escape::text(text, &Fonts::default())
}

#[test]
fn nothing_is_obeyed() {
    assert_eq!(text(r"\input{a}"), r"\textbackslash{}input\{a\}");
    assert_eq!(text("50% & $5 #1 a_b"), r"50\% \& \$5 \#1 a\_b");
    assert_eq!(text("~ ^^5c"), r"\textasciitilde{} \textasciicircum{}\textasciicircum{}5c");
    assert_eq!(text("[x] *y"), "{[}x] *y");
    assert_eq!(text("one\n[two]"), "one\\\\\n{[}two]");
    assert_eq!(text("\\\nx"), "\\textbackslash{}\\\\\nx");
    assert_eq!(text("\nx"), "\\leavevmode\\\\\nx");
}

#[test]
fn what_is_no_sign_is_left_out() {
    assert_eq!(text("a\u{200b}b\u{ad}c\u{feff}\u{7}d\u{2028}e"), "abcd e");
    assert_eq!(text("e\u{301}"), "\u{e9}");
    assert_eq!(text("5\u{a0}km\u{202f}!"), "5~km\\,!");
}

#[test]
fn words_are_written_as_they_are() {
    let words = "OpenResty/Nginx TCP/IP 1/2 well-known C++ 2019-03-01 Human–Computer";
    assert_eq!(text(words), words);
    assert_eq!(text(&"x".repeat(59)), "x".repeat(59));
    assert_eq!(text(&"x".repeat(60)).matches("\\allowbreak{}").count(), 59);
}

#[test]
fn a_blank_where_no_line_may_end_is_a_tie() {
    assert_eq!(text("dit « oui » !"), "dit «~oui~»~!");
    let han = Fonts { cjk: true, han: Some("Noto Serif CJK SC".into()), ..Fonts::default() };
    assert_eq!(escape::text("张 敏 Ann Lee", &han), "张~敏 Ann Lee");
}

#[test]
fn addresses_keep_their_argument() {
    assert_eq!(target("https://x.org/a_b%20?c=1&d#e"), r"https://x.org/a\_b\%20?c=1\&d\#e");
    assert_eq!(target("https://x.org/}{\\"), r"https://x.org/\%7D\%7B\%5C");
    assert_eq!(target("https://x.org/~é"), r"https://x.org/\string~\%C3\%A9");
}

#[test]
fn a_source_knows_whether_it_was_edited() {
    let source = edit::sealed("one\ntwo\n");
    assert!(is_untouched(&source));
    assert!(is_untouched(&source.replace('\n', "\r\n")), "line ends do not count");
    assert!(is_untouched(&source.replace("one", "one  ")), "nor do blanks at their ends");
    assert!(!is_untouched(&source.replace("two", "three")));
    assert!(!is_untouched("one\ntwo\n"), "a file of somebody else");
    assert!(!is_untouched(""));
}

#[test]
fn edits_and_a_new_source_are_joined_line_by_line() {
    let base = edit::sealed("a\nb\nc\nd\ne\n");
    let new = edit::sealed("a\nb\nc\nd\nE\n");
    let merged = merge(&base, &base.replace("a\n", "A\n"), &new);
    assert_eq!(merged.conflicts, 0);
    assert!(merged.text.starts_with("A\nb\nc\nd\nE\n% cvgen "), "{}", merged.text);
    assert!(!is_untouched(&merged.text), "it still has the edits");
    assert_eq!(merge(&base, &base, &new).text, new);
    let both = merge(&base, &base.replace("e\n", "mine\n"), &new);
    assert_eq!(both.conflicts, 1);
    assert!(both.text.contains("<<<<<<<") && both.text.contains("mine") && both.text.contains('E'));
}

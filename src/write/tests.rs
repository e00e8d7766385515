//! What becomes of signs that LaTeX would obey, of addresses, and of long lines.

use super::escape;
use super::fold::fold;
use super::fonts::Fonts;
use super::target::target;

fn text(text: &str) -> String {
    escape::text(text, &Fonts::default())
}

#[test]
fn nothing_is_obeyed() {
    assert_eq!(text(r"\input{a}"), r"\textbackslash{}input\{a\}");
    assert_eq!(text("50% & $5 #1 a_b"), r"50\% \& \$5 \#1 a\_b");
    assert_eq!(text("~ ^^5c"), r"\textasciitilde{} \textasciicircum{}\textasciicircum{}5c");
    assert_eq!(text("[x] *y"), "{[}x] *y");
    assert_eq!(text("one\n[two]"), "one\\newline{}\n{[}two]");
}

#[test]
fn what_is_no_sign_is_left_out() {
    assert_eq!(text("a\u{200b}b\u{ad}c\u{feff}\u{7}d\u{2028}e"), "abcd e");
    assert_eq!(text("e\u{301}"), "\u{e9}");
    assert_eq!(text("5\u{a0}km\u{202f}!"), "5~km\\,!");
}

#[test]
fn lines_break_where_typst_breaks_them() {
    assert_eq!(text("OpenResty/Nginx"), r"OpenResty\slash{}Nginx");
    assert_eq!(text("TCP/IP 1/2 well-known C++"), "TCP/IP 1/2 well-known C++");
    assert_eq!(text("2019-03-01"), r"\mbox{2019-03-01}");
    let long = text(&"x".repeat(60));
    assert_eq!(long.matches("\\allowbreak{}").count(), 59);
    let fonts = Fonts::default();
    assert_eq!(escape::address("github.com/a-b", &fonts), r"\mbox{github.com/a-b}");
    assert_eq!(escape::narrow("ab@cd.ef", 20, &fonts), r"ab@\allowbreak{}cd.ef");
    assert_eq!(escape::narrow("ab.cd/@ef", 20, &fonts), r"ab.cd/\allowbreak{}@ef");
}

#[test]
fn addresses_keep_their_argument() {
    assert_eq!(target("https://x.org/a_b%20?c=1&d#e"), r"https://x.org/a\_b\%20?c=1\&d\#e");
    assert_eq!(target("https://x.org/}{\\"), r"https://x.org/\%7D\%7B\%5C");
    assert_eq!(target("https://x.org/~é"), r"https://x.org/\string~\%C3\%A9");
}

#[test]
fn long_lines_are_folded_where_it_means_nothing() {
    let words = "word ".repeat(40);
    let folded = fold(&format!("  \\item {words}"));
    assert!(folded.lines().all(|line| line.len() <= 100), "{folded}");
    assert!(folded.lines().skip(1).all(|line| line.starts_with("    word")), "{folded}");
    let han = fold(&"字".repeat(80));
    assert!(han.lines().next().is_some_and(|line| line.ends_with("字%")), "{han}");
    assert_eq!(fold("a\n\n\n\nb  \n"), "a\n\nb\n");
}

//! `cvgen check` looks at web pages, anybody's.

use crate::harness::Test;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Ann Li</title>
<style>.trick { color: #fff } .gone { display: none } @media print { p { display: none } }</style></head>
<body><h1>Ann Li</h1><p>Berlin &amp; Oslo<br>ann@example.org
<h2>Work</h2><ul><li>Wrote a <b>com</b>piler<li>Led a team</ul>
<p>See <a href='https://ann.example.org'>my page</a>.</p><img src=x.png>
<p class=trick>kubernetes expert</p><p class=gone>blockchain</p><p style='font-size:1px'>cloud</p>
<table><tr><td>2019<td>Acme</table><script>document.write('<p>no</p>')</script></body></html>";

#[test]
fn text_is_read_in_order_with_headings_links_and_what_is_hidden() {
    let read = (cvgen::foreign::HTML.read)("a.html", PAGE.as_bytes()).expect("a page");
    let text = "Ann Li\nBerlin & Oslo\nann@example.org\nWork\nWrote a compiler\nLed a team\nSee my page.\n2019 Acme\n";
    assert_eq!(read.text(), text);
    let headings = read.parts.iter().filter_map(|part| match part.kind {
        cvgen::foreign::PassageKind::Heading(level) => Some((level, part.text.as_str())),
        _ => None,
    });
    assert_eq!(headings.collect::<Vec<_>>(), [(1, "Ann Li"), (2, "Work")]);
    let links: Vec<_> = read.links.iter().map(|it| (it.url.as_str(), it.text.as_str())).collect();
    assert_eq!(links, [("https://ann.example.org", "my page")]);
    let hidden: Vec<_> = read.hidden.iter().map(|it| (it.why.as_str(), it.text.as_str())).collect();
    assert_eq!(
        hidden,
        [
            ("of the colour of what it is on", "kubernetes expert"),
            ("invisible", "blockchain"),
            ("too small to be seen", "cloud"),
        ]
    );
    assert_eq!((read.pictures_without_text, read.title.as_deref()), (1, Some("Ann Li")));
    assert_eq!(read.language.as_deref(), Some("en"));
}

#[test]
fn pages_of_other_encodings_and_broken_ones_are_read() {
    let latin = b"<html><head><meta charset=windows-1252><body><p>Jos\xe9 \x96 caf\xe9";
    let read = (cvgen::foreign::HTML.read)("a.html", latin).expect("a page");
    assert_eq!(read.text(), "José – café\n");
    let deep = "<div>".repeat(100_000) + "end";
    let read = (cvgen::foreign::HTML.read)("a.html", deep.as_bytes()).expect("a page");
    assert_eq!(read.text(), "end\n");
    for head in ["<!DOCTYPE HTML>", "<?xml version='1.0'?>\n<html>", "<!-- a -->\n <html lang=en>"]
    {
        assert!((cvgen::foreign::HTML.recognises)(head.as_bytes()), "{head}");
    }
    assert!(!(cvgen::foreign::HTML.recognises)(b"basics: {name: <html>}"));
}

#[test]
fn check_looks_at_a_page_whatever_it_is_called() {
    let finished = Test::new("check page --format json").file("page", PAGE).run();
    let said = String::from_utf8_lossy(&finished.stdout).into_owned();
    for code in ["hidden-text", "image-without-text"] {
        assert!(said.contains(code), "{code}: {said}{}", finished.stderr);
    }
}

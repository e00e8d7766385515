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
    let read = cvgen::foreign::HTML.read("a.html", PAGE.as_bytes()).expect("a page");
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
    let read = cvgen::foreign::HTML.read("a.html", latin).expect("a page");
    assert_eq!(read.text(), "José – café\n");
    // What says nothing is of Windows where it is not UTF-8.
    let silent = b"<html><body><p>Jos\xe9 \x96 caf\xe9";
    let read = cvgen::foreign::HTML.read("a.html", silent).expect("a page");
    assert_eq!(read.text(), "José – café\n");
    let xml = b"<?xml version='1.0'?><html xml:lang='fr'><body><p>a<br/>b</p></body></html>";
    let read = cvgen::foreign::HTML.read("a.xhtml", xml).expect("a page");
    assert_eq!((read.language.as_deref(), read.text().as_str()), (Some("fr"), "a\nb\n"));
    let deep = "<div>".repeat(100_000) + "end";
    let read = cvgen::foreign::HTML.read("a.html", deep.as_bytes()).expect("a page");
    assert_eq!(read.text(), "end\n");
    for head in ["<!DOCTYPE HTML>", "<?xml version='1.0'?>\n<html>", "<!-- a -->\n <html lang=en>"]
    {
        assert!((cvgen::foreign::HTML.recognises)(head.as_bytes()), "{head}");
    }
    assert!(!(cvgen::foreign::HTML.recognises)(b"basics: {name: <html>}"));
}

/// Words that people see begin with `see`, and those that they do not with `not`.
const TRICKS: &str = r##"<html lang=en><head><title>x</title><style>
.a .b{display:none} p.c{display:none} p.c{display:block} .d{visibility:hidden} .d .e{visibility:visible}
.sr{position:absolute;width:1px;height:1px;overflow:hidden} .banner{background:linear-gradient(#123,#456);color:white}
.dark{background:navy} .dark p{color:white} .off{position:absolute;left:-9999px} .none{left:-9999px}
:root{--bg:#000} .v{background:var(--bg);color:#fff} @media (min-width:900px){.wide{background:#234}} .wide{color:#fff}
.trans{color:rgba(0,0,0,0)} .clip{background:linear-gradient(red,blue);-webkit-background-clip:text;color:transparent}
a:hover{display:none} @media print{.paper{display:none}} .f1,.f2 > span{display:none!important}
#one[x]:not(.y){background:#000} #one{color:#fff} .off2{margin-left:-2000px}
@supports (display:grid){.g{clip-path:inset(50%)}}
</style><body><h1>seeHead</h1>
<div class=a><span class=b>notB</span></div><p class=c>seeC<p class=d>notD <span class=e>seeE</span></p>
<p class=sr>notSr</p><div class=banner>seeBanner</div><div class=dark><p>seeDark</p></div><p class=off>notOff</p>
<p class=none>seeNone</p><p class=v>seeV</p><p class=wide>seeWide</p><p class=trans>notTrans</p><p class=clip>seeClip</p>
<a href=x>seeLink</a><p class=paper>seePaper</p><p class=f1 style="display:block">notF1</p>
<p style="transform: translateX(-9999px)">notMoved<p style="transform:translate(0, -50%) scale(1.2)">seeMoved</p>
<p style="transform:rotate(5deg) scale(0)">notScaled<p style="filter:opacity(0)">notFiltered</p>
<p class=f2><span>notF2</span> seeF2</p><p id=one>seeOne</p><p class=off2>notOff2</p><p class=g>notG</p>
<p style="color:rgb(255, 255, 255)">notRgb</p><p style="background-color:#333;color:#FFF">seeBg</p><p hidden>notAttr</p>
<dialog>notDialog</dialog><font color=white>notFont</font><p style="color:snow">notSnow</p>
<p style="max-height:0;overflow:hidden">notH0</p><p style="font-size:0">notFs <span style="font-size:14px">seeFs</span></p>
<table bgcolor="#000000"><tr><td><font color="#ffffff">seeTable</font></table></body></html>"##;

#[test]
fn what_people_see_is_told_from_what_they_do_not() {
    let read = cvgen::foreign::HTML.read("a.html", TRICKS.as_bytes()).expect("a page");
    let (shown, hidden) = (read.text(), format!("{:?}", read.hidden));
    let body = TRICKS.split_once("<body>").expect("a body").1;
    let words = body.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> =
        words.filter(|word| word.starts_with("see") || word.starts_with("not")).collect();
    assert!(words.len() > 30);
    for word in words {
        let is_shown = shown.lines().any(|line| line.split(' ').any(|own| own == word));
        assert_eq!(is_shown, word.starts_with("see"), "{word}\n{shown}");
        assert_eq!(hidden.contains(word), word.starts_with("not"), "{word}\n{hidden}");
    }
    // What colours are behind a text is not known without the style sheets beside the page.
    let page = "<html><link rel=stylesheet href=a.css><h1 style='color:#fff'>Ann</h1>";
    let read = cvgen::foreign::HTML.read("a.html", page.as_bytes()).expect("a page");
    assert_eq!((read.hidden.len(), read.text().as_str()), (0, "Ann\n"));
    // One trick is told once.
    let page = "<html><p style='display:none'>a <b>b</b> c</p><p>d</p>";
    let read = cvgen::foreign::HTML.read("a.html", page.as_bytes()).expect("a page");
    let hidden: Vec<_> = read.hidden.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(hidden, ["a b c"]);
}

/// As Chromium writes them.
#[test]
fn pages_that_browsers_save_in_one_file_are_read() {
    let saved = "\
From: <Saved by Blink>\r\nSubject: =?utf-8?Q?Anna=20Gro=C3=9F?=\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--6Y----\"\r\n\r\n\r\n\
------MultipartBoundary--6Y----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<!DOCTYPE html><html lang=3D\"de\"><head><title>Anna Gro=C3=9F</title><link rel=\r\n=3D\"stylesheet\" href=3D\"a.css\"></head>\
<body><header class=3D\"hero\"><h1>Anna Gro=C3=9F</h1></header><p>Stra=C3=9Fe =3D Weg</p><p class=3D\"ghost\">rust ru=\r\nst</p></body></html>\r\n\
------MultipartBoundary--6Y----\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: base64\r\n\r\n\
LmhlcmAge30gLmdob3N0IHsgZGlzcGxheTogbm9uZTsgfQ==\r\n\r\n\
------MultipartBoundary--6Y----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------MultipartBoundary--6Y------\r\n";
    assert!((cvgen::foreign::MHTML.recognises)(saved.as_bytes()));
    let read = cvgen::foreign::MHTML.read("a.mhtml", saved.as_bytes()).expect("a page");
    assert_eq!(read.text(), "Anna Groß\nStraße = Weg\n");
    assert_eq!((read.title.as_deref(), read.language.as_deref()), (Some("Anna Groß"), Some("de")));
    assert_eq!(read.hidden.len(), 1);
    assert_eq!(read.hidden[0].text, "rust rust");
    Test::new("check a").file("a", &saved[..saved.len() / 4]).run().says("has no web page in it");
}

#[test]
fn check_looks_at_a_page_whatever_it_is_called() {
    let finished = Test::new("check page --format json").file("page", PAGE).run();
    let said = String::from_utf8_lossy(&finished.stdout).into_owned();
    for code in ["hidden-text", "image-without-text"] {
        assert!(said.contains(code), "{code}: {said}{}", finished.stderr);
    }
}

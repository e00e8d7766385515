//! Files of strangers that would end, stall or fool the program: each gets one message in words.

use crate::harness::Test;

const PHOTO: &str = "basics: {name: Ann, image: photo.svg}\n";

fn drawing(attributes: &str, inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}>{inner}</svg>")
}

/// One error, at the place in the resume, in every format.
#[test]
fn drawings_that_cannot_be_drawn_are_refused() {
    let many = format!("<path d=\"M0 0{}\"/>", "l1 1".repeat(100_001));
    let cases = [
        ("viewBox=\"0 0 40 50\"", "<circle r=\"1e38\"/>", "has the number 1e38"),
        ("viewBox=\"0 0 40 1e7\"", "<rect width=\"9\" height=\"9\"/>", "has the number 1e7"),
        ("viewBox=\"0 0 40 900000\"", "<rect width=\"9\" height=\"9\"/>", "units large"),
        ("viewBox=\"0 0 40 50\"", &many, "more than 100,000 points"),
        (
            "viewBox=\"0 0 40 50\"",
            "<path d=\"M0 0L9 9\" stroke=\"red\" stroke-dasharray=\"1e-9 1e-9\"/>",
            "dashes",
        ),
    ];
    for (attributes, inner, message) in cases {
        for format in ["pdf", "png", "svg"] {
            let finished = Test::new(&format!("{format} r.yaml -t modern -s photo=square"))
                .file("r.yaml", PHOTO)
                .file("photo.svg", drawing(attributes, inner))
                .exits_with(1)
                .says(message)
                .says("r.yaml:1:28");
            assert_eq!(finished.stderr.matches("error: ").count(), 1, "{}", finished.stderr);
            assert_eq!(finished.names(), ["photo.svg", "r.yaml"]);
        }
    }
}

#[test]
fn scripts_in_a_photo_go_nowhere() {
    let photo = drawing(
        "viewBox=\"0 0 40 50\" onload=\"steal()\"",
        "<script>steal()</script><rect width=\"40\" height=\"50\"/>",
    );
    let test = Test::new("typ r.yaml -t modern -s photo=square -o out");
    let finished = test.file("r.yaml", PHOTO).file("photo.svg", photo).success();
    let laid = String::from_utf8(finished.read("out/assets/photo.svg")).expect("UTF-8");
    assert!(laid.contains("<rect") && !laid.contains("steal"), "{laid}");
}

/// Each with the range, at its place; the resume's own and those that are typed.
#[test]
fn options_beyond_their_range_are_refused() {
    let cases = [
        ("classic", "base-size", "1e9pt", "must be from `4pt` to `40pt`, found `1e9pt`"),
        ("classic", "base-size", "1e99pt", "must be from `4pt` to `40pt`, found `1e99pt`"),
        ("compact", "base-size", "1e-99pt", "must be from `4pt` to `40pt`, found `1e-99pt`"),
        ("academic", "base-size", "0pt", "must be from `4pt` to `40pt`, found `0pt`"),
        ("compact", "date-column", "9m", "must be a length"),
        ("compact", "date-column", "900mm", "must be from `0pt` to"),
        ("modern", "sidebar-width", "9000in", "found `648000pt`"),
        ("modern", "sidebar-width", "-1pt", "found `-1pt`"),
    ];
    for (theme, option, value, message) in cases {
        let resume = format!(
            "basics: {{name: Ann}}\ncvgen: {{theme: {theme}, options: {{{option}: {value}}}}}\n"
        );
        let finished = Test::new("pdf r.yaml").file("r.yaml", resume).exits_with(1);
        let finished = finished.says(message).says("r.yaml:2:");
        assert_eq!(finished.stderr.matches("error: ").count(), 1, "{}", finished.stderr);
        Test::new(&format!("pdf r.yaml -t {theme} -s {option}={value}"))
            .file("r.yaml", "basics: {name: Ann}\n")
            .exits_with(1)
            .says(message);
    }
}

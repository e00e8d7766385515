fn main() {
    let name = std::env::args().nth(1).unwrap();
    let lang = std::env::args().nth(2).unwrap_or("en".into());
    match cvgen::read::read(&name, &std::fs::read(&name).unwrap()) {
        Err(e) => {
            for d in e {
                println!(
                    "{:?} {} {:?} {:?}",
                    d.severity,
                    d.message,
                    d.place.map(|p| p.line_column()),
                    d.hints
                )
            }
        }
        Ok(w) => {
            for d in w.warnings {
                eprintln!(
                    "{:?} {} {:?} {:?}",
                    d.severity,
                    d.message,
                    d.place.map(|p| p.line_column()),
                    d.hints
                )
            }
            let c = cvgen::resolve::Choices {
                language: lang.parse().unwrap(),
                options: Default::default(),
                fonts: Default::default(),
                density: 1.0,
                photo: None,
            };
            let t = std::time::Instant::now();
            let r = cvgen::resolve::resolve(&w.value, &c);
            eprintln!("{:?}", t.elapsed());
            for d in r.warnings {
                eprintln!(
                    "{:?} {} {:?} {:?}",
                    d.severity,
                    d.message,
                    d.place.map(|p| p.line_column()),
                    d.hints
                )
            }
            println!("{}", serde_json::to_string_pretty(&r.value).unwrap());
        }
    }
}

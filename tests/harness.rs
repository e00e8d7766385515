//! One builder for tests that run the program: files, words on the command line, and what must come out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A run of the program in a folder of its own.
pub(crate) struct Test {
    folder: TempDir,
    arguments: Vec<String>,
    input: Vec<u8>,
    environment: Vec<(String, String)>,
    stdout: Option<String>,
    stderr: Option<String>,
}

/// What came of it.
pub(crate) struct Finished {
    folder: TempDir,
    /// The exit code; `None` if a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: Vec<u8>,
    /// Standard error, sizes and times replaced by `…`.
    pub(crate) stderr: String,
}

impl Test {
    /// `words` are the command line, separated by blanks.
    pub(crate) fn new(words: &str) -> Self {
        Test {
            folder: tempfile::tempdir().expect("a temporary folder"),
            arguments: words.split_whitespace().map(str::to_owned).collect(),
            input: Vec::new(),
            environment: Vec::new(),
            stdout: None,
            stderr: None,
        }
    }

    /// One more argument, which may have blanks.
    pub(crate) fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// More of the command line, separated by blanks.
    pub(crate) fn then_words(mut self, words: &str) -> Self {
        self.arguments.extend(words.split_whitespace().map(str::to_owned));
        self
    }

    /// A file of the project, in a theme and a language.
    pub(crate) fn printing(self, path: &str, theme: &str, language: &str) -> Self {
        self.argument(root().join(path).to_str().expect("UTF-8"))
            .argument(format!("--theme={theme}"))
            .argument(format!("--lang={language}"))
    }

    /// A file in the folder.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
        std::fs::write(path, content).expect("files are written");
        self
    }

    /// The folder, which lives as long as the test or what came of it.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Does something else to the folder.
    pub(crate) fn with(self, prepare: impl FnOnce(&Path)) -> Self {
        prepare(self.folder.path());
        self
    }

    /// What stands on standard input.
    pub(crate) fn input(mut self, input: impl AsRef<[u8]>) -> Self {
        self.input = input.as_ref().to_vec();
        self
    }

    /// A variable of the environment.
    pub(crate) fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What must stand on standard output, exactly.
    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Some(text.to_owned());
        self
    }

    /// What must stand on standard error, exactly, but for sizes and times (`…`) and blanks around.
    pub(crate) fn stderr(mut self, text: &str) -> Self {
        self.stderr = Some(text.trim().to_owned());
        self
    }

    /// Runs it; it must exit with 0.
    pub(crate) fn success(self) -> Finished {
        self.exits_with(0)
    }

    /// Runs it; it must exit with `code`.
    pub(crate) fn exits_with(self, code: i32) -> Finished {
        let (stdout, stderr) = (self.stdout.clone(), self.stderr.clone());
        let words = self.arguments.join(" ");
        let finished = self.run();
        assert_eq!(finished.code, Some(code), "cvgen {words}\n{}", finished.stderr);
        if let Some(stdout) = stdout {
            assert_eq!(String::from_utf8_lossy(&finished.stdout), stdout, "cvgen {words}");
        }
        if let Some(stderr) = stderr {
            assert_eq!(finished.stderr.trim(), stderr, "cvgen {words}");
        }
        finished
    }

    /// Runs it, whatever comes.
    pub(crate) fn run(self) -> Finished {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cvgen"));
        command
            .args(&self.arguments)
            .current_dir(self.folder.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .env("NO_COLOR", "1")
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        // The program may stop reading before everything is written.
        let _ = child.stdin.take().expect("standard input").write_all(&self.input);
        let output = child.wait_with_output().expect("the program ends");
        let stderr = String::from_utf8(output.stderr).expect("standard error is UTF-8");
        assert!(!stderr.contains("panicked at"), "the program panicked:\n{stderr}");
        Finished {
            folder: self.folder,
            code: output.status.code(),
            stdout: output.stdout,
            stderr: without_figures(&stderr),
        }
    }
}

impl Finished {
    /// The next run in the same folder.
    pub(crate) fn then(self, words: &str) -> Test {
        Test { folder: self.folder, ..Test::new(words) }
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The bytes of a file in the folder.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of everything in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }

    /// Standard error must contain `text`.
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "`{text}` is not in\n{}", self.stderr);
        self
    }
}

/// The names of everything in `folder`, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// `text` with `…` for the sizes and times in lines such as `a.pdf: 1 page, 20 kB, 30 ms`.
fn without_figures(text: &str) -> String {
    let line = |line: &str| -> String {
        if let Some((counts, _)) =
            line.split_once("; ").filter(|_| line.ends_with(" documents a second"))
        {
            return format!("{counts}; …");
        }
        let is_result = line.ends_with(" ms") && line.contains(" page");
        match line.rsplitn(3, ", ").collect::<Vec<_>>()[..] {
            [_, _, rest] if is_result => format!("{rest}, …"),
            _ => line.to_owned(),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The root of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The test data that nobody on this project wrote.
pub(crate) fn corpus() -> PathBuf {
    root().join("tests/corpus")
}

/// The names of the built-in themes.
pub(crate) fn themes() -> Vec<String> {
    cvgen::theme::Theme::builtin_names()
}

/// Whether every matrix is run whole, as `tests/run --all` does.
pub(crate) fn is_everything() -> bool {
    std::env::var_os("CVGEN_ALL").is_some()
}

/// Of `items` the one whose turn it is at `turn`; with `CVGEN_ALL` all of them.
pub(crate) fn in_turn<T>(items: &[T], turn: usize) -> &[T] {
    if is_everything() { items } else { std::slice::from_ref(&items[turn % items.len()]) }
}

/// The themes in which everything is printed by other engines, too, which takes half a second a page: four that
/// use all items between them; with `CVGEN_ALL` every theme.
pub(crate) fn themes_of_engines() -> Vec<String> {
    if is_everything() {
        return themes();
    }
    ["academic", "classic", "compact", "modern"].map(str::to_owned).to_vec()
}

/// What a person who chooses nothing but a language prints in a theme.
pub(crate) fn choices(theme: &cvgen::theme::Theme, language: &str) -> cvgen::resolve::Choices {
    let chosen = theme.choose(&[], language).expect("the defaults suit").value;
    cvgen::resolve::Choices {
        language: language.parse().expect("a language"),
        fonts: theme.families(&chosen.options),
        options: chosen.options,
        page: chosen.page,
        styles: chosen.styles,
        density: 1.0,
        has_photo: false,
        today: None,
    }
}

//! Dates in the words of a language, by ICU.

mod calendar;
mod duration;
mod form;

pub(super) use self::calendar::calendar;
pub(super) use self::form::Form;

use super::context::Context;
use super::locale::{fill, means_present};
use crate::diagnostic::Diagnostic;
use crate::document::{self, Dates};
use crate::resume::{Common, Date, NoDate, PartialDate, Reach, has_two_ends, range, season};

/// A date as far as it could be understood.
#[derive(Debug, Clone, PartialEq)]
enum Moment {
    Date(PartialDate),
    Since(PartialDate),
    Until(PartialDate),
    /// Both ends in one text, which is kept for where only one of them fits.
    Range(Box<Moment>, Box<Moment>, String),
    Present,
    Words(String),
}

impl Moment {
    /// A single moment, where the field says whether it is a beginning or an end.
    fn alone(self) -> Self {
        match self {
            Moment::Since(date) | Moment::Until(date) => Moment::Date(date),
            Moment::Range(.., written) => Moment::Words(written),
            other => other,
        }
    }

    /// As exact as it is to be printed.
    fn cut(self, is_in_range: bool, context: &Context<'_>) -> Self {
        match self {
            Moment::Date(date) => {
                Moment::Date(context.dates.cut(date, is_in_range, context.calendar))
            }
            other => other,
        }
    }

    /// Whether these are words that tell a start and an end, such as `Spring 2018 to Fall 2019`, `WS 2018/19` and
    /// `2018 – ?`.
    fn tells_all(&self) -> bool {
        let Moment::Words(text) = self else { return false };
        has_two_ends(text)
    }
}

/// What the dates of an entry mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A time from a start to an end.
    Period,
    /// One moment: a prize, a publication.
    Moment,
    /// One moment, and until when it is valid: a certificate.
    Valid,
}

/// The time of an entry: a date, a range, or nothing; and until when it is valid.
pub(super) fn print(
    entry: &Common,
    kind: Kind,
    context: &mut Context<'_>,
) -> (Dates, Option<document::Moment>) {
    let Times { start, end, single, until } = times(entry, kind, context);
    if let (Some(Moment::Date(start)), Some(Moment::Date(end))) = (&start, &end)
        && is_after(*start, *end)
        && let Some(date) = entry.end_date.as_ref().or(entry.start_date.as_ref())
    {
        let message = "the end is before the start";
        let problem = Diagnostic::warning("date-order", message);
        context.warn(date.0.span, problem.hint("look at both dates again"));
    }
    let ends = ends(single.as_ref(), start.as_ref(), end.as_ref(), context);
    let text = match (single, start, end) {
        (None, start, end) => print_range(start, end, context),
        (Some(single), None, None) => print_single(&single, context),
        (Some(single), None, end) => print_range(Some(single), end, context),
        (Some(single), start, end) => {
            let range = print_range(start, end, context);
            format!("{range}{}{}", context.locale.punctuation.comma, print_single(&single, context))
        }
    };
    let text = match &until {
        Some(until) => {
            let valid = valid_until(until.clone(), context);
            let marks = &context.locale.punctuation;
            if text.is_empty() {
                valid
            } else {
                format!("{text}{}{valid}{}", marks.open, marks.close)
            }
        }
        None => text,
    };
    let until = until.map(|until| told(&until, true, context));
    (Dates { text, start: ends.0, end: ends.1 }, until)
}

/// A date that is none of an entry, as printed.
pub(super) fn print_one(date: &Date, context: &mut Context<'_>) -> String {
    let moment = moment(date, context).map(Moment::alone);
    moment.map_or_else(String::new, |moment| print_single(&moment, context))
}

/// How many years have passed since `date`, in the place of `{n}` in `pattern`, or in the words of the language. They
/// are counted to the day that was chosen, or on which the resume was last changed: the same file gives the same page
/// whenever it is printed.
pub(super) fn years_since(date: &Date, pattern: Option<&str>, context: &mut Context<'_>) -> String {
    let today = today(context);
    let since = moment(date, context).map(Moment::alone);
    match (since, today) {
        (Some(Moment::Date(since)), Some(today)) => {
            let months = |date: PartialDate| (date.month.unwrap_or(1), date.day.unwrap_or(1));
            let before = i32::from(months(today) < months(since));
            let years = (today.year - since.year - before).max(0);
            match pattern {
                Some(pattern) => fill(pattern, &[("n", &years.to_string())]),
                None => duration::years(years, context),
            }
        }
        (Some(since @ Moment::Date(_)), _) => {
            let message = "the years cannot be counted without a day to count to";
            let hint = "say the day as `cvgen.updated`, or by `--date`";
            context.warn(date.0.span, Diagnostic::warning("date", message).hint(hint));
            print_range(Some(since), None, context)
        }
        (since, _) => since.map_or_else(String::new, |since| print_single(&since, context)),
    }
}

/// The day that was chosen, or on which the resume was last changed: no clock is asked.
fn today(context: &mut Context<'_>) -> Option<PartialDate> {
    let settings = context.resume.contents.settings.as_ref();
    let updated = settings.and_then(|settings| settings.updated.as_ref());
    let updated = updated.and_then(|date| moment(date, context)).map(Moment::alone);
    match context.today.map(Moment::Date).or(updated) {
        Some(Moment::Date(today)) => Some(today),
        _ => None,
    }
}

/// The ends of what is printed. What has begun and has no end goes on; a single date has no end.
fn ends(
    single: Option<&Moment>,
    start: Option<&Moment>,
    end: Option<&Moment>,
    context: &Context<'_>,
) -> (Option<document::Moment>, Option<document::Moment>) {
    let is_range = start.is_some() || end.is_some();
    let goes_on = start.is_some_and(|start| !start.tells_all()) && end.is_none();
    let end = end.or(goes_on.then_some(&Moment::Present));
    let tell = |moment: &Moment| told(moment, is_range, context);
    (start.or(single).map(tell), end.map(tell))
}

fn told(moment: &Moment, is_in_range: bool, context: &Context<'_>) -> document::Moment {
    let iso = match moment {
        Moment::Date(date) | Moment::Since(date) | Moment::Until(date) => Some(iso(*date)),
        Moment::Range(..) | Moment::Present | Moment::Words(_) => None,
    };
    let text = print_moment(&moment.clone().cut(is_in_range, context), true, context);
    document::Moment { text, iso, present: *moment == Moment::Present }
}

/// When something began, ended, and was, and until when it is valid.
struct Times {
    start: Option<Moment>,
    end: Option<Moment>,
    single: Option<Moment>,
    until: Option<Moment>,
}

/// The dates of `entry`. One text may say both ends of a range, or that something began then.
fn times(entry: &Common, kind: Kind, context: &mut Context<'_>) -> Times {
    let mut start = entry.start_date.as_ref().and_then(|date| moment(date, context));
    let mut end = entry.end_date.as_ref().and_then(|date| moment(date, context));
    let mut single = entry.date.as_ref().and_then(|date| moment(date, context));
    if start.is_none() && end.is_none() {
        match single.take() {
            Some(Moment::Range(from, to, _)) => (start, end) = (Some(*from), Some(*to)),
            Some(Moment::Since(date)) => start = Some(Moment::Since(date)),
            Some(Moment::Until(date)) => end = Some(Moment::Until(date)),
            other => single = other,
        }
    }
    let is_range = |moment: &Option<Moment>| matches!(moment, Some(Moment::Range(..)));
    let is_alone = end.is_none() && is_range(&start) || start.is_none() && is_range(&end);
    if is_alone && let Some(Moment::Range(from, to, _)) = start.take().or(end.take()) {
        (start, end) = (Some(*from), Some(*to));
    }
    if single.is_none() {
        match (&start, &end) {
            // Only what people do goes on: a prize was given once.
            (Some(Moment::Date(_) | Moment::Words(_)), None) if kind != Kind::Period => {
                single = start.take();
            }
            // A graduation.
            (None, Some(Moment::Date(_) | Moment::Words(_))) => single = end.take(),
            _ => {}
        }
    }
    let mut until = entry.valid_until.as_ref().and_then(|date| moment(date, context));
    if kind == Kind::Period && start.is_some() && end.is_none() {
        end = until.take();
    } else if kind == Kind::Valid && single.is_some() && start.is_none() && until.is_none() {
        // What was got at one time and ends at another is valid until then.
        until = end.take();
    }
    Times {
        start: start.map(Moment::alone),
        end: end.map(Moment::alone),
        single: single.map(Moment::alone),
        until: until.map(Moment::alone).filter(|until| *until != Moment::Present),
    }
}

/// Whether `start` is later than `end` as far as both are known.
fn is_after(start: PartialDate, end: PartialDate) -> bool {
    let months = start.month.zip(end.month);
    let days = months.and(start.day.zip(end.day));
    (start.year, months.map(|m| m.0), days.map(|d| d.0))
        > (end.year, months.map(|m| m.1), days.map(|d| d.1))
}

/// Until when something is valid; words without a figure say all of it: `unlimited`.
fn valid_until(end: Moment, context: &Context<'_>) -> String {
    let is_all = matches!(&end, Moment::Words(words) if !words.chars().any(char::is_numeric));
    let end = print_moment(&end.cut(true, context), true, context);
    if is_all {
        return end;
    }
    fill(context.locale.word("valid-until"), &[("end", &end)])
}

/// A date without another, as printed.
fn print_single(moment: &Moment, context: &Context<'_>) -> String {
    print_moment(&moment.clone().cut(false, context), true, context)
}

fn print_range(start: Option<Moment>, end: Option<Moment>, context: &mut Context<'_>) -> String {
    let today = if context.durations { today(context) } else { None };
    let context = &*context;
    let patterns = &context.locale.patterns;
    let present = context.locale.word("present");
    let length = match (&start, &end) {
        (Some(Moment::Date(start)), Some(Moment::Date(end))) if context.durations => {
            duration::print(*start, *end, context)
        }
        // What goes on has lasted until the day that is known.
        (Some(Moment::Date(start)), None | Some(Moment::Present)) => {
            today.and_then(|today| duration::print(*start, today, context))
        }
        _ => None,
    };
    let start = start.map(|start| start.cut(true, context));
    let end = end.map(|end| end.cut(true, context));
    let range = match (start, end) {
        (None, None) => String::new(),
        (None, Some(Moment::Present)) => present.to_owned(),
        (None, Some(end)) => fill(&patterns.until, &[("end", &print_moment(&end, false, context))]),
        (Some(start), None) if start.tells_all() => print_moment(&start, false, context),
        // JSON Resume: what has begun and has no end goes on.
        (Some(start), None | Some(Moment::Present)) => {
            let is_figures = context.dates.is_numeric() && matches!(start, Moment::Date(_));
            let start = print_moment(&start, false, context);
            // What goes on has the pattern of words only behind words: 2022年3月至今, 2022.03 – 至今.
            if is_figures {
                fill(&patterns.range, &[("start", &start), ("end", present)])
            } else {
                fill(&patterns.open_range, &[("start", &start), ("present", present)])
            }
        }
        (Some(start), Some(end)) => {
            let is_year =
                |moment: &Moment| matches!(moment, Moment::Date(PartialDate { month: None, .. }));
            let bare = is_year(&start) && is_year(&end);
            let (start, end) =
                (print_moment(&start, bare, context), print_moment(&end, bare, context));
            if start == end {
                start
            } else {
                fill(&patterns.range, &[("start", &start), ("end", &end)])
            }
        }
    };
    match length {
        Some(length) => {
            let marks = &context.locale.punctuation;
            format!("{range}{}{length}{}", marks.open, marks.close)
        }
        None => range,
    }
}

fn moment(date: &Date, context: &mut Context<'_>) -> Option<Moment> {
    let text = context.plain(&date.0)?;
    let span = date.0.span;
    if let Some((start, end)) = range(&text) {
        let end_date = end.parse().map(Moment::Date);
        let end = end_date.or_else(|_| {
            let is_present = means_present(end, &context.locale);
            if is_present { Ok(Moment::Present) } else { Err(NoDate::Words) }
        });
        if let (Ok(start), Ok(end)) = (start.parse().map(Moment::Date), end) {
            return Some(Moment::Range(Box::new(start), Box::new(end), text));
        }
    }
    let found = PartialDate::with_reach(&text);
    if let Some(problem) = unsure(&text, found, context) {
        context.warn(span, problem);
        return Some(Moment::Words(text));
    }
    if found == Err(NoDate::Words)
        && let Some(season) = season(&text, context.language.language())
    {
        return Some(Moment::Words(season));
    }
    match found {
        Ok((date, Reach::At)) => Some(Moment::Date(date)),
        Ok((date, Reach::Since)) => Some(Moment::Since(date)),
        Ok((date, Reach::Until)) => Some(Moment::Until(date)),
        Err(NoDate::Words) if means_present(&text, &context.locale) => Some(Moment::Present),
        Err(NoDate::Impossible) => {
            let message = format!("there is no day `{text}`; it is printed as it is");
            context.warn(span, Diagnostic::warning("date", message));
            Some(Moment::Words(text))
        }
        Err(NoDate::Words) => {
            // Words that tell a year, such as `Spring 2020`, are as good as a date.
            if !text.chars().any(char::is_numeric) {
                let message = format!("`{text}` is not a date; it is printed as it is");
                let hint = "dates are written `2019`, `2019-03`, `2019-03-01` or `present`";
                context.warn(span, Diagnostic::warning("date", message).hint(hint));
            }
            Some(Moment::Words(with_date(text, context)))
        }
    }
}

/// That nobody can tell which year `text` means: one of two figures may be of a Japanese era, one of about 1400 in Arabic
/// is of the Islamic calendar, which nothing here counts by.
fn unsure(
    text: &str,
    found: Result<(PartialDate, Reach), NoDate>,
    context: &Context<'_>,
) -> Option<Diagnostic> {
    let written = context.first_language.as_ref().unwrap_or(&context.language).language();
    let problem = |message: String| Diagnostic::warning("date", message);
    match found {
        Ok((date, _)) if written == "ar" && (1300..1500).contains(&date.year) => {
            let message = format!("`{text}` is of the Islamic calendar; it is printed as it is");
            Some(
                problem(message)
                    .hint("write the year of the Gregorian calendar, such as `2019-03`"),
            )
        }
        Err(NoDate::Words) if written == "ja" => {
            let figures = text.find(|c: char| !c.is_ascii_digit()).filter(|count| *count == 2)?;
            let (year, rest) = text.split_at(figures);
            rest.strip_prefix('年')?.strip_suffix('月')?.parse::<u8>().ok()?;
            let message =
                format!("`{text}` may be of an era or of this century; it is printed as it is");
            Some(problem(message).hint(format!("write `20{text}`, or the era: `平成{year}{rest}`")))
        }
        _ => None,
    }
}

/// The most bytes of a date in words: sixty letters of Thai. What is longer is a sentence, and not searched: it would be
/// read once for each of its letters.
const LONG_DATE: usize = 180;

/// `text` with the date that it begins or ends with in the form of all others, such as `2027-09 (voraussichtlich)`; as
/// it is if that is no more than a year.
fn with_date(text: String, context: &Context<'_>) -> String {
    let is_word = |c: char| c.is_alphanumeric();
    let is_figure = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
    let printed = |date: &str, rest: &str| {
        let date = date.trim();
        let is_bare = date.starts_with(is_word) && date.ends_with(is_word);
        let may_be = is_bare && date.len() <= LONG_DATE && date.chars().any(is_figure);
        if !may_be || rest.chars().any(char::is_numeric) || rest.trim().is_empty() {
            return None;
        }
        let date: PartialDate = date.parse().ok()?;
        date.month.map(|_| print_single(&Moment::Date(date), context))
    };
    let cuts = || text.char_indices().filter(|(at, _)| *at > 0).map(|(at, _)| text.split_at(at));
    let behind = cuts().rev().find_map(|(date, rest)| {
        let may_part =
            !(date.ends_with(is_word) && rest.starts_with(is_word)) || ends_with_unit(date);
        let printed = printed(date, rest).filter(|_| may_part)?;
        let is_apart = rest.starts_with(char::is_whitespace) || date.ends_with(char::is_whitespace);
        let is_apart = is_apart
            || ends_with_unit(date) && !ends_with_unit(&printed) && rest.starts_with(is_word);
        Some(format!("{printed}{}{}", if is_apart { " " } else { "" }, rest.trim_start()))
    });
    let before = || {
        cuts().find_map(|(rest, date)| {
            let may_part = !(rest.ends_with(is_word) && date.starts_with(is_word));
            let printed = printed(date, rest).filter(|_| may_part)?;
            let blanks = &date[..date.len() - date.trim_start().len()];
            Some(format!("{rest}{blanks}{printed}"))
        })
    };
    behind.or_else(before).unwrap_or(text)
}

/// Whether `date` ends as dates of East Asia do, behind which words need no blank: `2019年3月入社`.
fn ends_with_unit(date: &str) -> bool {
    date.ends_with(['月', '日', '월', '일'])
}

/// `moment` in the language's words; a year alone as `bare` digits, or as the language writes a year
/// among words (`2022年`).
fn print_moment(moment: &Moment, bare: bool, context: &Context<'_>) -> String {
    match moment {
        Moment::Words(text) | Moment::Range(.., text) => text.clone(),
        Moment::Present => context.locale.word("present").to_owned(),
        Moment::Date(PartialDate { year, month: None, .. })
            if bare || context.dates.is_numeric() =>
        {
            let date = PartialDate { year: *year, month: None, day: None };
            calendar::printed(context.calendar, year.to_string(), date, context.language.language())
        }
        Moment::Date(date) | Moment::Since(date) | Moment::Until(date) => {
            context.dates.print(*date, context)
        }
    }
}

/// `date` as ISO 8601 writes it.
fn iso(date: PartialDate) -> String {
    let parts = [date.month, date.day].into_iter().flatten();
    parts.fold(format!("{:04}", date.year), |text, part| format!("{text}-{part:02}"))
}

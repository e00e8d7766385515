//! Dates in the words of a language, by ICU.

use super::context::Context;
use super::locale::{DateLength, fill, means_present};
use crate::diagnostic::Diagnostic;
use crate::resume::{Common, Date, NoDate, PartialDate, Reach, range, season};
use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_datetime::options::Length;
use icu_locale::Locale;
use icu_locale::extensions::Extensions;
use icu_locale::extensions::unicode::{Keywords, Unicode, key, value};

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
}

/// The time of an entry, as printed: a date, a range, or nothing.
pub(super) fn print(entry: &Common, context: &mut Context<'_>) -> String {
    let Times { start, end, single } = times(entry, context);
    if let (Some(Moment::Date(start)), Some(Moment::Date(end))) = (&start, &end)
        && is_after(*start, *end)
        && let Some(date) = entry.end_date.as_ref().or(entry.start_date.as_ref())
    {
        let message = "the end is before the start";
        context.warn(date.0.span, Diagnostic::warning("date-order", message));
    }
    match (single, start, end) {
        (None, start, end) => print_range(start, end, context),
        (Some(single), None, None) => print_moment(&single, true, context),
        // What was given then and is valid until then.
        (Some(single), None, end) => print_range(Some(single), end, context),
        (Some(single), start, end) => {
            let range = print_range(start, end, context);
            let single = print_moment(&single, true, context);
            format!("{range}{}{single}", context.locale.punctuation.comma)
        }
    }
}

/// When something began, ended, and was.
struct Times {
    start: Option<Moment>,
    end: Option<Moment>,
    single: Option<Moment>,
}

/// The dates of `entry`. One text may say both ends of a range, or that something began then.
fn times(entry: &Common, context: &mut Context<'_>) -> Times {
    let mut start = entry.start_date.as_ref().and_then(|date| moment(date, context));
    let mut end = entry.end_date.as_ref().and_then(|date| moment(date, context));
    let mut single = entry.date.as_ref().and_then(|date| moment(date, context));
    if start.is_none() && end.is_none() {
        match single.take() {
            Some(Moment::Range(from, to, _)) => (start, end) = (Some(*from), Some(*to)),
            Some(Moment::Since(date)) => start = Some(Moment::Date(date)),
            Some(Moment::Until(date)) => end = Some(Moment::Date(date)),
            other => single = other,
        }
    }
    let is_range = |moment: &Option<Moment>| matches!(moment, Some(Moment::Range(..)));
    let is_alone = end.is_none() && is_range(&start) || start.is_none() && is_range(&end);
    if is_alone && let Some(Moment::Range(from, to, _)) = start.take().or(end.take()) {
        (start, end) = (Some(*from), Some(*to));
    }
    Times {
        start: start.map(Moment::alone),
        end: end.map(Moment::alone),
        single: single.map(Moment::alone),
    }
}

/// Whether `start` is later than `end` as far as both are known.
fn is_after(start: PartialDate, end: PartialDate) -> bool {
    let months = start.month.zip(end.month);
    let days = months.and(start.day.zip(end.day));
    (start.year, months.map(|m| m.0), days.map(|d| d.0))
        > (end.year, months.map(|m| m.1), days.map(|d| d.1))
}

fn print_range(start: Option<Moment>, end: Option<Moment>, context: &Context<'_>) -> String {
    let patterns = &context.locale.patterns;
    let present = context.locale.word("present");
    match (start, end) {
        (None, None) => String::new(),
        (None, Some(Moment::Present)) => present.to_owned(),
        (None, Some(end)) => fill(&patterns.until, &[("end", &print_moment(&end, false, context))]),
        // JSON Resume: what has begun and has no end goes on.
        (Some(start), None | Some(Moment::Present)) => {
            let start = print_moment(&start, false, context);
            fill(&patterns.open_range, &[("start", &start), ("present", present)])
        }
        (Some(start), Some(end)) => {
            let is_year =
                |moment: &Moment| matches!(moment, Moment::Date(PartialDate { month: None, .. }));
            let bare = is_year(&start) && is_year(&end);
            let (start, end) =
                (print_moment(&start, bare, context), print_moment(&end, bare, context));
            if start == end {
                return start;
            }
            fill(&patterns.range, &[("start", &start), ("end", &end)])
        }
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
            Some(Moment::Words(text))
        }
    }
}

/// `moment` in the language's words; a year alone as `bare` digits, or as the language writes a year
/// among words (`2022年`).
fn print_moment(moment: &Moment, bare: bool, context: &Context<'_>) -> String {
    match moment {
        Moment::Words(text) | Moment::Range(.., text) => text.clone(),
        Moment::Present => context.locale.word("present").to_owned(),
        Moment::Date(PartialDate { year, month: None, .. }) if bare => year.to_string(),
        Moment::Date(date) | Moment::Since(date) | Moment::Until(date) => {
            format(*date, context).unwrap_or_else(|| iso(*date))
        }
    }
}

/// `date` by CLDR, in the length that the language's resumes have: `Sep 2015`, `2015年9月`.
fn format(date: PartialDate, context: &Context<'_>) -> Option<String> {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let patterns = &context.locale.patterns;
    let own = match (date.month, date.day) {
        (None, _) => "",
        (Some(_), None) => &patterns.month,
        (Some(_), Some(_)) => &patterns.day,
    };
    if !own.is_empty() {
        let year = date.year.to_string();
        let [m, d] = [month, day].map(|number| number.to_string());
        let [mm, dd] = [month, day].map(|number| format!("{number:02}"));
        let parts = [("y", &year), ("M", &m), ("MM", &mm), ("d", &d), ("dd", &dd)];
        return Some(fill(own, &parts.map(|(name, part)| (name, part.as_str()))));
    }
    let calendar_date = CalendarDate::try_new_gregorian(date.year, month, day).ok()?;
    // One kind of digits in a document: those that are typed, in Arabic, Persian and Hindi as well.
    let digits = Keywords::from_iter([(key!("nu"), value!("latn"))]);
    let locale = Locale::from(context.language.identifier());
    let locale = Locale {
        extensions: Extensions::from_unicode(Unicode { keywords: digits, ..Unicode::default() }),
        ..locale
    };
    let preferences = (&locale).into();
    let length = match patterns.dates {
        DateLength::Medium => Length::Medium,
        DateLength::Long => Length::Long,
    };
    // Each field set is a formatter type of its own.
    let text = match (date.month, date.day) {
        (None, _) => Formatter::<Gregorian, _>::try_new(preferences, Y::for_length(length))
            .ok()?
            .format(&calendar_date)
            .to_string(),
        (Some(_), None) => Formatter::<Gregorian, _>::try_new(preferences, YM::for_length(length))
            .ok()?
            .format(&calendar_date)
            .to_string(),
        (Some(_), Some(_)) => {
            Formatter::<Gregorian, _>::try_new(preferences, YMD::for_length(length))
                .ok()?
                .format(&calendar_date)
                .to_string()
        }
    };
    let without = |text: String, left_out: &String| text.replace(left_out.as_str(), "");
    Some(patterns.date_without.iter().fold(text, without))
}

fn iso(date: PartialDate) -> String {
    let parts = [date.month, date.day].into_iter().flatten();
    parts.fold(date.year.to_string(), |text, part| format!("{text}-{part:02}"))
}

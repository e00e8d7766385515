//! The form of dates: how exactly, and in words or figures.

use super::calendar::{printed, year_alone};
use super::iso;
use crate::document::OptionValue;
use crate::resolve::context::Context;
use crate::resolve::locale::{DateLength, fill};
use crate::resume::{PartialDate, Years};
use icu_calendar::{Date as CalendarDate, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::{Y, YM, YMD};
use icu_datetime::options::{Length, YearStyle};
use icu_locale::Locale;
use icu_locale::extensions::Extensions;
use icu_locale::extensions::unicode::{Keywords, Unicode, key, value};

/// What the option `dates` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::resolve) enum Form {
    /// Months in ranges, single dates as exact as they are written.
    #[default]
    Auto,
    /// Months everywhere.
    Month,
    /// Months by their short names, otherwise as `auto`.
    Short,
    /// Years.
    Year,
    /// As exact as they are written, in ranges too.
    Day,
    /// In figures, otherwise as `auto`.
    Numeric,
    /// Months as ISO 8601 writes them.
    Iso,
}

impl Form {
    /// What the theme's option says; the default if there is no such option.
    pub(in crate::resolve) fn of(option: Option<&OptionValue>) -> Form {
        let Some(OptionValue::Text(text)) = option else { return Form::Auto };
        match text.as_str() {
            "month" => Form::Month,
            "short" => Form::Short,
            "year" => Form::Year,
            "day" => Form::Day,
            "numeric" => Form::Numeric,
            "iso" => Form::Iso,
            _ => Form::Auto,
        }
    }

    /// `date` as exactly as it is to be printed.
    pub(super) fn cut(self, date: PartialDate, is_in_range: bool, calendar: Years) -> PartialDate {
        match self {
            Form::Year => year_alone(calendar, date),
            Form::Auto | Form::Short | Form::Numeric if !is_in_range => date,
            Form::Day => date,
            _ => PartialDate { day: None, ..date },
        }
    }

    /// Whether dates are printed in figures, without the words of the language.
    pub(super) fn is_numeric(self) -> bool {
        matches!(self, Form::Numeric | Form::Iso)
    }

    /// How long the names of months are: as in the language's resumes, unless short ones are asked for.
    fn length(self, context: &Context<'_>) -> Length {
        match context.locale.patterns.dates {
            DateLength::Long if self != Form::Short => Length::Long,
            DateLength::Long | DateLength::Medium => Length::Medium,
        }
    }

    /// `date` in the language's words or figures.
    pub(super) fn print(self, date: PartialDate, context: &Context<'_>) -> String {
        let text = match self {
            Form::Iso => return iso(date),
            Form::Numeric => numeric(date, context).unwrap_or_else(|| iso(date)),
            _ => words(date, self.length(context), context).unwrap_or_else(|| iso(date)),
        };
        printed(context.calendar, text, date, context.language.language())
    }
}

/// `date` by CLDR, its month as long as `length` says: `Sep 2015`, `2015年9月`.
fn words(date: PartialDate, length: Length, context: &Context<'_>) -> Option<String> {
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
    let locale = with_latin_digits(context);
    let preferences = (&locale).into();
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

/// `date` in figures, in the order and with the mark of CLDR's short dates: `09/2015`, `09.2015`, `2015/09`.
fn numeric(date: PartialDate, context: &Context<'_>) -> Option<String> {
    let Some(month) = date.month else { return Some(format!("{:04}", date.year)) };
    // A date of which each part is another number tells the order.
    let sample = CalendarDate::try_new_gregorian(2033, 2, 1).ok()?;
    let locale = with_latin_digits(context);
    let fields = YMD::short().with_year_style(YearStyle::Full);
    let formatter = Formatter::<Gregorian, _>::try_new((&locale).into(), fields).ok()?;
    let sample = formatter.format(&sample).to_string();
    let mark = sample.chars().find(|c| ".-/".contains(*c)).unwrap_or('/').to_string();
    let own = &context.locale.patterns.figures;
    let mark = if own.is_empty() { mark } else { own.clone() };
    let figures = sample.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let parts = figures.filter_map(|part| match part.trim_start_matches('0') {
        "2033" => Some(format!("{:04}", date.year)),
        "2" => Some(format!("{month:02}")),
        "1" => date.day.map(|day| format!("{day:02}")),
        _ => None,
    });
    Some(parts.collect::<Vec<_>>().join(&mark))
}

/// The language, with one kind of digits in a document: those that are typed, in Arabic, Persian and Hindi
/// as well.
fn with_latin_digits(context: &Context<'_>) -> Locale {
    let keywords = Keywords::from_iter([(key!("nu"), value!("latn"))]);
    Locale {
        extensions: Extensions::from_unicode(Unicode { keywords, ..Unicode::default() }),
        ..Locale::from(context.date_language.identifier())
    }
}

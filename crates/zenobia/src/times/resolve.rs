//! Reckons what time expressions stand for: TIMEX3 values and intervals of days.

use jiff::{ToSpan, civil::Date};

use super::{
    Anchor, DateInterval, TimeKind,
    expression::{Amount, Expression},
    lexicon::{Frame, Modifier, Part, Pointer, Season, Unit},
    tense::Tense,
};

/// What an expression stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resolved {
    pub kind: TimeKind,
    pub value: String,
    pub interval: Option<DateInterval>,
    pub anchor: Anchor,
    /// How long a stretch it names.
    pub grain: Grain,
}

/// How long a stretch of the calendar is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    Day,
    Week,
    Month,
    Season,
    Year,
    /// Longer, or no stretch of the calendar.
    None,
}

/// What an expression is reckoned from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    pub written: Option<Date>,
    pub tense: Tense,
    /// The time told of at this point: index of the expression, its days.
    pub told: Option<Told>,
    /// Whether dates without a year go on from the time told of rather than from the day of writing.
    pub narrative: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub expression: u32,
    pub interval: DateInterval,
    pub grain: Grain,
}

// The day something is reckoned from.
#[derive(Clone, Copy)]
struct Base {
    day: Date,
    anchor: Anchor,
}

/// What an expression stands for in its context.
pub(super) fn resolve(
    expression: &Expression,
    modifier: Option<Modifier>,
    context: Context,
) -> Resolved {
    let mut resolved = plain(expression, context);
    if let (Some(modifier), Some(interval)) = (modifier, resolved.interval) {
        resolved.interval = Some(narrow(interval, modifier));
    }
    resolved
}

fn plain(expression: &Expression, context: Context) -> Resolved {
    match *expression {
        Expression::Calendar {
            year,
            month,
            day,
            last_day,
        } => calendar(year, month, day, last_day, context),
        Expression::InYear { month, day, years } => match context.written {
            Some(written) => {
                let found = calendar(Some(written.year() + years), month, day, None, context);
                Resolved {
                    anchor: Anchor::Writing,
                    ..found
                }
            }
            None => calendar(None, month, day, None, context),
        },
        Expression::UnclearOrder { year, one, other } => {
            let value = format!("{year:04}-{one:02}-{other:02}");
            let days =
                [(one, other), (other, one)].map(|(month, day)| Date::new(year, month, day).ok());
            let interval = match days {
                [Some(first), Some(second)] => Some(DateInterval::new(first, second)),
                _ => None,
            };
            date(value, interval, Anchor::Stated, Grain::Day)
        }
        Expression::Year(year) => {
            let value = if year < 0 {
                format!("BC{:04}", -year)
            } else {
                format!("{year:04}")
            };
            // Historians have no year nought.
            let civil = if year < 0 { year + 1 } else { year };
            date(value, years(civil, civil), Anchor::Stated, Grain::Year)
        }
        Expression::Years(first, last) => date(
            format!("{first:04}/{last:04}"),
            years(first, last),
            Anchor::Stated,
            Grain::None,
        ),
        Expression::Decade(first) => date(
            format!("{}", first / 10),
            years(first, first + 9),
            Anchor::Stated,
            Grain::None,
        ),
        Expression::Century(number) => date(
            format!("{:02}", number - 1),
            years((number - 1) * 100, number * 100 - 1),
            Anchor::Stated,
            Grain::None,
        ),
        Expression::Quarter { number, year } => part_of_year(
            year,
            number * 3 - 2,
            3,
            |year| format!("{year}-Q{number}"),
            context,
        ),
        Expression::Half { number, year } => part_of_year(
            year,
            number * 6 - 5,
            6,
            |year| format!("{year}-H{number}"),
            context,
        ),
        Expression::Season {
            season,
            year,
            pointer,
        } => in_season(season, year, pointer, context),
        Expression::Weekday { weekday, pointer } => on_weekday(weekday, pointer, context),
        Expression::Day(days) => match context
            .written
            .and_then(|written| add_days(written, days.into()))
        {
            Some(day) => date(
                day.to_string(),
                Some(DateInterval::day(day)),
                Anchor::Writing,
                Grain::Day,
            ),
            None => unresolved(TimeKind::Date, "XXXX-XX-XX"),
        },
        Expression::Month { month, pointer } => month_from(month, pointer, context),
        Expression::Pointed { pointer, unit } => pointed(pointer, unit, context),
        Expression::Shifted {
            amount,
            unit,
            forward,
            frame,
        } => shifted(amount, unit, forward, frame, context),
        Expression::Duration {
            amount,
            unit,
            pointer,
        } => stretch(amount, unit, pointer, context),
        Expression::Set(ref value) => unresolved(TimeKind::Set, value),
        Expression::Clock {
            hour,
            minute,
            ref day,
        } => {
            let day = day.as_deref().map(|day| plain(day, context));
            time(day, &format!("T{hour:02}:{minute:02}"), context)
        }
        Expression::Part { part, ref day } => {
            let mut day = day.as_deref().map(|day| plain(day, context));
            // "last night" is yesterday's, "last" of other parts hardly occurs.
            if let Some(resolved) = &mut day
                && resolved.kind == TimeKind::Set
            {
                return unresolved(
                    TimeKind::Set,
                    &format!("{}T{}", resolved.value, part.code()),
                );
            }
            if day.is_none()
                && part != Part::Midday
                && context.written.is_none()
                && context.told.is_none()
            {
                return unresolved(TimeKind::Time, &format!("XXXX-XX-XXT{}", part.code()));
            }
            time(day, &format!("T{}", part.code()), context)
        }
        Expression::Reference(value) => {
            let present = value == "PRESENT_REF";
            Resolved {
                kind: TimeKind::Date,
                value: value.to_owned(),
                interval: context.written.filter(|_| present).map(DateInterval::day),
                anchor: if present && context.written.is_some() {
                    Anchor::Writing
                } else {
                    Anchor::None
                },
                grain: Grain::None,
            }
        }
        Expression::Holiday {
            date: Some((month, day)),
            year,
        } => calendar(year, month, Some(day), None, context),
        Expression::Holiday { date: None, year } => match year {
            Some(year) => date(
                format!("{year:04}"),
                years(year, year),
                Anchor::Stated,
                Grain::Year,
            ),
            None => unresolved(TimeKind::Date, "XXXX-XX-XX"),
        },
    }
}

/// The TIMEX3 value of a duration: "P3D", "PT5H", "P20Y" for two decades.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let (factor, letter) = match unit {
        Unit::Decade => (10.0, "Y"),
        Unit::Century => (100.0, "Y"),
        Unit::Millennium => (1000.0, "Y"),
        Unit::Fortnight => (2.0, "W"),
        unit => (1.0, unit.letter()),
    };
    let clock = if unit.is_clock() { "T" } else { "" };
    match amount {
        Amount::Exactly(number) if number * factor == 0.5 && unit == Unit::Year => "P6M".to_owned(),
        Amount::Exactly(number) if number == 0.5 && unit == Unit::Hour => "PT30M".to_owned(),
        Amount::Exactly(number) => format!("P{clock}{}{letter}", number * factor),
        Amount::Vague if unit == Unit::Decade => "PXDE".to_owned(),
        Amount::Vague => format!("P{clock}X{letter}"),
    }
}

fn date(value: String, interval: Option<DateInterval>, anchor: Anchor, grain: Grain) -> Resolved {
    Resolved {
        kind: TimeKind::Date,
        value,
        anchor: if interval.is_some() {
            anchor
        } else {
            Anchor::None
        },
        interval,
        grain,
    }
}

fn unresolved(kind: TimeKind, value: &str) -> Resolved {
    Resolved {
        kind,
        value: value.to_owned(),
        interval: None,
        anchor: Anchor::None,
        grain: Grain::None,
    }
}

fn calendar(
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
    last_day: Option<i8>,
    context: Context,
) -> Resolved {
    let grain = if day.is_some() {
        Grain::Day
    } else {
        Grain::Month
    };
    let (year, anchor) = match year {
        Some(year) => (Some(year), Anchor::Stated),
        None => match year_of(month, day, context) {
            Some((year, anchor)) => (Some(year), anchor),
            None => (None, Anchor::None),
        },
    };
    let shown = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let value = match day {
        Some(day) => format!("{shown}-{month:02}-{day:02}"),
        None => format!("{shown}-{month:02}"),
    };
    let interval = year.and_then(|year| match day {
        Some(day) => Some(DateInterval::new(
            Date::new(year, month, day).ok()?,
            Date::new(year, month, last_day.unwrap_or(day)).ok()?,
        )),
        None => months(year, month, 1),
    });
    date(value, interval, anchor, grain)
}

/// The year of a date that does not say it.
fn year_of(month: i8, day: Option<i8>, context: Context) -> Option<(i16, Anchor)> {
    if context.narrative
        && let Some(told) = context.told
    {
        let from = told.interval.earliest();
        // From November on to January is into the next year; back by a few months is a look back.
        let wraps = told.grain <= Grain::Month && from.month() - month >= 8;
        return Some((
            from.year() + i16::from(wraps),
            Anchor::Expression(told.expression),
        ));
    }
    let written = context.written?;
    let this_year = written.year();
    let ahead = match day {
        Some(day) => (month, day) > (written.month(), written.day()),
        None => month > written.month(),
    };
    let behind = match day {
        Some(day) => (month, day) < (written.month(), written.day()),
        None => month < written.month(),
    };
    let year = match context.tense {
        Tense::Past => this_year - i16::from(ahead),
        Tense::Future => this_year + i16::from(behind),
        Tense::Present | Tense::Unknown => nearest_year(month, day, written),
    };
    Some((year, Anchor::Writing))
}

/// The year that brings a date nearest to `written`; what lies ahead must be three times as near.
fn nearest_year(month: i8, day: Option<i8>, written: Date) -> i16 {
    let this_year = written.year();
    if day.is_none() && month == written.month() {
        return this_year;
    }
    let distance = |year: i16| {
        let date = Date::new(year, month, day.unwrap_or(15).min(28)).ok()?;
        let days = (date - written).get_days();
        Some(if days > 0 { 3 * days } else { -days })
    };
    (this_year - 1..=this_year + 1)
        .filter_map(|year| Some((distance(year)?, year)))
        .min()
        .map_or(this_year, |(_, year)| year)
}

fn part_of_year(
    year: Option<i16>,
    first_month: i8,
    n_months: i8,
    value: impl Fn(&str) -> String,
    context: Context,
) -> Resolved {
    let (year, anchor) = match year {
        Some(year) => (year, Anchor::Stated),
        None => {
            let Some(base) = base(Frame::Writing, context) else {
                return unresolved(TimeKind::Date, &value("XXXX"));
            };
            // News speaks of the quarter that ended last.
            let ahead = first_month > base.day.month() && context.tense != Tense::Future;
            (base.day.year() - i16::from(ahead), base.anchor)
        }
    };
    let interval = months(year, first_month, n_months);
    date(
        value(&format!("{year:04}")),
        interval,
        anchor,
        Grain::Season,
    )
}

fn in_season(
    season: Season,
    year: Option<i16>,
    pointer: Option<Pointer>,
    context: Context,
) -> Resolved {
    let first = season.first_month();
    let (year, anchor) = match (
        year,
        base(pointer.map_or(Frame::Narrative, |p| p.frame), context),
    ) {
        (Some(year), _) => (year, Anchor::Stated),
        (None, Some(base)) => {
            let base_year = base.day.year();
            let begun = first <= base.day.month();
            let year = match pointer.map(|pointer| pointer.offset) {
                Some(-1) if begun && season != Season::Winter && base.day.month() - first < 3 => {
                    base_year - 1
                }
                Some(-1) if !begun => base_year - 1,
                Some(1) if begun => base_year + 1,
                None if !begun
                    && context.tense == Tense::Past
                    && base.anchor == Anchor::Writing =>
                {
                    base_year - 1
                }
                _ => base_year,
            };
            (year, base.anchor)
        }
        (None, None) => {
            return unresolved(TimeKind::Date, &format!("XXXX-{}", season.code()));
        }
    };
    date(
        format!("{year:04}-{}", season.code()),
        months(year, first, 3),
        anchor,
        Grain::Season,
    )
}

fn on_weekday(weekday: i8, pointer: Option<Pointer>, context: Context) -> Resolved {
    let frame = match pointer {
        Some(pointer) => pointer.frame,
        None if context.narrative => Frame::Narrative,
        None => Frame::Writing,
    };
    let Some(base) = base(frame, context) else {
        return unresolved(TimeKind::Date, &format!("XXXX-WXX-{weekday}"));
    };
    let of_base = base.day.weekday().to_monday_one_offset();
    let back = i64::from((of_base - weekday).rem_euclid(7));
    let ahead = i64::from((weekday - of_base).rem_euclid(7));
    let days = match pointer.map(|pointer| pointer.offset) {
        Some(offset) if offset < 0 => -if back == 0 { 7 } else { back },
        Some(offset) if offset > 0 => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        // "this Friday" lies in this week or ahead, whatever the tense.
        Some(_) if context.tense != Tense::Past => ahead,
        _ if frame == Frame::Narrative && base.anchor != Anchor::Writing => ahead,
        _ if context.tense == Tense::Future => ahead,
        _ => -back,
    };
    match add_days(base.day, days) {
        Some(day) => date(
            day.to_string(),
            Some(DateInterval::day(day)),
            base.anchor,
            Grain::Day,
        ),
        None => unresolved(TimeKind::Date, &format!("XXXX-WXX-{weekday}")),
    }
}

/// "last May" is the May before this one or, if that month has begun, before this year's.
fn month_from(month: i8, pointer: Pointer, context: Context) -> Resolved {
    let Some(base) = base(pointer.frame, context) else {
        return unresolved(TimeKind::Date, &format!("XXXX-{month:02}"));
    };
    let year = base.day.year();
    let year = match pointer.offset {
        offset if offset < 0 => year - i16::from(month >= base.day.month()),
        offset if offset > 0 => year + i16::from(month <= base.day.month()),
        _ => year,
    };
    date(
        format!("{year:04}-{month:02}"),
        months(year, month, 1),
        base.anchor,
        Grain::Month,
    )
}

fn pointed(pointer: Pointer, unit: Unit, context: Context) -> Resolved {
    let Some(base) = base(pointer.frame, context) else {
        return unresolved(TimeKind::Date, unknown(unit));
    };
    let offset = i64::from(pointer.offset);
    let day = match pointer {
        // "the previous day" is reckoned from the first day told of, "the following day" from the last.
        Pointer {
            frame: Frame::Narrative,
            offset: 1,
        } => context.told.map_or(base.day, |told| told.interval.latest()),
        _ => base.day,
    };
    stretch_at(day, offset, unit, base.anchor)
        .unwrap_or_else(|| unresolved(TimeKind::Date, unknown(unit)))
}

fn shifted(amount: Amount, unit: Unit, forward: bool, frame: Frame, context: Context) -> Resolved {
    let sign = if forward { 1 } else { -1 };
    let (Amount::Exactly(number), Some(base)) = (amount, base(frame, context)) else {
        let value = if forward { "FUTURE_REF" } else { "PAST_REF" };
        return unresolved(TimeKind::Date, value);
    };
    // "a year earlier" of a month or a quarter is that month or quarter.
    if let (Unit::Year, Some(told), true) = (unit, context.told, number == 1.0)
        && matches!(told.grain, Grain::Month | Grain::Season)
        && (frame == Frame::Narrative || told.grain == Grain::Season)
    {
        let first = told.interval.earliest();
        let (unit, months) = match told.grain {
            Grain::Season => (Unit::Quarter, 4),
            _ => (Unit::Month, 12),
        };
        if let Some(found) = stretch_at(
            first,
            sign * months,
            unit,
            Anchor::Expression(told.expression),
        ) {
            return found;
        }
    }
    if number.fract() != 0.0 && unit == Unit::Year {
        let months = (number * 12.0) as i64;
        return stretch_at(base.day, sign * months, Unit::Month, base.anchor)
            .unwrap_or_else(|| unresolved(TimeKind::Date, unknown(unit)));
    }
    if unit.is_clock() {
        return date(
            base.day.to_string(),
            Some(DateInterval::day(base.day)),
            base.anchor,
            Grain::Day,
        );
    }
    let unit = if unit == Unit::Night { Unit::Day } else { unit };
    let (count, unit) = match unit {
        Unit::Fortnight => (number as i64 * 2, Unit::Week),
        Unit::Decade => (number as i64 * 10, Unit::Year),
        Unit::Century => (number as i64 * 100, Unit::Year),
        Unit::Millennium => (number as i64 * 1000, Unit::Year),
        unit => (number as i64, unit),
    };
    stretch_at(base.day, sign * count, unit, base.anchor)
        .unwrap_or_else(|| unresolved(TimeKind::Date, unknown(unit)))
}

/// A duration; where it is tied to the day of writing, with the days it covers.
fn stretch(amount: Amount, unit: Unit, pointer: Option<Pointer>, context: Context) -> Resolved {
    let value = duration(amount, unit);
    let mut found = unresolved(TimeKind::Duration, &value);
    let (Some(pointer), Amount::Exactly(number)) = (pointer, amount) else {
        return found;
    };
    let Some(base) = base(pointer.frame, context) else {
        return found;
    };
    let direction = i64::from(pointer.offset.signum());
    if direction == 0 || number > 10_000.0 {
        return found;
    }
    let days = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => 1.0,
        Unit::Day | Unit::Night => number,
        Unit::Week | Unit::Weekend => 7.0 * number,
        Unit::Fortnight => 14.0 * number,
        Unit::Month => 30.44 * number,
        Unit::Quarter => 91.31 * number,
        Unit::Year => 365.25 * number,
        Unit::Decade => 3652.5 * number,
        Unit::Century => 36525.0 * number,
        Unit::Millennium => return found,
    };
    if let Some(other) = add_days(base.day, direction * days.round() as i64) {
        found.interval = Some(DateInterval::new(base.day, other));
        found.anchor = base.anchor;
    }
    found
}

/// A time of day on a day, or on the day told of.
fn time(day: Option<Resolved>, clock: &str, context: Context) -> Resolved {
    let day = day.or_else(|| {
        let base = base(Frame::Narrative, context)?;
        Some(date(
            base.day.to_string(),
            Some(DateInterval::day(base.day)),
            base.anchor,
            Grain::Day,
        ))
    });
    match day {
        Some(day) => Resolved {
            kind: TimeKind::Time,
            value: format!("{}{clock}", day.value),
            ..day
        },
        None => unresolved(TimeKind::Time, &format!("XXXX-XX-XX{clock}")),
    }
}

fn base(frame: Frame, context: Context) -> Option<Base> {
    let writing = context.written.map(|day| Base {
        day,
        anchor: Anchor::Writing,
    });
    match (frame, context.told) {
        (Frame::Narrative, Some(told)) => Some(Base {
            day: told.interval.earliest(),
            anchor: Anchor::Expression(told.expression),
        }),
        _ => writing,
    }
}

/// The stretch of the calendar `offset` units on from the one that holds `day`.
fn stretch_at(day: Date, offset: i64, unit: Unit, anchor: Anchor) -> Option<Resolved> {
    let week = |day: Date| {
        let iso = day.iso_week_date();
        format!("{:04}-W{:02}", iso.year(), iso.week())
    };
    let month_of = |offset: i64| {
        let index = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + offset;
        let year = i16::try_from(index.div_euclid(12)).ok()?;
        Some((year, (index.rem_euclid(12) + 1) as i8))
    };
    let year_of = |offset: i64| {
        let year = i16::try_from(i64::from(day.year()) + offset).ok()?;
        (1..=9000).contains(&year).then_some(year)
    };
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day | Unit::Night => {
            let day = add_days(day, offset)?;
            let found = date(
                day.to_string(),
                Some(DateInterval::day(day)),
                anchor,
                Grain::Day,
            );
            if unit == Unit::Night {
                Resolved {
                    kind: TimeKind::Time,
                    value: format!("{}TNI", found.value),
                    ..found
                }
            } else {
                found
            }
        }
        Unit::Week | Unit::Fortnight => {
            let factor = if unit == Unit::Week { 7 } else { 14 };
            let within = add_days(day, offset * factor)?;
            let monday = add_days(within, -i64::from(within.weekday().to_monday_zero_offset()))?;
            let interval = DateInterval::new(monday, add_days(monday, 6)?);
            date(week(within), Some(interval), anchor, Grain::Week)
        }
        Unit::Weekend => {
            let within = add_days(day, offset * 7)?;
            let monday = add_days(within, -i64::from(within.weekday().to_monday_zero_offset()))?;
            let interval = DateInterval::new(add_days(monday, 5)?, add_days(monday, 6)?);
            date(
                format!("{}-WE", week(within)),
                Some(interval),
                anchor,
                Grain::Week,
            )
        }
        Unit::Month => {
            let (year, month) = month_of(offset)?;
            date(
                format!("{year:04}-{month:02}"),
                months(year, month, 1),
                anchor,
                Grain::Month,
            )
        }
        Unit::Quarter => {
            let (year, month) = month_of(offset * 3)?;
            let quarter = (month - 1) / 3 + 1;
            date(
                format!("{year:04}-Q{quarter}"),
                months(year, quarter * 3 - 2, 3),
                anchor,
                Grain::Season,
            )
        }
        Unit::Year => {
            let year = year_of(offset)?;
            date(format!("{year:04}"), years(year, year), anchor, Grain::Year)
        }
        Unit::Decade => {
            let year = year_of(offset * 10)? / 10 * 10;
            date(
                format!("{}", year / 10),
                years(year, year + 9),
                anchor,
                Grain::None,
            )
        }
        Unit::Century => {
            let year = year_of(offset * 100)? / 100 * 100;
            date(
                format!("{:02}", year / 100),
                years(year, year + 99),
                anchor,
                Grain::None,
            )
        }
        Unit::Millennium => return None,
    })
}

/// The value of a stretch whose place in the calendar is not known.
fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Night => "XXXX-XX-XXTNI",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
    }
}

/// The first third, the middle third or the last third of an interval; a single day stays whole.
fn narrow(interval: DateInterval, modifier: Modifier) -> DateInterval {
    let (first, last) = (interval.earliest(), interval.latest());
    let days = i64::from((last - first).get_days());
    let (from, to) = match modifier {
        Modifier::Start => (0, days / 3),
        Modifier::Mid => (days / 3, days - days / 3),
        Modifier::End => (days - days / 3, days),
    };
    match (add_days(first, from), add_days(first, to)) {
        (Some(from), Some(to)) => DateInterval::new(from, to),
        _ => interval,
    }
}

fn years(first: i16, last: i16) -> Option<DateInterval> {
    Some(DateInterval::new(
        Date::new(first, 1, 1).ok()?,
        Date::new(last, 12, 31).ok()?,
    ))
}

/// `count` whole months.
fn months(year: i16, month: i8, count: i8) -> Option<DateInterval> {
    let first = Date::new(year, month, 1).ok()?;
    let after = first.checked_add(i64::from(count).months()).ok()?;
    Some(DateInterval::new(first, after.yesterday().ok()?))
}

fn add_days(day: Date, days: i64) -> Option<Date> {
    if days.abs() > 4_000_000 {
        return None;
    }
    day.checked_add(days.days()).ok()
}

//! The words that stand for values in the record.

use zenobia::{
    article::Basis,
    attributions::SpeechKind,
    entities::{Form, Kind},
    events::DateBasis,
    places::GeoPrecision,
    quantities::{Counted, Precision},
    times::TimeKind,
};

pub(super) fn speech(kind: SpeechKind) -> &'static str {
    match kind {
        SpeechKind::Direct => "direct",
        SpeechKind::Indirect => "indirect",
        SpeechKind::Mixed => "mixed",
    }
}

pub(super) fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Stated => "stated",
        DateBasis::Relative => "relative",
        DateBasis::Published => "published",
    }
}

pub(super) fn published_basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Given => "given",
        Basis::JsonLd => "json_ld",
        Basis::Meta => "meta",
        Basis::Visible => "visible",
        Basis::Url => "url",
        Basis::Dateline => "dateline",
    }
}

pub(super) fn geo_precision(precision: GeoPrecision) -> &'static str {
    match precision {
        GeoPrecision::Exact => "exact",
        GeoPrecision::Near => "near",
        GeoPrecision::Admin2 => "admin2",
        GeoPrecision::Admin1 => "admin1",
        GeoPrecision::Country => "country",
    }
}

pub(super) fn counted(counted: Counted) -> &'static str {
    match counted {
        Counted::Killed => "killed",
        Counted::Injured => "injured",
        Counted::Displaced => "displaced",
        Counted::Detained => "detained",
        Counted::Abducted => "abducted",
        Counted::Missing => "missing",
        Counted::Participants => "participants",
        Counted::Metres => "metres",
        Counted::Money => "money",
        Counted::Percent => "percent",
        Counted::Other => "other",
    }
}

pub(super) fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "exact",
        Precision::About => "about",
        Precision::AtLeast => "at_least",
        Precision::AtMost => "at_most",
    }
}

pub(super) fn mention_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organization => "organization",
        Kind::ArmedGroup => "armed_group",
        Kind::Government => "government",
        Kind::Place => "place",
        Kind::Country => "country",
        Kind::Facility => "facility",
        Kind::Nationality => "nationality",
        Kind::Weapon => "weapon",
        Kind::Vehicle => "vehicle",
        Kind::Event => "event",
        Kind::Other => "other",
    }
}

pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Named => "named",
        Form::Nominal => "nominal",
        Form::Pronoun => "pronoun",
    }
}

/// TIMEX3's names.
pub(super) fn time_kind(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "DATE",
        TimeKind::Time => "TIME",
        TimeKind::Duration => "DURATION",
        TimeKind::Set => "SET",
    }
}

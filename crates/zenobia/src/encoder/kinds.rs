//! The kinds of names, and so of what mentions refer to.

/// What a mention or an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person or persons.
    Person,
    /// A company, body, agency, party, union, outlet.
    Organization,
    /// A group that fights and is not a state's.
    ArmedGroup,
    /// A state's government, ministry, force or office.
    Government,
    /// A place that is not a country.
    Place,
    /// A country.
    Country,
    /// A building or site.
    Facility,
    /// A people, nation or faith: "Syrian", "Kurds", "Sunni".
    Nationality,
    /// A weapon.
    Weapon,
    /// A vehicle, ship or aircraft.
    Vehicle,
    /// A named event.
    Event,
    /// Anything else with a name.
    Other,
}

impl Kind {
    /// A body of people: an organization, an armed group or a government; CoNLL-2003's ORG.
    pub fn is_body(self) -> bool {
        matches!(
            self,
            Kind::Organization | Kind::ArmedGroup | Kind::Government
        )
    }

    /// A place, a country or a facility; CoNLL-2003's LOC.
    pub fn is_location(self) -> bool {
        matches!(self, Kind::Place | Kind::Country | Kind::Facility)
    }
}

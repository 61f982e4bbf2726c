//! Which language an article is in.

use whatlang::Lang;

/// How much of a text is looked at.
const SAMPLE: usize = 4 * 1024;

/// Shorter texts are guessed too badly to go against what the page says.
const SHORT: usize = 200;

/// The language of a text, as BCP 47: what its letters and words look like, or, where they say too
/// little, what the page declares.
pub(super) fn of(text: &str, declared: Option<&str>) -> String {
    let declared = declared.and_then(primary);
    let sample = &text[..crate::page::markup::floor_char_boundary(text, SAMPLE)];
    let detected = whatlang::detect(sample);
    let trusted = detected.as_ref().filter(|found| {
        let letters = sample
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count();
        found.is_reliable() && letters >= SHORT || found.confidence() > 0.95 && letters >= SHORT / 4
    });
    match (trusted, declared) {
        (Some(found), _) => code(found.lang()).to_owned(),
        (None, Some(declared)) => declared,
        // A few words in Latin letters: the language that is read.
        (None, None) => match &detected {
            Some(found) if found.script() != whatlang::Script::Latin => {
                code(found.lang()).to_owned()
            }
            Some(_) => "en".to_owned(),
            None => "und".to_owned(),
        },
    }
}

/// The language of a tag such as "en-US".
pub(super) fn primary(tag: &str) -> Option<String> {
    let language = tag
        .trim()
        .split(['-', '_', ',', ' '])
        .next()?
        .to_ascii_lowercase();
    let is_code =
        (2..=3).contains(&language.len()) && language.bytes().all(|it| it.is_ascii_lowercase());
    (is_code && language != "und").then_some(language)
}

/// BCP 47 prefers the code of two letters where there is one.
fn code(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, declared: Option<&str>, expected: &str) {
        assert_eq!(of(text, declared), expected);
    }

    #[test]
    fn words_go_before_the_declaration() {
        let german = "Die Armee hat am Montag nach Angaben der Bewohner die Stadt verlassen, teilte \
            die Regierung mit. Zuvor hatten sich die Rebellen aus den Dörfern der Umgebung \
            zurückgezogen, berichteten Augenzeugen. Die Vereinten Nationen begrüßten den Schritt.";
        check(german, Some("en-US"), "de");
    }

    #[test]
    fn short_texts_are_what_they_are_declared_to_be() {
        check("Tod in Dilling", Some("de_DE"), "de");
        check("Army leaves Dilling", None, "en");
    }

    #[test]
    fn other_scripts_are_seen_in_a_few_words() {
        check("الجيش يغادر المدينة", None, "ar");
    }
}

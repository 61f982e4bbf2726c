use super::{shouted, title};
use crate::{encoder::tests::ENCODER, tokens};

/// Lines of sentences that are parted by " / ", their words by blanks.
fn join(lines: &str) -> (String, tokens::Text) {
    let sentences = lines.split(" / ");
    let (source, text) =
        tokens::join(sentences.map(|sentence| sentence.split(' ').map(|word| (word, true))));
    (source, text)
}

#[track_caller]
fn check_shouted(sentences: &str, expected: &[usize]) {
    let (source, text) = join(sentences);
    let found: Vec<usize> = shouted(&source, &text)
        .iter()
        .map(|sentence| text.tokens[sentence.first.index()].sentence.index())
        .collect();
    assert_eq!(found, expected, "{sentences}");
}

/// The words as they would normally be written.
#[track_caller]
fn check(sentences: &str, expected: &str) {
    let (source, text) = join(sentences);
    let encoding = ENCODER.encode_all(&[(&source, &text)]).pop().unwrap();
    let sentences: Vec<String> = text
        .sentences
        .iter()
        .map(|sentence| {
            let forms: Vec<&str> = sentence
                .token_ids()
                .map(|token| encoding.casing.form(token, text.span(token).text(&source)))
                .collect();
            forms.join(" ")
        })
        .collect();
    assert_eq!(sentences.join(" / "), expected);
}

#[test]
fn a_passage_in_capitals_has_words_enough_to_tell() {
    check_shouted("REBELS ATTACKED THE TOWN OF DILLING .", &[0]);
    check_shouted("REBELS ATTACKED McALLEN AND al-HASAKAH TODAY .", &[0]);
    check_shouted(
        "NATO / BREAKING NEWS / Rebels attacked the town of Dilling .",
        &[],
    );
    check_shouted("The UN and NATO told AFP , BBC and CNN .", &[]);
    check_shouted("قال الرئيس إن بلاده ستواصل دعم السلام .", &[]);
}

#[test]
fn a_short_sentence_goes_with_the_others() {
    check_shouted("REBELS ATTACKED THE TOWN OF DILLING . / HE DIED .", &[0, 1]);
    check_shouted("HE DIED . / Rebels attacked the town of Dilling .", &[]);
}

#[test]
fn nouns_lose_their_capitals_and_names_keep_one() {
    check(
        "GUERRILLAS ATTACKED THE TOWN OF DILLING ON MONDAY , COLONEL JUAN O'BRIEN SAID .",
        "Guerrillas attacked the town of Dilling on Monday , colonel Juan O'Brien said .",
    );
    check(
        "THE SALVADORAN ARMY SAID I WAS TO MEET MR GARCIA IN SAN LUIS DE LA REINA .",
        "The Salvadoran army said I was to meet Mr Garcia in San Luis de la Reina .",
    );
}

#[test]
fn acronyms_keep_their_capitals() {
    check(
        "REBELS OF THE HILL LIBERATION FRONT [ HLAF ] AND THE CIA LEFT THE U.S. BASE WITH M-16 RIFLES .",
        "Rebels of the Hill Liberation Front [ HLAF ] and the CIA left the U.S. base with M-16 rifles .",
    );
}

#[test]
fn what_is_printed_in_normal_case_elsewhere_is_known() {
    check(
        "FISHER VISITS FISHER CAMP ON THE HILL / The fisher came from eBay and a camp on the Hill . / \
         It was the third camp for a fisher on the Hill , people said .",
        "Fisher visits fisher camp on the Hill / The fisher came from eBay and a camp on the Hill . / \
         It was the third camp for a fisher on the Hill , people said .",
    );
}

#[test]
fn text_in_normal_case_stays_as_it_is() {
    let sentence = "Rebels of the HLAF attacked the town of Dilling .";
    check(sentence, sentence);
}

#[test]
fn names_begin_with_capitals() {
    assert_eq!(title("al-hadi"), "Al-Hadi");
    assert_eq!(title("o'brien"), "O'Brien");
    assert_eq!(title("ma'an"), "Ma'an");
}

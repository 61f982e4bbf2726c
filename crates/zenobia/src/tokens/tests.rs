use proptest::prelude::*;

use super::*;
use crate::article::{Article, Block, BlockKind};

fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        blocks.push(Block {
            span: Span::new(start, start + part.len()),
            kind: BlockKind::Paragraph,
        });
        start += part.len() + 2;
    }
    Article {
        blocks,
        ..Article::of_text(text)
    }
}

/// Sentences are parted by ` | `, words by blanks.
#[track_caller]
fn check(text: &str, expected: &str) {
    let article = article(text);
    let cut = split(&article);
    let sentences: Vec<String> = cut
        .sentences
        .iter()
        .map(|sentence| {
            let words: Vec<&str> = sentence
                .token_ids()
                .map(|id| cut.span(id).text(&article.text))
                .collect();
            words.join(" ")
        })
        .collect();
    assert_eq!(sentences.join(" | "), expected);
}

#[test]
fn clitics_are_words() {
    check("They didn't go.", "They did n't go .");
    check(
        "Syria’s army can’t, they've said",
        "Syria ’s army ca n’t , they 've said",
    );
    check(
        "The troops' camp cannot hold",
        "The troops ' camp can not hold",
    );
}

#[test]
fn hyphens_part_words_but_not_affixes() {
    check("a well-known al-Hadi aide", "a well - known al - Hadi aide");
    check(
        "pro-government and non-state forces",
        "pro-government and non-state forces",
    );
}

#[test]
fn numbers_with_their_signs() {
    check("$5.5 and US$15,000 at 5:30", "$ 5.5 and US$ 15,000 at 5:30");
    check("50% of 11/28/2000", "50 % of 11/28/2000");
    check("5km by 10am in the 1990s", "5 km by 10 am in the 1990s");
    check(
        "Call 1-800-555-0134 for the 60's, 10-20 of them",
        "Call 1-800-555-0134 for the 60's , 10 - 20 of them",
    );
    check("2.5million of $3bn", "2.5 million of $ 3 bn");
}

#[test]
fn abbreviations_keep_their_stop() {
    check(
        "Gen. J. Okoro of the U.S. Army met Mr. Lund at 5 p.m. on Jan. 5.",
        "Gen. J. Okoro of the U.S. Army met Mr. Lund at 5 p.m. on Jan. 5 .",
    );
    check(
        "He left the U.S. The army stayed.",
        "He left the U.S. | The army stayed .",
    );
    check(
        "Resolution No. 5 passed. No. They left.",
        "Resolution No. 5 passed . | No . | They left .",
    );
}

#[test]
fn a_lost_blank_still_parts_sentences() {
    check(
        "the peace process.Rebel forces left.",
        "the peace process . | Rebel forces left .",
    );
    check(
        "It rose in 2015.The rest fell.",
        "It rose in 2015 . | The rest fell .",
    );
    check("at amazon.com today", "at amazon.com today");
}

#[test]
fn a_closing_quotation_mark_belongs_to_its_sentence() {
    check(
        "\"We won.\" The mayor left. \"Go!\" she said. \"Why?\" Lund asked. “No.” He left.",
        "\" We won . \" | The mayor left . | \" Go ! \" she said . | \" Why ? \" Lund asked . | “ No . ” | He left .",
    );
}

#[test]
fn a_writer_without_capitals_still_ends_sentences() {
    check(
        "call them. they are late? yes.",
        "call them . | they are late ? | yes .",
    );
    check(
        "It rose approx. five metres. It fell",
        "It rose approx. five metres . | It fell",
    );
    check(
        "It was a start . . . They left",
        "It was a start . . . | They left",
    );
}

#[test]
fn blocks_end_sentences() {
    check("Army takes town\n\nThe army", "Army takes town | The army");
}

#[test]
fn addresses_stay_whole() {
    check(
        "See https://example.org/a?b=c. Mail a.b@example.org, @zen_1 #Aleppo!",
        "See https://example.org/a?b=c . | Mail a.b@example.org , @zen_1 #Aleppo !",
    );
}

#[test]
fn dashes_and_ellipses() {
    check(
        "the town—long held—fell... then",
        "the town — long held — fell ... then",
    );
    check("It fell -- again", "It fell -- again");
}

#[test]
fn other_scripts_are_cut_without_loss() {
    check("Войска ушли. Город пуст!", "Войска ушли . | Город пуст !");
    check("قال الرئيس؟ نعم.", "قال الرئيس ؟ | نعم .");
}

#[test]
fn endless_sentences_are_cut_at_their_punctuation() {
    let text = "word, ".repeat(1000);
    let article = article(text.trim());
    let cut = split(&article);
    assert!(cut.sentences.iter().all(|sentence| sentence.len() <= 200));
    assert_eq!(cut.tokens.len(), 2000);
    let first = cut.sentences[0];
    assert_eq!(cut.span(TokenId(first.end.0 - 1)).text(&article.text), ",");
}

#[test]
fn faces_lines_and_doubled_marks_are_single_tokens() {
    check(
        "We won the game :) They lost.",
        "We won the game :) | They lost .",
    );
    check("So late ;-)", "So late ;-)");
    check("---+---> << $$$", "---+---> << $$$");
    check(
        "''We stay,'' he said. ''They go.''",
        "'' We stay , '' he said . | '' They go . ''",
    );
    check(
        "It ‘must hold.’’ It held, however.",
        "It ‘ must hold . ’’ | It held , however .",
    );
}

#[test]
fn files_times_and_addresses_keep_their_marks() {
    check(
        "(draft-2.doc) at 7:30pm from desk@NORTH",
        "( draft-2.doc ) at 7:30 pm from desk@NORTH",
    );
}

#[test]
fn contractions_without_apostrophe_are_two_words() {
    check(
        "i dont know, thats all b/c im late",
        "i do nt know , that s all b/c i m late",
    );
    check("It 's over, y’all", "It 's over , y’ all");
}

#[test]
fn affixes_may_follow_one_another() {
    check(
        "a non-pro-government ex-aide",
        "a non-pro-government ex-aide",
    );
}

#[test]
fn numbers_of_notes_belong_to_the_sentence_before() {
    check(
        "He fled in May. [3] [14] He came back later.",
        "He fled in May . [ 3 ] [ 14 ] | He came back later .",
    );
}

#[test]
fn numbers_of_list_items_end_no_sentence() {
    check(
        "1. The army left. 2. It came back.",
        "1 . The army left . | 2 . It came back .",
    );
}

#[test]
fn titles_may_stand_in_capitals() {
    check(
        "HE MET GEN. OKORO AND MRS. LUND TODAY.",
        "HE MET GEN. OKORO AND MRS. LUND TODAY .",
    );
}

#[test]
fn numbers_may_stand_in_capitals() {
    check(
        "HE READ COMMUNIQUE NO. 4 ALOUD. NO.",
        "HE READ COMMUNIQUE NO. 4 ALOUD . | NO .",
    );
}

#[test]
fn a_dateline_that_stands_apart_is_not_cut_into_words() {
    let text = "KAFR AZIZ, 4 FEB 90 (DPA) -- [TEXT] THE ARMY LEFT.\n\nIT CAME BACK TO THE TOWN OF DILLING ON THE NEXT MORNING.";
    let page = crate::page::Page::new(text.as_bytes().to_vec());
    let article = crate::article::read(&page).expect("it is an article");
    let cut = split(&article);
    let first = cut.sentences[0].span;
    assert_eq!(first.text(&article.text), "THE ARMY LEFT.");
    assert_eq!(cut.sentences.len(), 2);
    let written = article
        .date_of_writing()
        .map(|found| found.value.to_string());
    assert_eq!(written.as_deref(), Some("1990-02-04"));
}

#[test]
fn datelines_stay_with_their_sentence() {
    check(
        "KAFR AZIZ, March 24 (Reuters) - The army left. It came back.",
        "KAFR AZIZ , March 24 ( Reuters ) - The army left . | It came back .",
    );
    check(
        "Kafr Aziz, Syria (CNN) -- Egyptians left.",
        "Kafr Aziz , Syria ( CNN ) -- Egyptians left .",
    );
}

#[test]
fn captions_end_where_a_sentence_begins() {
    check(
        "Crowds fill the square in the capital The government says nobody was hurt.",
        "Crowds fill the square in the capital | The government says nobody was hurt .",
    );
    check(
        "The army took the town of New Kafr Aziz from The Front.",
        "The army took the town of New Kafr Aziz from The Front .",
    );
}

#[test]
fn low_quotation_marks_close_with_high_ones() {
    check(
        "„Wir bleiben.“ Danach ging er.",
        "„ Wir bleiben . “ | Danach ging er .",
    );
}

#[test]
fn invisible_characters_part_or_belong_to_no_word() {
    check("a\u{200b}b\0c \u{feff}d", "a b c d");
    check("\u{202b}نعم\u{202c}.\u{200f} لا.", "نعم . | لا .");
    check(
        "می\u{200c}رود e\u{301}te\u{301}",
        "می\u{200c}رود e\u{301}te\u{301}",
    );
}

/// Tokens are ordered spans that cover every visible character; sentences are runs of all tokens.
#[track_caller]
fn check_spans(article: &Article) {
    let cut = split(article);
    let mut covered = 0;
    for token in &cut.tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        assert!(covered <= start && start < end);
        assert!(article.text[covered..start].chars().all(words::is_blank));
        assert!(!article.text[start..end].chars().any(words::is_blank));
        covered = end;
    }
    assert!(article.text[covered..].chars().all(words::is_blank));
    let mut next = TokenId(0);
    for (index, sentence) in cut.sentences.iter().enumerate() {
        assert_eq!(sentence.first, next);
        assert!((1..=200).contains(&sentence.len()));
        let last = TokenId(sentence.end.0 - 1);
        assert_eq!(
            sentence.span,
            cut.span(sentence.first).cover(cut.span(last))
        );
        for id in sentence.token_ids() {
            assert_eq!(cut.tokens[id.index()].sentence.index(), index);
        }
        next = sentence.end;
    }
    assert_eq!(next.index(), cut.tokens.len());
}

proptest! {
    #[test]
    fn tokens_cover_any_text_in_order(text in "\\PC*|(.|\n)*") {
        check_spans(&article(&text));
    }

    #[test]
    fn tokens_cover_what_looks_like_news(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("U.S.".to_owned()), Just("Gen.".to_owned()), Just("n't".to_owned()), Just("http://a.b/c".to_owned()),
                Just("pro-".to_owned()), Just("\n\n".to_owned()), Just(" ".to_owned()), Just("...".to_owned()),
                Just("''".to_owned()), Just("“No.”".to_owned()), Just(":-)".to_owned()), Just("7:30pm".to_owned()),
                Just("a@b.c".to_owned()), Just("العربية".to_owned()), Just("東京".to_owned()), Just("👩‍👩‍👧".to_owned()),
                "[a-zA-Z]{1,8}", "[0-9.,:/-]{1,6}", "[ \\pP\\pS]{1,3}", "\\PC",
            ],
            0..60,
        )
    ) {
        check_spans(&article(&parts.concat()));
    }
}

/// Ten million bytes of arbitrary text in an optimized build, less in others.
#[test]
fn tokens_cover_millions_of_arbitrary_bytes() {
    let mut left: usize = if cfg!(debug_assertions) {
        500_000
    } else {
        10_000_000
    };
    let mut state: u64 = 2026;
    // SplitMix64 (Steele, Lea & Flood 2014).
    let mut random = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    while left > 0 {
        let kind = random() % 3;
        let length = (random() % 20_000) as usize;
        let mut text = String::new();
        while text.len() < length {
            match kind {
                0 => text.push_str(&String::from_utf8_lossy(&random().to_le_bytes())),
                1 => text.extend(char::from_u32(random() as u32 % 0x11_0000)),
                _ => text.push(char::from(
                    b" .-:'\"aZ9\n()sn't/@$&,!?"[random() as usize % 23],
                )),
            }
        }
        left = left.saturating_sub(text.len());
        check_spans(&article(&text));
    }
}

#[test]
fn endless_words_are_cut_in_time() {
    for part in [
        "co-", "a:", "Ab.", ":)", "A.)", "n't", "a@", "1:", "((", "…",
    ] {
        check_spans(&article(&part.repeat(50_000)));
    }
}

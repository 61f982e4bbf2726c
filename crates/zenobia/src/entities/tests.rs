//! Sentences with their grammar written out, so that no parser stands between rule and test.

use jiff::civil::Date;

use super::{ActorLexicon, Form, Kind, find};
use crate::{
    article::{Article, Block, BlockKind},
    encoder::{Encoding, Name},
    span::Span,
    syntax::{Relation, Subtype, Syntax, Upos, Word},
    tokens::{Sentence, SentenceId, Text, Token, TokenId},
};

/// Reads sentences, one a line, of tokens `form/UPOS/head/relation` (heads count from 1 in the
/// sentence, 0: root; a label after a further slash opens a name, `_` goes on with it) and checks
/// that the entities named in `expected` (`mention; mention = CODE`) come out exactly so.
#[track_caller]
fn check(sentences: &str, on: &str, expected: &[&str]) {
    let lexicon = ActorLexicon::built_in().expect("the lexicon is well formed");
    check_with(&lexicon, sentences, on, expected);
}

/// The same with another lexicon.
#[track_caller]
pub(super) fn check_with(lexicon: &ActorLexicon, sentences: &str, on: &str, expected: &[&str]) {
    let (article, text, syntax, encoding) = read(sentences);
    let day: Option<Date> = on.parse().ok();
    let entities = find(&article, &text, &encoding, &syntax, lexicon, day);
    let found: Vec<String> = entities
        .entities
        .iter()
        .map(|entity| {
            let mentions: Vec<&str> = entity
                .mentions
                .iter()
                .map(|&id| entities.mention(id).span.text(&article.text))
                .collect();
            format!("{} = {}", mentions.join("; "), entity.actor.code())
        })
        .collect();
    for line in expected {
        assert!(
            found.iter().any(|other| other == line),
            "`{line}` is not among\n{}",
            found.join("\n")
        );
    }
    for id in entities.ids() {
        let mention = entities.mention(id);
        let top = entities
            .headed_by(mention.head)
            .map(|id| entities.mention(id));
        assert!(top.is_some_and(|top| top.span.len() >= mention.span.len()));
        assert!(mention.form != Form::Pronoun || entities.entity_of(id).mentions.len() > 1);
    }
}

fn read(sentences: &str) -> (Article, Text, Syntax, Encoding) {
    let mut content = String::new();
    let mut text = Text::default();
    let mut words = Vec::new();
    let mut names: Vec<Name> = Vec::new();
    for line in sentences
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let start = content.len();
        let first = text.tokens.len() as u32;
        for token in line.split_whitespace() {
            let parts: Vec<&str> = token.split('/').collect();
            if content.len() > start {
                content.push(' ');
            }
            let at = content.len();
            content.push_str(parts[0]);
            let id = TokenId(text.tokens.len() as u32);
            text.tokens.push(Token {
                span: Span::new(at, content.len()),
                sentence: SentenceId(text.sentences.len() as u32),
            });
            let (relation, subtype) = parts[3].split_once(':').unwrap_or((parts[3], ""));
            let head: u32 = parts[2].parse().unwrap();
            let plural = parts[1] == "NOUN" && parts[0].ends_with('s');
            words.push(Word {
                lemma: parts[0].to_lowercase(),
                upos: Upos::from_label(parts[1]).unwrap(),
                feats: if plural { "Number=Plur" } else { "" }.into(),
                head: (head > 0).then(|| TokenId(first + head - 1)),
                relation: Relation::from_label(relation).unwrap(),
                subtype: Subtype::from_label(subtype).unwrap(),
            });
            match parts.get(4) {
                Some(&"_") => names.last_mut().unwrap().end = TokenId(id.0 + 1),
                Some(&label) => names.push(Name {
                    first: id,
                    end: TokenId(id.0 + 1),
                    kind: match label {
                        "P" => Kind::Person,
                        "O" => Kind::Organization,
                        "L" => Kind::Place,
                        _ => Kind::Nationality,
                    },
                }),
                None => {}
            }
        }
        text.sentences.push(Sentence {
            span: Span::new(start, content.len()),
            first: TokenId(first),
            end: TokenId(text.tokens.len() as u32),
        });
        content.push('\n');
    }
    let article = Article {
        blocks: vec![Block {
            span: Span::new(0, content.len()),
            kind: BlockKind::Paragraph,
        }],
        ..Article::of_text(content)
    };
    (
        article,
        text,
        Syntax::new(words),
        Encoding {
            names,
            ..Encoding::default()
        },
    )
}

#[test]
fn country_and_force_make_one_code() {
    check(
        "The/DET/3/det Syrian/ADJ/3/amod army/NOUN/4/nsubj advanced/VERB/0/root ./PUNCT/4/punct",
        "2016-03-25",
        &["Syrian army = SYRMIL", "Syrian = SYR"],
    );
}

#[test]
fn weak_noun_takes_the_sector_of_the_word_before_it() {
    check(
        "A/DET/4/det Syrian/ADJ/4/amod military/ADJ/4/amod source/NOUN/5/nsubj said/VERB/0/root",
        "2016-03-25",
        &["Syrian military source = SYRMIL"],
    );
    check(
        "A/DET/3/det Hezbollah/PROPN/3/compound/O commander/NOUN/4/nsubj died/VERB/0/root",
        "2016-03-25",
        &["Hezbollah commander = LBNREBPTYSHIHEZ"],
    );
}

#[test]
fn backer_is_not_the_one_who_acts() {
    check(
        "Turkish/ADJ/3/compound -/PUNCT/3/punct backed/VERB/4/amod rebels/NOUN/5/nsubj \
         fought/VERB/0/root pro/ADJ/8/compound -/PUNCT/8/punct government/NOUN/9/compound \
         forces/NOUN/5/obj",
        "2017-03-01",
        &[
            "Turkish - backed rebels = REB",
            "pro - government forces = MIL",
        ],
    );
}

#[test]
fn who_presides_over_a_parliament_is_of_it() {
    check(
        "The/DET/2/det president/NOUN/6/nsubj of/ADP/5/case the/DET/5/det Riigikogu/PROPN/2/nmod/O \
         spoke/VERB/0/root",
        "2016-03-25",
        &["president = ESTLEG", "Riigikogu = ESTLEG"],
    );
}

#[test]
fn where_somebody_is_based_tells_whose_it_is() {
    check(
        "A/DET/5/det Somalia/PROPN/4/obl/L -/PUNCT/4/punct based/VERB/5/amod militia/NOUN/6/nsubj \
         fought/VERB/0/root",
        "2016-03-25",
        &["Somalia - based militia = SOMPRM"],
    );
}

#[test]
fn codes_of_offices_depend_on_the_day() {
    let taliban = "The/DET/2/det Taliban/PROPN/3/nsubj/O spoke/VERB/0/root";
    check(taliban, "2015-05-01", &["Taliban = AFGREBMOSTAL"]);
    check(taliban, "2022-05-01", &["Taliban = AFGGOVMOSTAL"]);
    let kerry = "John/PROPN/3/nsubj/P Kerry/PROPN/1/flat/_ spoke/VERB/0/root";
    check(kerry, "2016-03-25", &["John Kerry = USAGOV"]);
    check(kerry, "2018-03-25", &["John Kerry = USAELI"]);
}

#[test]
fn surname_is_the_person_named_in_full() {
    check(
        "Observatory/PROPN/2/compound/O director/NOUN/3/nmod:desc Rafi/PROPN/7/nsubj/P \
         Abdel/PROPN/3/flat/_ Karam/PROPN/3/flat/_ has/AUX/7/aux spoken/VERB/0/root
         He/PRON/2/nsubj said/VERB/0/root so/ADV/2/advmod
         Abdel/PROPN/3/nsubj/P Karam/PROPN/1/flat/_ added/VERB/0/root more/ADJ/3/obj",
        "2016-03-25",
        &["Rafi Abdel Karam; He; Abdel Karam = NGO"],
    );
}

#[test]
fn body_is_called_by_its_core_word_and_its_letters() {
    check(
        "The/DET/3/det Northern/PROPN/3/amod/O Observatory/PROPN/10/nsubj/_ for/ADP/6/case/_ \
         Desert/PROPN/6/compound/_ Towns/PROPN/3/nmod/_ (/PUNCT/8/punct NODT/PROPN/3/appos/O \
         )/PUNCT/8/punct reported/VERB/0/root
         The/DET/2/det Observatory/PROPN/3/nsubj/O added/VERB/0/root it/PRON/3/obj",
        "2016-03-25",
        &["Northern Observatory for Desert Towns; NODT; Observatory = NGO"],
    );
}

#[test]
fn aliases_are_one_group_and_the_fighters_are_theirs_if_no_other_is_named() {
    check(
        "IS/PROPN/2/nsubj/O fled/VERB/0/root
         Troops/NOUN/2/nsubj chased/VERB/0/root the/DET/4/det jihadists/NOUN/2/obj
         Daesh/PROPN/2/nsubj/O fell/VERB/0/root",
        "2016-03-25",
        &["IS; jihadists; Daesh = IRQREBMOSISIS", "Troops = MIL"],
    );
    check(
        "IS/PROPN/5/nsubj/O and/CCONJ/4/cc the/DET/4/det PKK/PROPN/1/conj/O fled/VERB/0/root
         Troops/NOUN/2/nsubj chased/VERB/0/root the/DET/4/det militants/NOUN/2/obj",
        "2016-03-25",
        &["militants = REB"],
    );
}

#[test]
fn the_source_is_the_one_just_quoted() {
    check(
        "A/DET/3/det security/NOUN/3/compound source/NOUN/4/nsubj spoke/VERB/0/root
         The/DET/2/det source/NOUN/3/nsubj added/VERB/0/root this/PRON/3/obj
         Another/DET/3/det security/NOUN/3/compound source/NOUN/4/nsubj agreed/VERB/0/root",
        "2016-03-25",
        &["security source; source = COP", "security source = COP"],
    );
}

#[test]
fn capital_stays_a_place_and_acts_for_its_government() {
    check(
        "Moscow/PROPN/2/nsubj/L hosted/VERB/0/root talks/NOUN/2/obj",
        "2016-03-25",
        &["Moscow = RUSGOV"],
    );
}

#[test]
fn army_named_in_full_once_is_the_army() {
    check(
        "The/DET/2/det army/NOUN/3/nsubj advanced/VERB/0/root
         The/DET/3/det Syrian/ADJ/3/amod army/NOUN/4/nsubj advanced/VERB/0/root",
        "2016-03-25",
        &["army; Syrian army = SYRMIL"],
    );
}

#[test]
fn title_tells_the_code_of_a_name_nobody_knows() {
    check(
        "Turkish/ADJ/4/amod foreign/ADJ/3/amod minister/NOUN/4/nmod:desc Orhan/PROPN/6/nsubj/P \
         Testoglu/PROPN/4/flat/_ spoke/VERB/0/root",
        "2016-03-25",
        &["Orhan Testoglu = TURGOV"],
    );
}

#[test]
fn surname_has_the_gender_of_the_full_name() {
    // "Angela Merkel spoke. Merkel left as he stayed.": he is somebody else.
    check(
        "Angela/PROPN/3/nsubj/P Merkel/PROPN/1/flat/_ spoke/VERB/0/root
         Merkel/PROPN/2/nsubj/P left/VERB/0/root as/SCONJ/5/mark he/PRON/5/nsubj stayed/VERB/2/advcl",
        "2016-03-25",
        &["Angela Merkel; Merkel = DEUGOV"],
    );
}

#[test]
fn crew_is_it() {
    check(
        "crew/NOUN/2/nsubj knew/VERB/0/root it/PRON/4/nsubj fired/VERB/2/ccomp",
        "2016-03-25",
        &["crew; it = "],
    );
}

#[test]
fn envoy_of_no_country_is_no_government() {
    check(
        "UN/PROPN/2/compound/O envoy/NOUN/5/nsubj Stellan/PROPN/2/appos/P Mistra/PROPN/3/flat/_ \
         spoke/VERB/0/root",
        "2016-03-25",
        &["UN envoy; Stellan Mistra = IGOUNO"],
    );
}

#[test]
fn name_right_after_a_noun_is_its_bearer() {
    check(
        "The/DET/3/det lead/ADJ/3/amod negotiator/NOUN/9/nsubj at/ADP/6/case the/DET/6/det \
         talks/NOUN/3/nmod Basim/PROPN/9/nsubj/P Jafri/PROPN/7/flat/_ spoke/VERB/0/root",
        "2016-03-25",
        &["lead negotiator; Basim Jafri = GOV"],
    );
}

#[test]
fn former_office_is_no_office() {
    check(
        "A/DET/4/det former/ADJ/4/amod US/PROPN/4/compound/L official/NOUN/5/nsubj spoke/VERB/0/root",
        "2016-03-25",
        &["former US official = USAELI"],
    );
}

#[test]
fn nothing_to_read_gives_nothing() {
    check("", "2016-03-25", &[]);
}

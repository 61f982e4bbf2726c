//! Small lists of invented lands, and sentences with their grammar written out.

use crate::entities::{ActorLexicon, tests::check_with};

const ACTORS: &str = "\
# Lands and their organs.
<!-- A comment
of two lines -->
VALDORIA_ [VLD]  ; as in the atlas
+VALDORIAN_
+VALDORIANS_
+PORT_SELLA_

TORVIK [TVK]
RED_COAST_FRONT_
+RCF_
\t[VLDREBRCF <20100301]\t# in the hills
\t[VLDGOVRCF 20100301-151231]
\t[VLDOPP >20160101]
COUNCIL_OF_PORTS_ [IGOCOP][IGO]
NORTH_WIND_ [---]
";

const AGENTS: &str = "\
!PERSON! = MAN, MEN, WOMAN, WOMEN
!SEAT! = HARBOUR, TOLLS
HARBOUR_WARDEN [~COP]
FERRY_MASTER {FERRY_MASTERS_GENERAL} [~BUS]
QUAY_COUNCIL {} [~GOV]
TIDE!PERSON! [~LAB]
SECRETARY_OF_!SEAT! [~GOVSEC]
SHORE_LEAGUE [NGO~]
";

#[track_caller]
fn check(sentence: &str, on: &str, expected: &[&str]) {
    let mut lexicon = ActorLexicon::built_in().expect("the lexicon is well formed");
    lexicon.add_petrarch_actors("actors.txt", ACTORS).unwrap();
    lexicon.add_petrarch_agents("agents.txt", AGENTS).unwrap();
    check_with(&lexicon, sentence, on, expected);
}

#[track_caller]
fn check_own(actors: &str, sentence: &str, on: &str, expected: &[&str]) {
    let mut lexicon = ActorLexicon::built_in().expect("the lexicon is well formed");
    lexicon.add_petrarch_actors("actors.txt", actors).unwrap();
    check_with(&lexicon, sentence, on, expected);
}

#[track_caller]
fn check_actor_error(list: &str, expected: &str) {
    let mut lexicon = ActorLexicon::default();
    let error = lexicon.add_petrarch_actors("actors.txt", list).unwrap_err();
    assert_eq!(error.to_string(), format!("`actors.txt`, {expected}"));
}

#[track_caller]
fn check_agent_error(list: &str, expected: &str) {
    let mut lexicon = ActorLexicon::default();
    let error = lexicon.add_petrarch_agents("agents.txt", list).unwrap_err();
    assert_eq!(error.to_string(), format!("`agents.txt`, {expected}"));
}

#[test]
fn land_and_its_synonyms_give_their_country_to_whom_they_stand_by() {
    check(
        "Valdoria/PROPN/3/nsubj/L and/CCONJ/1/cc moved/VERB/0/root
         The/DET/3/det Valdorian/ADJ/3/amod army/NOUN/4/nsubj advanced/VERB/0/root
         Police/NOUN/4/nsubj in/ADP/3/case Torvik/PROPN/1/nmod/L ran/VERB/0/root",
        "2016-03-25",
        &[
            "Valdoria = VLD",
            "Valdorian army = VLDMIL",
            "Police = TVKCOP",
        ],
    );
}

#[test]
fn day_of_writing_chooses_the_code() {
    let front = "The/DET/4/det Red/PROPN/4/compound/O Coast/PROPN/4/compound/_ \
                 Front/PROPN/5/nsubj/_ won/VERB/0/root";
    check(front, "2010-02-28", &["Red Coast Front = VLDREBRCF"]);
    check(front, "2010-03-01", &["Red Coast Front = VLDGOVRCF"]);
    check(front, "2015-12-31", &["Red Coast Front = VLDGOVRCF"]);
    check(front, "2016-01-01", &["Red Coast Front = VLDOPP"]);
    check(front, "", &["Red Coast Front = VLDOPP"]);
}

#[test]
fn synonym_is_the_same_actor() {
    check(
        "The/DET/2/det RCF/PROPN/3/nsubj/O won/VERB/0/root",
        "2012-05-05",
        &["RCF = VLDGOVRCF"],
    );
}

#[test]
fn name_without_a_last_underscore_is_a_stem() {
    check(
        "Torvikians/PROPN/2/nsubj left/VERB/0/root
         Torviki/ADJ/2/amod troops/NOUN/3/nsubj left/VERB/0/root
         Valdorish/ADJ/2/amod troops/NOUN/3/nsubj left/VERB/0/root",
        "2016-03-25",
        &[
            "Torvikians; Torviki = TVK",
            "Torviki troops = TVKMIL",
            "Valdorish troops = MIL",
        ],
    );
}

#[test]
fn first_of_two_codes_for_a_day_counts() {
    check(
        "The/DET/2/det Council/PROPN/5/nsubj/O of/ADP/4/case/_ Ports/PROPN/2/nmod/_ met/VERB/0/root",
        "2016-03-25",
        &["Council of Ports = IGOCOP"],
    );
}

#[test]
fn three_dashes_are_nobody() {
    check(
        "North/PROPN/2/compound/O Wind/PROPN/3/nsubj/_ blew/VERB/0/root",
        "2016-03-25",
        &["North Wind = "],
    );
}

#[test]
fn list_counts_before_what_comes_with_zenobia() {
    let list = "SYRIA_ [SXX]\nIS_ [IMGMOSISI >20150101]\n";
    check_own(
        list,
        "The/DET/3/det Syrian/ADJ/3/amod army/NOUN/4/nsubj left/VERB/0/root Syria/PROPN/4/obj/L",
        "2016-03-25",
        &["Syrian army = SYRMIL", "Syria = SXX"],
    );
    let group = "IS/PROPN/2/nsubj/O fled/VERB/0/root Daesh/PROPN/2/obj/O";
    check_own(list, group, "2016-03-25", &["IS; Daesh = IMGMOSISI"]);
    // The list says nothing of that day.
    check_own(list, group, "2014-03-25", &["IS; Daesh = IRQREBMOSISIS"]);
    // A word that opens a sentence is none of its names.
    check_own(
        list,
        "Is/AUX/2/cop it/PRON/0/root\nSyria/PROPN/2/nsubj/L fell/VERB/0/root",
        "2016-03-25",
        &["Syria = SXX"],
    );
}

#[test]
fn list_tells_the_code_under_all_names_that_zenobia_knows() {
    let list = "JOHN_KERRY_ [USALEG <20130201] [USAGOV 20130201-20170120]\n";
    let kerry = "John/PROPN/3/nsubj/P Kerry/PROPN/1/flat/_ spoke/VERB/0/root";
    check_own(list, kerry, "2012-03-25", &["John Kerry = USALEG"]);
    check_own(list, kerry, "2016-03-25", &["John Kerry = USAGOV"]);
    check_own(list, kerry, "2018-03-25", &["John Kerry = USAELI"]);
}

#[test]
fn name_that_is_written_out_counts_before_a_form_of_another() {
    check_own(
        "TOR [TRR]\nTORI_ [TII]\n",
        "Tori/PROPN/2/compound/L troops/NOUN/3/nsubj left/VERB/0/root",
        "2016-03-25",
        &["Tori troops = TIIMIL"],
    );
}

#[test]
fn earlier_list_counts_before_a_later_one() {
    let mut lexicon = ActorLexicon::built_in().expect("the lexicon is well formed");
    for list in ["TORVIK_ [TVK]\n", "TORVIK_ [TRR]\n"] {
        lexicon.add_petrarch_actors("actors.txt", list).unwrap();
    }
    for list in ["WARDEN [~COP]\n", "WARDEN [~MIL]\n"] {
        lexicon.add_petrarch_agents("agents.txt", list).unwrap();
    }
    check_with(
        &lexicon,
        "Torvik/PROPN/2/compound/L wardens/NOUN/3/nsubj left/VERB/0/root
         Wardens/NOUN/2/nsubj left/VERB/0/root",
        "2016-03-25",
        &["Torvik wardens = TVKCOP", "Wardens = COP"],
    );
}

#[test]
fn agents_stand_behind_the_country_or_before_it() {
    check(
        "A/DET/4/det Valdorian/ADJ/4/amod harbour/NOUN/4/compound warden/NOUN/5/nsubj left/VERB/0/root
         The/DET/4/det Valdorian/ADJ/4/amod shore/NOUN/4/compound league/NOUN/5/nsubj left/VERB/0/root
         The/DET/2/det secretary/NOUN/5/nsubj of/ADP/4/case tolls/NOUN/2/nmod left/VERB/0/root",
        "2016-03-25",
        &[
            "Valdorian harbour warden = VLDCOP",
            "Valdorian shore league = NGOVLD",
            "secretary of tolls = GOVSEC",
        ],
    );
}

#[test]
fn plurals_are_given_or_formed_by_rule() {
    check(
        "Harbour/NOUN/2/compound wardens/NOUN/3/nsubj left/VERB/0/root
         Ferry/NOUN/2/compound masters/NOUN/4/nsubj general/ADJ/2/amod left/VERB/0/root
         Tidewomen/NOUN/2/nsubj left/VERB/0/root",
        "2016-03-25",
        &[
            "Harbour wardens = COP",
            "Ferry masters general = BUS",
            "Tidewomen = LAB",
        ],
    );
    let lexicon = {
        let mut lexicon = ActorLexicon::default();
        lexicon.add_petrarch_agents("agents.txt", AGENTS).unwrap();
        lexicon
    };
    for (words, is_known) in [
        ("quay council", true),
        ("quay councils", false),
        ("ferry masters", false),
        ("tideman", true),
        ("tidemans", false),
        ("tidemen", true),
    ] {
        assert_eq!(lexicon.agent(words).is_some(), is_known, "{words}");
    }
}

#[test]
fn malformed_actors_are_named_by_file_and_line() {
    check_actor_error(
        "A_ [AAA]\nB_\n\nC_ [CCC]\n",
        "line 2: no code in brackets for `B_`, here or below",
    );
    check_actor_error("+B_\n", "line 1: a synonym with no name above it");
    check_actor_error("\t[AAA]\n", "line 1: a code with no name above it");
    check_actor_error("A_ [AAA\n", "line 1: `[AAA` has no closing `]`");
    check_actor_error(
        "A_ [AAAGO]\n",
        "line 1: `AAAGO` is no code: three capitals for each part",
    );
    check_actor_error(
        "A_ [AAA >2010]\n",
        "line 1: `2010` is no day: YYYYMMDD or YYMMDD",
    );
    check_actor_error(
        "A_ [AAA 20101301-20110101]\n",
        "line 1: `20101301` is no day: YYYYMMDD or YYMMDD",
    );
    check_actor_error(
        "A_ [AAA 20110101-20100101]\n",
        "line 1: `20110101-20100101` ends before it begins",
    );
    check_actor_error(
        "A_ [AAA 20110101]\n",
        "line 1: `20110101` says no days: `<date`, `>date` or `date-date`",
    );
    check_actor_error("A_\n\t[AAA] B\n", "line 2: `B` is no code in brackets");
    check_actor_error(
        "A_ [AAA]\n+B_ [BBB]\n",
        "line 2: `[` in the name `B_ [BBB]`",
    );
    check_actor_error("_ [AAA]\n", "line 1: `_` is no name");
    check_actor_error(
        "A_ [AAA]\n<!-- B\nC\n",
        "line 2: no `-->` ends this comment",
    );
    check_actor_error(
        "A_ [AAA] <!-- B --> C_ [CCC]\n",
        "line 1: something follows a comment",
    );
}

#[test]
fn malformed_agents_are_named_by_file_and_line() {
    check_agent_error("A\n", "line 1: no code in brackets for `A`");
    check_agent_error(
        "A [GOV]\n",
        "line 1: `[GOV]` does not say where it stands: `[~GOV]` behind the country, `[NGO~]` before it",
    );
    check_agent_error("A [~GOV] [~MIL]\n", "line 1: `[~MIL]` is one too many");
    check_agent_error("A {AS [~GOV]\n", "line 1: `{AS [~GOV]` has no closing `}`");
    check_agent_error("A [~GOV] B\n", "line 1: `B` stands outside the brackets");
    check_agent_error("A_!B! [~GOV]\n", "line 1: the set `!B!` is not defined");
    check_agent_error("A_!B [~GOV]\n", "line 1: a `!` is missing in `A_!B`");
    check_agent_error(
        "!B! = C\n!B! = D\n",
        "line 2: the set `!B!` is already defined",
    );
    check_agent_error("!B! = C, \n", "line 1: `` is no name");
    check_agent_error("B! = C\n", "line 1: `B!` is no name of a set: `!NAME!`");
}

//! Which language a text is in, by its small words and by letters that few others have: a second opinion beside
//! `whatlang`, which knows fewer languages and takes Slovak for Czech and Catalan for Spanish if asked.

use std::collections::HashMap;

/// Small words of languages in Latin script, as resumes have them.
const LATIN: &[(&str, &str)] = &[
    ("en", "the of and to with for by from was on at an as in our their which into"),
    (
        "de",
        "und der die das mit von für im bei des zur zum den eine einer ich sowie auf als durch über nach unter am",
    ),
    ("fr", "et la le les des du pour dans avec au aux une d l sur par en un de chez"),
    ("es", "y de la el en los las del con para por una un al como se más"),
    ("pt", "e de da do em dos das com para por uma um na no ao os as às pela pelo"),
    ("it", "e di del della dei per con il gli le in un una nel al delle dal sono"),
    ("nl", "en van het een de met voor bij aan op te door naar tot ook"),
    ("sv", "och av för med en ett på som till att är den det inom jag"),
    ("da", "og af for med en et på som til at er den det inden jeg havde"),
    ("nb", "og av for med en et på som til å er den det innen jeg hadde"),
    ("nn", "og av for med ein eit på som til å er den det innan eg hadde ikkje"),
    ("fi", "ja on sekä että oli joka jolla kanssa olen olin oma"),
    ("pl", "i w z na do oraz dla się od przez jest po za ze nad o"),
    ("cs", "a v na s pro se z do od ve při je za že jsem"),
    ("sk", "a v na s pre sa z do od vo pri je za že som"),
    ("hu", "és a az egy hogy volt is való meg mint"),
    ("ro", "și şi de la în cu pentru din o un pe al prin am"),
    ("tr", "ve bir için ile bu olarak da de olan"),
    ("vi", "và của cho có với trong một các tại là về"),
    ("id", "dan yang di untuk dengan dari pada dalam sebagai atas"),
    ("hr", "i u na za s od te je sam iz kao se"),
    ("sl", "in v na za s z od ter je sem iz kot se pri"),
    ("lt", "ir į su už iš kad yra buvo bei kaip"),
    ("lv", "un ar par no uz kas ir bija pie kā"),
    ("et", "ja on ning ka oli oma see kui mis eest kellel"),
    ("ca", "i de la el en els les del amb per una un al dels vaig"),
    ("eu", "eta da du bat dut nuen izan baten dira zen nintzen"),
    (
        "gl",
        "e de da do en dos das con para por unha unhas un na no o coa coas nunha dunha cunha pola polas polos máis moi ata dende ademais persoas tamén xestión xestionei proxecto proxectos desenvolvemento desenvolvín traballo traballei deseño deseñei dirixín mellora enxeñeira enxeñeiro enxeñaría servizo servizos calidade seguridade",
    ),
    ("sq", "dhe në të me për një nga e si prej"),
    ("is", "og að í á sem með til fyrir er var af við"),
    ("ga", "agus an na ar le i do go den leis mé bhí"),
    ("mt", "u ta ma li għal kien fi dwar kont tal mal fil"),
];

/// Letters that are in one of them and in few others.
const LETTERS: &[(&str, &str)] = &[
    ("de", "ß"),
    ("fr", "œ"),
    ("es", "¿¡"),
    ("pt", "ã"),
    ("pl", "łśźń"),
    ("cs", "ěřů"),
    ("sk", "ľĺŕ"),
    ("hu", "őű"),
    ("ro", "șțăşţ"),
    ("tr", "ğı"),
    ("lt", "ėųūį"),
    ("lv", "ļņķģī"),
    ("is", "ðþ"),
    ("mt", "ħġ"),
    ("vi", "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ"),
];

/// What a letter counts beside a word that no other language has, and how many of them count at most.
const LETTER: f64 = 0.5;
const MOST_LETTERS: usize = 6;

/// The least that tells a language, and how many times as much as for any other.
const LEAST: f64 = 1.0;
const LEAD: f64 = 1.6;

/// The words of a text, counted.
pub(super) struct Words<'a> {
    /// In lower case.
    text: &'a str,
    counts: HashMap<&'a str, usize>,
    /// How likely it is in each language, the likeliest first: by how many words that few languages share.
    pub(super) scores: Vec<(&'static str, f64)>,
}

impl<'a> Words<'a> {
    /// Counts the words of `text`, which is in lower case.
    pub(super) fn new(text: &'a str) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word).or_default() += 1;
        }
        let mut words = Words { text, counts, scores: Vec::new() };
        words.scores = words.scored();
        words
    }

    /// Those of a list of words that are in the text.
    fn said(&self, list: &'static str) -> impl Iterator<Item = &'static str> {
        list.split(' ').filter(|word| self.counts.contains_key(word))
    }

    /// How often words of a list are in the text.
    fn count(&self, list: &'static str) -> usize {
        self.said(list).map(|word| self.counts[word]).sum()
    }

    fn scored(&self) -> Vec<(&'static str, f64)> {
        // What a word counts in all languages that have it; a single letter may be the name of something.
        let mut shares: HashMap<&str, f64> = HashMap::new();
        for word in LATIN.iter().flat_map(|(_, small)| self.said(small)) {
            *shares.entry(word).or_default() += if word.len() == 1 { 1.0 / LETTER } else { 1.0 };
        }
        let often = |word| u32::try_from(self.counts[word]).map_or(f64::MAX, f64::from);
        let score = |small| self.said(small).map(|word| often(word) / shares[word]).sum();
        let mut scores: Vec<(&'static str, f64)> =
            LATIN.iter().map(|(tag, small)| (*tag, score(small))).collect();
        for (tag, letters) in LETTERS {
            let count = self.text.chars().filter(|c| !c.is_ascii() && letters.contains(*c));
            let count = count.take(MOST_LETTERS).count();
            if let Some((_, score)) = scores.iter_mut().find(|(known, _)| known == tag) {
                *score += LETTER * f64::from(u32::try_from(count).unwrap_or(0));
            }
        }
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        scores
    }

    /// The language of the text, if its words tell it for sure.
    pub(super) fn language(&self) -> Option<&'static str> {
        /// A text of so many words has one of those that tell.
        const WORDS: usize = 20;
        if self.is_galician() {
            return Some("gl");
        }
        let [(tag, most), (_, second), ..] = self.scores[..] else { return None };
        let small = LATIN.iter().find(|(known, _)| *known == tag).map_or("", |(_, small)| small);
        let letters = LETTERS.iter().filter(|(known, _)| *known == tag);
        let letters =
            letters.map(|(_, letters)| self.text.chars().filter(|c| letters.contains(*c)).count());
        // A single word may be a name.
        if self.count(small) + letters.sum::<usize>() < 2 {
            return None;
        }
        let words = self.text.split_whitespace().count() / WORDS;
        let words = u32::try_from(words).unwrap_or(u32::MAX);
        (most >= LEAST && most >= LEAD * second && most >= f64::from(words)).then_some(tag)
    }

    /// Whether the text has the articles of Portuguese and the words and endings of Spanish, as Galician does, and no
    /// word that those two or Italian have and it has not.
    fn is_galician(&self) -> bool {
        const JOINED: &str = "do dos da das na nas ao aos pola polo polas polos coa coas nun nunha dun dunha cun cunha unha";
        const OTHERS: &str = "el la los las del al y una com em uma di il per della dei nel che le et des och der and the for";
        let has_signs_of_others = self.text.contains(['ã', 'õ', 'ç']);
        let is_like_spanish =
            self.text.contains("ción") || self.text.contains('ñ') || self.count("con") > 0;
        !has_signs_of_others
            && self.count(OTHERS) == 0
            && is_like_spanish
            && self.count(JOINED) >= 2
    }
}

/// Whether words of Macedonian are more than those of Serbian, which has the same letters but three.
pub(super) fn is_macedonian(text: &str) -> bool {
    let count = |small: &[&str]| {
        text.to_lowercase().split_whitespace().filter(|word| small.contains(word)).count()
    };
    text.contains(['ѓ', 'ќ', 'ѕ', 'Ѓ', 'Ќ', 'Ѕ'])
        || count(&["во", "со", "беше", "сум", "и", "од"])
            > count(&["у", "са", "је", "сам", "и", "од"])
}

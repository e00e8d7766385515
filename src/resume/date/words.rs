//! Months and seasons by their names, in the languages that resumes are printed in.

use super::PartialDate;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The names of the months, January first: the full ones, their other cases, and short forms. Words that mean
/// different months in two languages are those of the first.
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "january jan januar jänner janv janvier enero ene gennaio gen janeiro januari styczeń stycznia sty \
     leden ledna led január januára январь января янв січень січня січ ocak oca tammikuu tammikuuta \
     ianuarie ian gener ιανουάριος ιανουάριο ιανουαρίου ιαν sausis janvāris јануар siječanj ean eanáir jaan jaanuar \
     janar jannar janúar saus sausio sij siječnja tammi urt urtarrila xan xaneiro яну януари јан јануари \
     ינואר ינו׳ ינו يناير ژانویه जनवरी जन॰ eanair",
    "february feb febr februar feber février fevrier févr fevr fév febrero febbraio fevereiro fev \
     februari luty lutego lut únor února úno február februára февраль февраля февр фев лютий лютого лют \
     şubat şub helmikuu helmikuuta februarie febrer φεβρουάριος φεβρουάριο φεβρουαρίου φεβ фебруар veljača feabh \
     feabhra febreiro februāris febrúar frar helmi ots otsaila shk shkurt vas vasario vasaris veebr \
     veebruar velj veljače феб февруари פברואר פבר׳ פבר فبراير فوریه फ़रवरी फ़र॰",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt marts marec marca marzec březen března \
     bře március март марта мар березень березня бер mart maaliskuu maaliskuuta martie març μάρτιος μάρτιο \
     μαρτίου μαρ ožujak kov kovas kovo maalis maret martxoa marzu márc márta märts ožu ožujka μάρ מרץ \
     مارس मार्च mhárta",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna dub apríl apríla április \
     апрель апреля апр квітень квітня квіт nisan nis huhtikuu huhtikuuta aprilie απρίλιος απρίλιο απριλίου απρ \
     април travanj aibreán api apirila aprill aprīlis bal balandis balandžio huhti pri prill tra travnja \
     ápr אפריל אפר׳ אפר آوریل أبريل अप्रैल aib aibreáin",
    "may mai mayo maggio mag maio mei maj maja květen května kvě máj mája május май мая травень травня \
     трав mayıs toukokuu toukokuuta maig μάιος μάιο μαΐου μαι мај svibanj beal bealtaine geg gegužė gegužės \
     maiatza maijs maí mej mejju svi svibnja touko μάι μαΐ מאי مايو مه मई bhealtaine bealt",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze červen června čvn jún júna június \
     июнь июня июн червень червня черв haziran haz kesäkuu kesäkuuta iunie juny ιούνιος ιούνιο ιουνίου јун \
     lipanj birž birželio birželis eka ekaina iun junij juuni júní jūn jūnijs lipnja meith meitheamh qer \
     qershor xuño ġun ġunju ιουν ιούν юни јуни יוני يونيو ژوئن जून meithimh mheitheamh mheithimh",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip červenec července čvc júl júla \
     július июль июля июл липень липня temmuz tem heinäkuu heinäkuuta iulie juliol ιούλιος ιούλιο ιουλίου јул \
     heinä iul iúil julij juuli júlí jūl jūlijs korr korrik liep liepa liepos lulju srpanj srpnja uzt \
     uztaila xul xullo ιουλ ιούλ лип юли јули יולי يوليو ژوئیه जुलाई जुल॰ iuil",
    "august aug août aout aoû agosto ago augustus augusti sierpień sierpnia sie srpen srpna srp augusta \
     augusztus август августа авг серпень серпня серп ağustos ağu elokuu elokuuta agost αύγουστος αύγουστο \
     αυγούστου аугуст kolovoz abu abuztua agu agustus augusts avg avgust aww awwissu elo gush gusht kol \
     kolovoza lún lúnasa rugp rugpjūtis rugpjūčio ágú ágúst αυγ αύγ אוגוסט אוג׳ אוג أغسطس اوت अगस्त अग॰ lunasa",
    "september sept sep septembre septiembre setiembre settembre sett set setembro wrzesień września wrz září \
     zář septembra szeptember сентябрь сентября сент сен вересень вересня вер eylül eyl syyskuu syyskuuta \
     septembrie setembre σεπτέμβριος σεπτέμβριο σεπτεμβρίου септембар rujan ira iraila meán mfómh rugs rugsėjis \
     rugsėjo ruj rujna septembar septembris settembru sht shtator syys szept σεπ сеп септември ספטמבר ספט׳ ספט \
     سبتمبر سپتامبر सितंबर सित॰ meánfómhair mheán",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź říjen \
     října říj október októbra октябрь октября окт жовтень жовтня жовт ekim eki lokakuu lokakuuta \
     octombrie οκτώβριος οκτώβριο οκτωβρίου октобар deireadh dfómh loka oktobar oktobris oktoober ottubru spal \
     spalio spalis tet tetor urr urria οκτ октомври אוקטובר אוק׳ אוק أكتوبر اکتبر अक्टूबर अक्टू॰ dfómhair dheireadh deir",
    "november nov novembre noviembre novembro listopad listopada lis novembra листопад листопада лист \
     ноябрь ноября нояб ноя kasım kas marraskuu marraskuuta noiembrie νοέμβριος νοέμβριο νοεμβρίου новембар \
     studeni aza azaroa lapkr lapkritis lapkričio listopadu marras novembar novembris novembru nën nëntor \
     nóv nóvember samh samhain stu studenoga νοέ νοε нов ное ноември נובמבר נוב׳ נוב نوامبر نوفمبر नवंबर नव॰ samhna",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia gru \
     prosinec prosince pro decembra декабрь декабря дек грудень грудня груд aralık ara joulukuu \
     joulukuuta decembrie desembre desember des δεκέμβριος δεκέμβριο δεκεμβρίου децембар prosinac abe abendua \
     decembar decembris decembro dets detsember dhj dhjetor diċ diċembru gruod gruodis gruodžio joulu \
     noll nollaig prosinca δεκ декември дец דצמבר דצמ׳ דצמ دسامبر ديسمبر दिसंबर दिस॰ nollag",
];

/// The seasons by language, spring first: as they are printed, and then other names.
#[rustfmt::skip]
const SEASONS: &[(&str, [&str; 4])] = &[
    ("en", ["Spring", "Summer", "Fall Autumn", "Winter"]),
    ("de", ["Frühjahr Frühling", "Sommer", "Herbst", "Winter"]),
    ("fr", ["printemps", "été", "automne", "hiver"]),
    ("es", ["primavera", "verano", "otoño", "invierno"]),
    ("it", ["primavera", "estate", "autunno", "inverno"]),
    ("pt", ["primavera", "verão", "outono", "inverno"]),
    ("nl", ["voorjaar lente", "zomer", "herfst najaar", "winter"]),
    ("sv", ["våren vår", "sommaren sommar", "hösten höst", "vintern vinter"]),
    ("da", ["foråret forår", "sommeren sommer", "efteråret efterår", "vinteren vinter"]),
    ("nb", ["våren vår", "sommeren sommer", "høsten høst", "vinteren vinter"]),
    ("fi", ["kevät", "kesä", "syksy", "talvi"]),
    ("pl", ["wiosna", "lato", "jesień", "zima"]),
    ("cs", ["jaro", "léto", "podzim", "zima"]),
    ("sk", ["jar", "leto", "jeseň", "zima"]),
    ("ru", ["весна", "лето", "осень", "зима"]),
    ("uk", ["весна", "літо", "осінь", "зима"]),
    ("tr", ["İlkbahar Bahar", "Yaz", "Sonbahar Güz", "Kış"]),
    ("hu", ["tavasz", "nyár", "ősz", "tél"]),
    ("ro", ["primăvara", "vara", "toamna", "iarna"]),
    ("vi", ["mùa xuân", "mùa hè", "mùa thu", "mùa đông"]),
    ("zh", ["春季 春 春天", "夏季 夏 夏天", "秋季 秋 秋天", "冬季 冬 冬天"]),
    ("ja", ["春", "夏", "秋", "冬"]),
    ("ko", ["봄", "여름", "가을", "겨울"]),
    ("el", ["άνοιξη", "καλοκαίρι", "φθινόπωρο", "χειμώνας"]),
    ("bg", ["пролет", "лято", "есен", "зима"]),
    ("mk", ["пролет", "лето", "есен", "зима"]),
    ("sr", ["пролеће", "лето", "јесен", "зима"]),
    ("hr", ["proljeće proleće", "ljeto leto", "jesen", "zima"]),
    ("sl", ["pomlad", "poletje", "jesen", "zima"]),
    ("lt", ["pavasaris", "vasara", "ruduo", "žiema"]),
    ("lv", ["pavasaris", "vasara", "rudens", "ziema"]),
    ("et", ["kevad", "suvi", "sügis", "talv"]),
    ("ca", ["primavera", "estiu", "tardor", "hivern"]),
    ("gl", ["primavera", "verán", "outono", "inverno"]),
    ("eu", ["udaberria", "uda", "udazkena", "negua"]),
    ("sq", ["pranvera pranverë", "vera verë", "vjeshta vjeshtë", "dimri dimër"]),
    ("is", ["vor", "sumar", "haust", "vetur"]),
    ("ga", ["earrach", "samhradh", "fómhar", "geimhreadh"]),
    ("mt", ["rebbiegħa", "sajf", "ħarifa", "xitwa"]),
    ("id", ["musim semi", "musim panas", "musim gugur", "musim dingin"]),
    ("he", ["אביב", "קיץ", "סתיו", "חורף"]),
    ("ar", ["ربيع", "صيف", "خريف", "شتاء"]),
    ("fa", ["بهار", "تابستان", "پاییز", "زمستان"]),
    ("hi", ["वसंत", "ग्रीष्म", "शरद", "शीत"]),
    ("th", ["ฤดูใบไม้ผลิ", "ฤดูร้อน", "ฤดูใบไม้ร่วง", "ฤดูหนาว"]),
];

/// Words between the parts of a date, in lower case.
const FILLERS: &[&str] = &[
    "de",
    "del",
    "of",
    "the",
    "le",
    "el",
    "den",
    "г",
    "год",
    "года",
    "р",
    "року",
    "рік",
    "roku",
    "r",
    "m",
    "d",
    "年",
    "năm",
    "ngày",
    "fómhair",
    "gada",
    "aasta",
    "aastat",
    "tahun",
    "ปี",
    "พ",
    "ศ",
    "שנת",
    "سنة",
    "عام",
    "سال",
    "mí",
    "mhí",
    "an",
    "na",
    "fómh",
    "fhómhair",
];

/// Words beside a year that make a date of it alone: `с 2019 года`, `od roku 2019`.
const YEAR: &[&str] = &[
    "г",
    "год",
    "года",
    "годов",
    "р",
    "року",
    "рік",
    "рока",
    "roku",
    "rokov",
    "roka",
    "năm",
    "año",
    "ano",
    "anno",
    "anul",
    "année",
    "jahr",
    "jahre",
    "jaar",
    "året",
    "år",
    "година",
    "године",
    "godine",
    "godina",
    "leta",
    "leto",
    "rok",
    "aasta",
    "aastat",
    "metų",
    "metais",
    "gada",
    "gads",
    "tahun",
    "urtean",
    "vuoden",
    "vuosi",
    "évben",
    "év",
    "έτος",
    "ปี",
    "שנת",
    "سنة",
    "عام",
    "سال",
    "viti",
    "vitin",
    "yılı",
    "yılında",
];

/// The date that `text` tells by the name of its month: `Sept. 2018`, `3. März 2020`, `5 de mayo de 2020`.
pub(super) fn read(text: &str) -> Option<PartialDate> {
    if let Some(date) = thai(text) {
        return Some(date);
    }
    let text = text.to_lowercase();
    // Catalan for since, not December.
    if text.starts_with("des de") || text.starts_with("des d'") || text.starts_with("des d’") {
        return None;
    }
    let text = irish(text);
    let mut parts = Parts { year: short_year(&text), ..Parts::default() };
    let mut has_year = false;
    let dated = if parts.year.is_some() { &text[..text.len() - 2] } else { &text };
    let mut words = tokens(dated).skip_while(|word| WEEKDAYS.contains(word));
    while let Some(word) = words.next() {
        // What is behind the time of day tells where on earth: `Fri Mar 01 2019 00:00:00 GMT+0100`.
        if word.contains(':')
            && parts.year.is_some()
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            break;
        }
        has_year |= YEAR.contains(&word);
        // Vietnamese counts the months.
        if matches!(word, "tháng" | "thg") {
            let number = words.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
            set(&mut parts.month, number)?;
        } else if let Some(month) = croatian(word, &text).or_else(|| month(word)) {
            set(&mut parts.month, month)?;
        } else if !FILLERS.contains(&word) && !YEAR.contains(&word) {
            parts.number(word)?;
        }
    }
    let year = parts.year?;
    match parts.month {
        Some(month) => Some(PartialDate { year, month: Some(month), day: parts.day }),
        None if has_year && parts.day.is_none() => {
            Some(PartialDate { year, month: None, day: None })
        }
        None => None,
    }
}

/// `text` with the two Irish months that are short for two words, the middle and the end of autumn, in one:
/// `M.Fómh.`, `D. Fómh.`
fn irish(text: String) -> String {
    let Some(at) = text.find("fómh").filter(|at| *at > 0) else { return text };
    let before = text[..at].trim_end_matches(['.', ' ']);
    let letter = before.chars().next_back().filter(|letter| matches!(letter, 'm' | 'd'));
    let stem = letter.and_then(|letter| before.strip_suffix(letter)).unwrap_or(before);
    match letter {
        Some(letter) if !stem.ends_with(char::is_alphabetic) => {
            format!("{stem}{letter}{}", &text[at..])
        }
        _ => text,
    }
}

/// What programs write before a date.
const WEEKDAYS: [&str; 14] = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The year at the end of `text` whose century people leave out: `mar '19`.
fn short_year(text: &str) -> Option<i32> {
    let (before, figures) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let is_short = before.ends_with(['\'', '’', '‘', 'ʼ'])
        && figures.bytes().all(|byte| byte.is_ascii_digit());
    let year: i32 = figures.parse().ok().filter(|_| is_short)?;
    Some(year + if year < 50 { 2000 } else { 1900 })
}

/// The months in Thai, and their short forms.
const THAI: [[&str; 2]; 12] = [
    ["มกราคม", "ม.ค."],
    ["กุมภาพันธ์", "ก.พ."],
    ["มีนาคม", "มี.ค."],
    ["เมษายน", "เม.ย."],
    ["พฤษภาคม", "พ.ค."],
    ["มิถุนายน", "มิ.ย."],
    ["กรกฎาคม", "ก.ค."],
    ["สิงหาคม", "ส.ค."],
    ["กันยายน", "ก.ย."],
    ["ตุลาคม", "ต.ค."],
    ["พฤศจิกายน", "พ.ย."],
    ["ธันวาคม", "ธ.ค."],
];

/// A date in Thai: `มี.ค. 2562`, `3 มีนาคม พ.ศ. 2562`. Years of the Buddhist era are 543 more.
fn thai(text: &str) -> Option<PartialDate> {
    let find = |names: &[&str; 2]| names.iter().find_map(|name| text.split_once(name));
    let (index, (day, year)) =
        THAI.iter().enumerate().find_map(|(index, names)| Some((index, find(names)?)))?;
    let year = year.trim().trim_start_matches("พ.ศ.").trim_start_matches("ค.ศ.").trim();
    let year: i32 = year.parse().ok().filter(|year| (1900..2700).contains(year))?;
    let day = day.trim().trim_start_matches("วันที่").trim();
    let day = if day.is_empty() { None } else { Some(day.parse().ok()?) };
    let year = if year > 2400 { year - 543 } else { year };
    Some(PartialDate { year, month: u8::try_from(index + 1).ok(), day })
}

/// The month that `word` means in Croatian, where the same words are other months than in Polish and Czech: there
/// a stop is behind the year, `listopad 2019.`
fn croatian(word: &str, text: &str) -> Option<u8> {
    let is_year = text.strip_suffix('.')?.ends_with(|c: char| c.is_ascii_digit());
    match word {
        "lip" | "lipanj" | "lipnja" => is_year.then_some(6),
        "srp" | "srpanj" | "srpnja" => is_year.then_some(7),
        "lis" | "listopad" | "listopada" => is_year.then_some(10),
        _ => None,
    }
}

/// A season of a year, and the number of the season, spring being 0: `Summer 2019`, `2019年夏`.
pub(super) fn season(text: &str) -> Option<(i32, usize)> {
    SEASONS.iter().find_map(|(language, _)| season_in(text, language))
}

/// The same, if `text` is in `language`.
pub(super) fn season_in(text: &str, language: &str) -> Option<(i32, usize)> {
    let text = text.to_lowercase();
    let text = text.strip_suffix('г').unwrap_or(&text).trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let year: i32 = text.get(start..start + 4)?.parse().ok()?;
    let marks = ['年', '년', ' ', ',', '.'];
    let before = text[..start].trim_end_matches(marks);
    // `primavera de 2019`
    let before = ["de", "del"]
        .iter()
        .find_map(|word| before.strip_suffix(word)?.strip_suffix(' '))
        .unwrap_or(before);
    let behind = text[start + 4..].trim_start_matches(marks);
    let word = match (before.is_empty(), behind.is_empty()) {
        (false, true) => before,
        (true, false) => behind,
        _ => return None,
    };
    let is_name = |names: &str| {
        let names = names.to_lowercase();
        names == word || names.split(' ').any(|name| name == word)
    };
    let (_, names) = SEASONS.iter().find(|(tag, _)| *tag == language)?;
    names.iter().position(|names| is_name(names)).map(|season| (year, season))
}

/// What the season of this number is called in `language`, such as `de`.
pub(super) fn season_name(language: &str, season: usize) -> Option<&'static str> {
    let (_, names) = SEASONS.iter().find(|(tag, _)| *tag == language)?;
    let name = names.get(season)?;
    // The name that is printed is the first; those of Vietnamese and Indonesian have two words.
    Some(if matches!(language, "vi" | "id") {
        name
    } else {
        name.split(' ').next().unwrap_or(name)
    })
}

#[derive(Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Parts {
    /// Takes a year, or a day such as `3`, `3rd`, `1er`.
    fn number(&mut self, word: &str) -> Option<()> {
        let length = word.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = word.split_at(length);
        match (length, rest) {
            (4, "" | "年" | "ko" | "eko") => set(&mut self.year, digits.parse().ok()?),
            (1 | 2, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª") => {
                set(&mut self.day, digits.parse().ok()?)
            }
            _ => None,
        }
    }
}

fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let is_between =
        |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '/' | '-' | '(' | ')' | '’' | '\'');
    text.split(is_between).filter(|word| !word.is_empty())
}

/// The month that `word` is the name of.
fn month(word: &str) -> Option<u8> {
    // A field of dates that is a sentence asks for many words.
    static BY_NAME: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
        let mut by_name = HashMap::new();
        for (month, names) in (1..).zip(MONTHS) {
            for name in names.split_whitespace() {
                by_name.entry(name).or_insert(month);
            }
        }
        by_name
    });
    // Hebrew writes "in" as a letter of the word: במרץ.
    // Finnish, by an ending: toukokuussa.
    let spellings = [Some(word), word.strip_prefix('ב'), word.strip_suffix("ssa")];
    spellings.into_iter().flatten().find_map(|word| BY_NAME.get(word).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Irish months by their names, the short forms of CLDR and of newspapers, and behind `Mí na`.
    #[test]
    fn every_irish_month_is_known() {
        #[rustfmt::skip]
        let months = [
            "Ean|Eanáir|Mí Eanáir", "Feabh|Feabhra|Mí Feabhra", "Márta|Mí an Mhárta", "Aib|Aibreán|Mí Aibreáin",
            "Beal|Bealtaine|Mí na Bealtaine", "Meith|Meitheamh|Mí an Mheithimh", "Iúil|Mí Iúil", "Lún|Lúnasa|Mí Lúnasa",
            "MFómh|M.Fómh.|M. Fómh.|Meán Fómhair|Meán Fómh.|Mí Mheán Fómhair",
            "DFómh|D.Fómh.|D. Fómh|Deireadh Fómhair|Mí Dheireadh Fómhair", "Samh|Samhain|Mí na Samhna", "Noll|Nollaig|Mí na Nollag",
        ];
        for (number, names) in (1..).zip(months) {
            for name in names.split('|') {
                for (text, day) in
                    [(format!("{name} 2019"), None), (format!("3 {name} 2019"), Some(3))]
                {
                    let date = PartialDate { year: 2019, month: Some(number), day };
                    assert_eq!(read(&text), Some(date), "{text}");
                }
            }
        }
    }

    #[test]
    fn months_are_known_by_their_names() {
        let date = |year, month, day| Some(PartialDate { year, month: Some(month), day });
        for (text, expected) in [
            ("Sept 2018", date(2018, 9, None)),
            ("Sept. 2018", date(2018, 9, None)),
            ("March, 2011", date(2011, 3, None)),
            ("2018 September", date(2018, 9, None)),
            ("Mar-2019", date(2019, 3, None)),
            ("Mar '19", date(2019, 3, None)),
            ("Sept ’98", date(1998, 9, None)),
            (
                "Fri Mar 01 2019 00:00:00 GMT+0100 (Central European Standard Time)",
                date(2019, 3, Some(1)),
            ),
            ("Fri, 01 Mar 2019 12:00:00 +0000", date(2019, 3, Some(1))),
            ("March 1, 2019 12:00 AM", date(2019, 3, Some(1))),
            ("'19", None),
            ("Mar 19", None),
            ("Sun 2019", None),
            ("März 2020", date(2020, 3, None)),
            ("3. März 2020", date(2020, 3, Some(3))),
            ("March 3rd, 2020", date(2020, 3, Some(3))),
            ("1er août 2020", date(2020, 8, Some(1))),
            ("5 de mayo de 2020", date(2020, 5, Some(5))),
            ("set. 2015", date(2015, 9, None)),
            ("październik 2015", date(2015, 10, None)),
            ("сентябрь 2015 г.", date(2015, 9, None)),
            ("вересень 2015 р.", date(2015, 9, None)),
            ("Eylül 2015", date(2015, 9, None)),
            ("tháng 9 2015", date(2015, 9, None)),
            ("tháng 9/2015", date(2015, 9, None)),
            ("Maret 2019", date(2019, 3, None)),
            ("มี.ค. 2562", date(2019, 3, None)),
            ("3 มีนาคม พ.ศ. 2562", date(2019, 3, Some(3))),
            ("2019 m. kovas", date(2019, 3, None)),
            ("2019. gada marts", date(2019, 3, None)),
            ("2019ko martxoa", date(2019, 3, None)),
            ("Deireadh Fómhair 2019", date(2019, 10, None)),
            ("במרץ 2019", date(2019, 3, None)),
            ("مارس 2019", date(2019, 3, None)),
            ("мај 2019", date(2019, 5, None)),
            ("listopad 2019", date(2019, 11, None)),
            ("listopad 2019.", date(2019, 10, None)),
            ("srpanj 2019.", date(2019, 7, None)),
            ("2019 г.", Some(PartialDate { year: 2019, month: None, day: None })),
            ("roku 2019", Some(PartialDate { year: 2019, month: None, day: None })),
            ("Spring 2020", None),
            ("Fall of Rome 2020", None),
            ("May 2020 exam", None),
            ("March", None),
            ("sett. 2020", date(2020, 9, None)),
            ("thg 10 2020", date(2020, 10, None)),
            ("toukokuussa 2020", date(2020, 5, None)),
            ("אוק׳ 2020", date(2020, 10, None)),
            ("des de 2019", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        for (text, expected) in [
            ("Summer 2019", Some((2019, 1))),
            ("Sommer 2019", Some((2019, 1))),
            ("2019年夏", Some((2019, 1))),
            ("automne 2019", Some((2019, 2))),
            ("Winter of 2019", None),
            ("primavera de 2019", Some((2019, 0))),
            ("ljeto 2019", Some((2019, 1))),
            ("musim gugur 2019", Some((2019, 2))),
            ("שתיו 2019", None),
            ("סתיו 2019", Some((2019, 2))),
            ("Summer School 2019", None),
        ] {
            assert_eq!(season(text), expected, "{text}");
        }
    }
}

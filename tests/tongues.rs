//! Resumes in many languages that do not say in which: which one is taken, and which dates are read.

use cvgen::job::{Job, MD};
use cvgen::read::read;
use cvgen::resume::language_tag;
use cvgen::theme::Theme;
use cvgen::typeset::{FontSettings, Typesetter};

/// A sentence and a bullet of a resume, by language.
#[rustfmt::skip]
const PROSE: &[(&str, &str, &str)] = &[
    ("de", "Erfahrene Ingenieurin mit zehn Jahren Berufserfahrung in der Softwareentwicklung.", "Leitung eines Teams von fünf Personen und Verantwortung für das Budget"),
    ("fr", "Ingénieure expérimentée avec dix ans d'expérience dans le développement de logiciels.", "Encadrement d'une équipe de cinq personnes et gestion du budget"),
    ("es", "Ingeniera con diez años de experiencia en el desarrollo de software para la banca.", "Dirigí un equipo de cinco personas y gestioné el presupuesto anual"),
    ("pt", "Engenheira com dez anos de experiência no desenvolvimento de software para bancos.", "Liderei uma equipe de cinco pessoas e fui responsável pelo orçamento"),
    ("it", "Ingegnere con dieci anni di esperienza nello sviluppo di software per le banche.", "Ho guidato un gruppo di cinque persone e gestito il bilancio annuale"),
    ("nl", "Ervaren ingenieur met tien jaar ervaring in softwareontwikkeling voor banken.", "Leiding gegeven aan een team van vijf mensen en verantwoordelijk voor het budget"),
    ("sv", "Erfaren ingenjör med tio års erfarenhet av programvaruutveckling för banker.", "Ledde ett team på fem personer och ansvarade för budgeten varje år"),
    ("da", "Erfaren ingeniør med ti års erfaring inden for softwareudvikling til banker.", "Ledede et hold på fem personer og havde ansvaret for budgettet hvert år"),
    ("nb", "Erfaren ingeniør med ti års erfaring innen programvareutvikling for banker.", "Ledet et lag på fem personer og hadde ansvaret for budsjettet hvert år"),
    ("fi", "Kokenut insinööri, jolla on kymmenen vuoden kokemus ohjelmistokehityksestä pankeille.", "Johdin viiden hengen tiimiä ja vastasin vuosittaisesta budjetista"),
    ("pl", "Doświadczona inżynierka z dziesięcioletnim stażem w tworzeniu oprogramowania dla banków.", "Kierowanie pięcioosobowym zespołem i odpowiedzialność za budżet"),
    ("cs", "Zkušená inženýrka s desetiletou praxí ve vývoji softwaru pro banky.", "Vedení pětičlenného týmu a odpovědnost za rozpočet každý rok"),
    ("sk", "Skúsená inžinierka s desaťročnou praxou vo vývoji softvéru pre banky.", "Vedenie päťčlenného tímu a zodpovednosť za rozpočet každý rok"),
    ("hu", "Tapasztalt mérnök tízéves gyakorlattal a banki szoftverfejlesztés területén.", "Ötfős csapat vezetése és felelősség az éves költségvetésért"),
    ("ro", "Inginer cu zece ani de experiență în dezvoltarea de software pentru bănci.", "Am condus o echipă de cinci persoane și am răspuns de buget"),
    ("tr", "Bankalar için yazılım geliştirmede on yıllık deneyime sahip mühendis.", "Beş kişilik bir ekibi yönettim ve yıllık bütçeden sorumluydum"),
    ("vi", "Kỹ sư có mười năm kinh nghiệm phát triển phần mềm cho ngân hàng.", "Quản lý nhóm năm người và chịu trách nhiệm về ngân sách hàng năm"),
    ("id", "Insinyur dengan pengalaman sepuluh tahun dalam pengembangan perangkat lunak untuk bank.", "Memimpin tim yang terdiri dari lima orang dan bertanggung jawab atas anggaran"),
    ("hr", "Inženjerka s deset godina iskustva u razvoju softvera za banke.", "Vođenje tima od pet ljudi i odgovornost za godišnji proračun"),
    ("sl", "Inženirka z desetletnimi izkušnjami pri razvoju programske opreme za banke.", "Vodenje petčlanske ekipe in odgovornost za letni proračun"),
    ("lt", "Inžinierė, turinti dešimties metų programinės įrangos kūrimo bankams patirtį.", "Vadovavau penkių žmonių komandai ir atsakiau už metinį biudžetą"),
    ("lv", "Inženiere ar desmit gadu pieredzi programmatūras izstrādē bankām.", "Vadīju piecu cilvēku komandu un atbildēju par gada budžetu"),
    ("et", "Kogenud insener, kellel on kümme aastat kogemust pankade tarkvara arendamisel.", "Juhtisin viieliikmelist meeskonda ja vastutasin aastaeelarve eest"),
    ("ca", "Enginyera amb deu anys d'experiència en el desenvolupament de programari per a bancs.", "Vaig dirigir un equip de cinc persones i vaig gestionar el pressupost"),
    ("eu", "Ingeniaria, hamar urteko esperientzia bankuentzako softwarearen garapenean.", "Bost laguneko talde bat zuzendu nuen eta urteko aurrekontuaz arduratu nintzen"),
    ("gl", "Enxeñeira con dez anos de experiencia no desenvolvemento de software para bancos.", "Dirixín un equipo de cinco persoas e xestionei o orzamento anual"),
    ("sq", "Inxhiniere me dhjetë vjet përvojë në zhvillimin e programeve për banka.", "Drejtova një ekip prej pesë personash dhe isha përgjegjëse për buxhetin"),
    ("is", "Reyndur verkfræðingur með tíu ára reynslu af hugbúnaðarþróun fyrir banka.", "Stýrði fimm manna teymi og bar ábyrgð á árlegri fjárhagsáætlun"),
    ("ga", "Innealtóir le deich mbliana taithí ar fhorbairt bogearraí do bhainc.", "Bhí mé i gceannas ar fhoireann cúigear agus freagrach as an mbuiséad"),
    ("mt", "Inġinier b'għaxar snin esperjenza fl-iżvilupp tas-softwer għall-banek.", "Mexxejt tim ta ħames persuni u kont responsabbli għall-baġit"),
    ("ru", "Инженер с десятилетним опытом разработки программного обеспечения для банков.", "Руководила командой из пяти человек и отвечала за бюджет"),
    ("uk", "Інженерка з десятирічним досвідом розробки програмного забезпечення для банків.", "Керувала командою з пяти осіб і відповідала за бюджет"),
    ("bg", "Инженер с десетгодишен опит в разработването на софтуер за банки.", "Ръководех екип от петима души и отговарях за годишния бюджет"),
    ("sr", "Инжењерка са десет година искуства у развоју софтвера за банке.", "Водила сам тим од пет људи и била одговорна за буџет"),
    ("mk", "Инженерка со десет години искуство во развој на софтвер за банки.", "Водев тим од пет луѓе и бев одговорна за годишниот буџет"),
    ("el", "Μηχανικός με δεκαετή εμπειρία στην ανάπτυξη λογισμικού για τράπεζες.", "Διηύθυνα ομάδα πέντε ατόμων και ήμουν υπεύθυνη για τον προϋπολογισμό"),
    ("he", "מהנדסת עם עשר שנות ניסיון בפיתוח תוכנה לבנקים.", "ניהלתי צוות של חמישה אנשים והייתי אחראית על התקציב"),
    ("ar", "مهندسة لديها عشر سنوات من الخبرة في تطوير البرمجيات للبنوك.", "قدت فريقا من خمسة أشخاص وكنت مسؤولة عن الميزانية"),
    ("fa", "مهندس با ده سال تجربه در توسعه نرم‌افزار برای بانک‌ها و پروژه‌های بزرگ.", "مدیریت تیم پنج نفره و مسئولیت بودجه سالانه"),
    ("hi", "बैंकों के लिए सॉफ्टवेयर विकास में दस वर्षों का अनुभव रखने वाली इंजीनियर।", "पाँच लोगों की टीम का नेतृत्व किया"),
    ("th", "วิศวกรที่มีประสบการณ์สิบปีในการพัฒนาซอฟต์แวร์สำหรับธนาคาร", "นำทีมห้าคนและรับผิดชอบงบประมาณ"),
    ("zh", "十年银行软件开发经验的工程师，擅长分布式系统。", "带领五人团队并负责年度预算"),
    ("zh-Hant", "十年銀行軟體開發經驗的工程師，擅長分散式系統。", "帶領五人團隊並負責年度預算"),
    ("ja", "銀行向けソフトウェア開発で十年の経験を持つエンジニアです。", "五人のチームを率い、予算を担当しました"),
    ("ko", "은행 소프트웨어 개발 분야에서 10년의 경력을 가진 엔지니어입니다.", "5명으로 구성된 팀을 이끌고 예산을 담당했습니다"),
    ("en", "Engineer with ten years of experience in developing software for banks.", "Led a team of five people and was responsible for the yearly budget"),
];

fn language(text: &str) -> String {
    let resume =
        read("r.json", text.as_bytes()).unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    let languages = cvgen::resolve::languages(&resume.value);
    languages.first().map_or("en".to_owned(), ToString::to_string)
}

/// Prose tells the language, alone and among English titles and names of products.
#[test]
fn the_language_is_told_by_the_words_of_the_prose() {
    let mut wrong = Vec::new();
    for (tag, summary, bullet) in PROSE {
        let whole = format!(
            "{{\"basics\": {{\"name\": \"A B\", \"summary\": \"{summary}\"}}, \"work\": [{{\"name\": \"Acme\", \"highlights\": [\"{bullet}\"]}}]}}"
        );
        let mixed = format!(
            "{{\"basics\": {{\"name\": \"A B\", \"label\": \"Senior Software Engineer\", \"summary\": \"{summary}\"}}, \
             \"work\": [{{\"name\": \"Acme Corporation Ltd\", \"position\": \"Backend Engineer\", \"highlights\": [\"{bullet}\"]}}], \
             \"skills\": [{{\"name\": \"Programming languages\", \"keywords\": [\"Python\", \"Machine Learning\"]}}]}}"
        );
        for text in [whole, mixed] {
            let found = language(&text);
            if found != *tag {
                wrong.push(format!("{tag}: {found}"));
            }
        }
        // Few words tell it or nothing; never another language.
        for part in [summary, bullet] {
            let found =
                language(&format!("{{\"basics\": {{\"name\": \"A\", \"summary\": \"{part}\"}}}}"));
            if found != *tag && found != "en" {
                wrong.push(format!("{tag}, short: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Galician is told from Spanish and Portuguese in a sentence or two.
#[test]
fn galician_is_told_from_its_neighbours() {
    for (language, summary) in [
        (
            "gl",
            "Técnica de sistemas con oito anos de experiencia na administración de servidores e redes da Xunta.",
        ),
        (
            "gl",
            "Administrativo cun perfil organizado. Atención ao público e xestión da contabilidade.",
        ),
        (
            "gl",
            "Enfermeira con dez anos nas urxencias dun hospital comarcal, formación do persoal novo.",
        ),
        (
            "gl",
            "Profesora con ampla experiencia na docencia; autora dunha guía para o ensino da lingua.",
        ),
        (
            "es",
            "Técnica de sistemas con ocho años de experiencia en la administración de servidores.",
        ),
        ("es", "Atención al público y gestión de la contabilidad; formación del personal nuevo."),
        (
            "pt",
            "Técnica de sistemas com oito anos de experiência na administração de servidores da Câmara.",
        ),
        (
            "it",
            "Sistemista con otto anni di esperienza; gestione da remoto dei server e della rete.",
        ),
    ] {
        let text = format!("{{\"basics\": {{\"name\": \"A B\", \"summary\": \"{summary}\"}}}}");
        let found = self::language(&text);
        assert_eq!(found == "gl", language == "gl", "{summary}: {found}");
    }
}

/// What is in English, or in no language, is English; names and products are no prose.
#[test]
fn english_and_names_are_no_other_language() {
    for summary in [
        "Led a team of five engineers in Berlin und built de la Rosa's platform",
        "React, Vue, Node.js, PostgreSQL, Docker, AWS, GCP, CI/CD",
        "Built payment platform handling 10k requests",
        "C, R, B and D; a to e; i, o, u",
        "IT, HR, DE",
        "About me",
        "Did it",
        "Sr. DevOps, SRE, QA",
    ] {
        let text =
            format!("{{\"basics\": {{\"name\": \"José da Silva\", \"summary\": \"{summary}\"}}}}");
        assert_eq!(language(&text), "en", "{summary}");
    }
}

/// Where the language is stated, and which statement goes before which.
#[test]
fn what_states_the_language_goes_in_order() {
    let german = "basics: {name: A, summary: 'Ich habe das Team mit fünf Personen und das Budget für die Bank geleitet.'}";
    for (name, lines, expected) in [
        ("r.fr.yaml", "cvgen: {languages: [it]}\nmeta: {language: nl}\nlanguage: sv", "it"),
        ("r.fr.yaml", "meta: {language: nl}\nlanguage: sv", "nl"),
        ("r.fr.yaml", "meta: {locale: pt_BR.UTF-8}", "pt-BR"),
        ("r.fr.yaml", "meta: {lang: pl}", "pl"),
        ("r.fr.yaml", "meta: {x-lang: cs}", "cs"),
        ("r.fr.yaml", "language: sv", "sv"),
        ("r.fr.yaml", "meta: {version: v1}", "fr"),
        ("resume_fr.yaml", "meta: {version: v1}", "fr"),
        ("resume-fr.yaml", "meta: {version: v1}", "fr"),
        ("r.yaml", "meta: {version: v1}", "de"),
        ("my.cv.yaml", "meta: {version: v1}", "de"),
        // A department, and a word.
        ("resume-it.yaml", "meta: {version: v1}", "de"),
        ("to-be.yaml", "meta: {version: v1}", "de"),
    ] {
        let text = format!("{lines}\n{german}\n");
        let resume = read(name, text.as_bytes()).expect("a resume").value;
        let found = cvgen::resolve::languages(&resume).first().map(ToString::to_string);
        assert_eq!(found.as_deref(), Some(expected), "{name}\n{lines}");
    }
}

/// Months, a season and words for today, by language: in English all of them are the same page.
#[rustfmt::skip]
const DATES: &[(&str, &str, &str, &str, &[&str])] = &[
    ("de", "März 2018", "Okt. 2020", "Frühjahr 2019", &["heute", "bis heute", "derzeit", "laufend"]),
    ("fr", "mars 2018", "févr. 2020", "printemps 2019", &["aujourd'hui", "à ce jour", "en cours", "présent"]),
    ("es", "marzo de 2018", "sept. 2020", "primavera 2019", &["actualidad", "presente", "actualmente", "hoy"]),
    ("pt", "março de 2018", "set. 2020", "primavera de 2019", &["atualmente", "presente", "até o momento", "atual"]),
    ("it", "marzo 2018", "sett. 2020", "primavera 2019", &["oggi", "presente", "in corso", "attuale"]),
    ("nl", "maart 2018", "okt. 2020", "lente 2019", &["heden", "nu", "huidig", "tot heden"]),
    ("sv", "mars 2018", "okt. 2020", "våren 2019", &["nuvarande", "pågående", "nu", "idag"]),
    ("da", "marts 2018", "okt. 2020", "forår 2019", &["nu", "nuværende", "i dag", "igangværende"]),
    ("nb", "mars 2018", "okt. 2020", "vår 2019", &["nå", "nåværende", "i dag", "pågående"]),
    ("fi", "maaliskuu 2018", "loka 2020", "kevät 2019", &["nykyinen", "nyt", "nykyhetki", "jatkuu"]),
    ("pl", "marzec 2018", "paź 2020", "wiosna 2019", &["obecnie", "teraz", "do teraz", "nadal"]),
    ("cs", "březen 2018", "říj 2020", "jaro 2019", &["současnost", "dosud", "nyní", "do současnosti"]),
    ("sk", "marec 2018", "okt 2020", "jar 2019", &["súčasnosť", "doteraz", "trvá", "po súčasnosť"]),
    ("hu", "2018. március", "2020. okt.", "2019 tavasz", &["jelenleg", "jelen", "napjainkig", "folyamatban"]),
    ("ro", "martie 2018", "oct. 2020", "primăvara 2019", &["prezent", "în prezent", "actual", "până în prezent"]),
    ("hr", "ožujak 2018", "studeni 2020", "proljeće 2019", &["danas", "sada", "trenutno", "do danas"]),
    ("sl", "marec 2018", "okt. 2020", "pomlad 2019", &["danes", "sedaj", "trenutno", "do danes"]),
    ("sr", "март 2018", "окт 2020", "пролеће 2019", &["данас", "сада", "тренутно", "до данас"]),
    ("bg", "март 2018", "окт 2020", "пролет 2019", &["днес", "сега", "настояще", "до момента"]),
    ("mk", "март 2018", "окт. 2020", "пролет 2019", &["денес", "сега", "тековно", "до денес"]),
    ("ru", "март 2018", "окт. 2020", "весна 2019", &["настоящее время", "по настоящее время", "сейчас", "н.в."]),
    ("uk", "березень 2018", "жовт. 2020", "весна 2019", &["теперішній час", "зараз", "дотепер", "до сьогодні"]),
    ("el", "Μάρτιος 2018", "Οκτ 2020", "άνοιξη 2019", &["σήμερα", "παρόν", "τώρα", "έως σήμερα"]),
    ("tr", "Mart 2018", "Eki 2020", "İlkbahar 2019", &["günümüz", "halen", "devam ediyor", "şu an"]),
    ("vi", "tháng 3 năm 2018", "thg 10 2020", "mùa xuân 2019", &["hiện tại", "nay", "hiện nay", "đến nay"]),
    ("id", "Maret 2018", "Okt 2020", "musim semi 2019", &["sekarang", "saat ini", "kini", "hingga kini"]),
    ("lt", "2018 m. kovas", "2020 m. spalis", "pavasaris 2019", &["dabar", "iki dabar", "šiuo metu", "tęsiasi"]),
    ("lv", "2018. gada marts", "okt. 2020", "pavasaris 2019", &["pašlaik", "tagad", "šobrīd", "līdz šim"]),
    ("et", "märts 2018", "okt 2020", "kevad 2019", &["praegu", "käesolev", "tänaseni", "hetkel"]),
    ("ca", "març de 2018", "oct. 2020", "primavera 2019", &["actualitat", "present", "avui", "actualment"]),
    ("eu", "2018ko martxoa", "urr. 2020", "udaberria 2019", &["gaur egun", "orain", "oraingoa", "gaur arte"]),
    ("gl", "marzo de 2018", "out. 2020", "primavera 2019", &["actualidade", "presente", "hoxe", "actualmente"]),
    ("sq", "mars 2018", "tet 2020", "pranvera 2019", &["sot", "tani", "aktualisht", "në vazhdim"]),
    ("is", "mars 2018", "okt. 2020", "vor 2019", &["nú", "núna", "til dagsins í dag", "nútíð"]),
    ("ga", "Márta 2018", "Deireadh Fómhair 2020", "earrach 2019", &["inniu", "faoi láthair", "anois", "go dtí seo"]),
    ("mt", "Marzu 2018", "Ott 2020", "rebbiegħa 2019", &["illum", "issa", "preżent", "sal-lum"]),
    ("he", "מרץ 2018", "אוק׳ 2020", "אביב 2019", &["היום", "כיום", "הווה", "עד היום"]),
    ("ar", "مارس 2018", "أكتوبر 2020", "ربيع 2019", &["الآن", "حتى الآن", "الحاضر", "حاليا"]),
    ("fa", "مارس 2018", "اکتبر 2020", "بهار 2019", &["اکنون", "تاکنون", "حال حاضر", "تا کنون"]),
    ("hi", "मार्च 2018", "अक्टूबर 2020", "वसंत 2019", &["वर्तमान", "अब तक", "अभी", "आज"]),
    ("th", "มีนาคม 2018", "ต.ค. 2020", "ฤดูใบไม้ผลิ 2019", &["ปัจจุบัน", "ถึงปัจจุบัน", "ขณะนี้", "จนถึงปัจจุบัน"]),
    ("zh", "2018年3月", "二〇二〇年十月", "2019年春", &["至今", "现在", "目前", "今"]),
    ("zh-Hant", "2018年3月", "民國109年10月", "2019年春", &["至今", "現在", "目前", "迄今"]),
    ("ja", "2018年3月", "令和2年10月", "2019年春", &["現在", "在職中", "現在に至る", "継続中"]),
    ("ko", "2018년 3월", "2020년 10월", "2019년 봄", &["현재", "재직중", "재직 중", "지금"]),
    ("en", "March 2018", "Sept. 2020", "Spring 2019", &["present", "current", "ongoing", "to date"]),
];

#[test]
fn dates_in_words_of_every_language_are_dates() {
    let typesetter = Typesetter::new(FontSettings::default());
    let theme = Theme::builtin("classic").expect("a theme").value;
    let mut wrong = Vec::new();
    for (tag, start, end, season, ongoing) in DATES {
        let mut jobs = vec![
            format!("{{\"name\": \"A\", \"startDate\": \"{start}\", \"endDate\": \"{end}\"}}"),
            format!("{{\"name\": \"B\", \"date\": \"{season}\"}}"),
        ];
        jobs.extend(ongoing.iter().map(|word| {
            format!("{{\"name\": \"C\", \"startDate\": \"2019\", \"endDate\": \"{word}\"}}")
        }));
        let text = format!(
            "{{\"basics\": {{\"name\": \"Ann\"}}, \"cvgen\": {{\"languages\": [\"en\"]}}, \"work\": [{}]}}",
            jobs.join(", ")
        );
        let resume = read("r.json", text.as_bytes()).expect("a resume").value;
        let job = Job::new(&resume, language_tag("en").expect("a language"), &theme, MD);
        let product = cvgen::job::run(&job, &typesetter).expect("it is made").value;
        let page: String = product
            .files
            .iter()
            .map(|(_, bytes)| String::from_utf8_lossy(bytes.as_ref()))
            .collect();
        let page = page.replace(['\u{a0}', '\u{202f}'], " ");
        let dates: Vec<&str> =
            page.lines().filter(|line| line.contains("20") && !line.starts_with('#')).collect();
        let [first, second, rest @ ..] = &dates[..] else { panic!("{page}") };
        if !first.starts_with("Mar 2018 – ")
            || !first.ends_with(" 2020")
            || first.len() != "Mar 2018 – Oct 2020".len()
        {
            wrong.push(format!("{tag}: {start} – {end}: {first}"));
        }
        if *second != "Spring 2019" {
            wrong.push(format!("{tag}: {season}: {second}"));
        }
        for (word, line) in ongoing.iter().zip(rest) {
            if *line != "2019 – Present" {
                wrong.push(format!("{tag}: {word}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

//! The names of fields, and words that people write for them.

use crate::script;
use std::sync::LazyLock;

/// Every field of a resume, of its entries and of its settings, as the schema has it.
const FIELDS: &[&str] = &[
    "address",
    "area",
    "authors",
    "awarder",
    "awards",
    "basics",
    "break",
    "certificates",
    "city",
    "country",
    "countryCode",
    "courses",
    "cvgen",
    "date",
    "description",
    "doi",
    "education",
    "email",
    "endDate",
    "entity",
    "entries",
    "fluency",
    "headline",
    "hide",
    "highlights",
    "id",
    "image",
    "institution",
    "interests",
    "issuer",
    "keep",
    "keywords",
    "kind",
    "label",
    "language",
    "languages",
    "level",
    "limit",
    "location",
    "meta",
    "name",
    "network",
    "options",
    "order",
    "organization",
    "pages",
    "phone",
    "position",
    "positions",
    "postalCode",
    "profiles",
    "projects",
    "publications",
    "publisher",
    "reference",
    "references",
    "region",
    "releaseDate",
    "roles",
    "score",
    "sections",
    "since",
    "skills",
    "startDate",
    "studyType",
    "summary",
    "tags",
    "text",
    "theme",
    "title",
    "titles",
    "type",
    "url",
    "username",
    "validUntil",
    "variants",
    "volunteer",
    "website",
    "work",
];

/// The sections of JSON Resume.
pub(crate) const SECTIONS: [&str; 11] = [
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
];

/// Whether `word` is the name of a field.
pub(crate) fn is_field(word: &str) -> bool {
    FIELDS.contains(&word)
}

/// The fields that a word means which people write and that is not a field, by where it is written: those that
/// the map knows are taken in this order.
pub(crate) fn meanings(word: &str) -> Option<impl Iterator<Item = &'static str>> {
    let plain = script::bare(word);
    // `start_date` and `StartDate` are the field itself.
    let same = FIELDS.iter().filter(|field| field.eq_ignore_ascii_case(&plain)).copied();
    let first = BY_WORD.partition_point(|(known, _)| *known < &*plain);
    let words = BY_WORD[first..].iter().take_while(|(known, _)| *known == plain);
    let found: Vec<&'static str> = same.chain(words.map(|(_, field)| *field)).collect();
    (!found.is_empty()).then(|| found.into_iter())
}

/// The words of [`WORDS`], each with its field; of the same word in their order.
static BY_WORD: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let words = |(field, words): &(&'static str, &'static str)| {
        words.split(' ').map(|word| (word, *field)).collect::<Vec<_>>()
    };
    let mut all: Vec<_> = WORDS.iter().flat_map(words).collect();
    all.sort_by_key(|(word, _)| *word);
    all
});

/// Fields, and the words that people write for them: without blanks and marks, in lower case.
const WORDS: &[(&str, &str)] = &[
    (
        "position",
        "positionname roletitle poste fonction funktion stelle beruf puesto cargo ruolo \
         posizione functie stanowisko должность title role jobtitle job function post \
         designation occupation rolename 职位 岗位 职务 角色 担任职务 職位 職種 役職 직위",
    ),
    (
        "organization",
        "companyname organizationname employer company organisation firm institution charity \
         ngo 组织 机构 单位 公司 組織",
    ),
    (
        "institution",
        "schoolname universityname ecole école établissement schule hochschule universität \
         universidad centro escuela scuola università universidade uczelnia вуз университет \
         school university college institute uni academy organization organisation company \
         employer 学校 院校 学校名称 大学 毕业院校 學校 학교",
    ),
    (
        "area",
        "studiengang fachrichtung spécialité specialité especialidad indirizzo curso kierunek \
         специальность major field subject course program programme specialization \
         specialisation discipline study fieldofstudy concentration 专业 所学专业 主修 專業 \
         専攻 전공",
    ),
    (
        "studyType",
        "degreename abschluss diplôme diplome titulo título titolo titel grau stopień степень \
         title diploma qualification degree degreetype award 学位 学历 學位 学歴 학위",
    ),
    (
        "work",
        "workexperiences employments positionsheld berufserfahrung arbeitserfahrung \
         beruflicherwerdegang expérience expériences expérienceprofessionnelle \
         expériencesprofessionnelles experienceprofessionnelle experiencia experiencialaboral \
         esperienza esperienze esperienzalavorativa esperienzeprofessionali experiência \
         experiênciaprofissional experiencias werkervaring doświadczenie \
         doświadczeniezawodowe опыт опытработы experience experiences workexperience \
         employment employmenthistory job jobs career careers professionalexperience \
         workhistory professional positions roles 工作经历 工作经验 职业经历 实习经历 工作 任职经历 工作履历 职业生涯 \
         任职经历 職務経歴 職歴 工作經歷 경력",
    ),
    (
        "education",
        "ausbildung bildung bildungsweg formation formations études etudes educacion \
         educación formacion formación istruzione formazione educação formação opleiding \
         opleidingen wykształcenie edukacja образование school schools schooling study \
         studies academic academics degrees educations training 教育经历 教育背景 教育 学习经历 求学经历 学历 \
         教育經歷 学歴 학력",
    ),
    (
        "skills",
        "kenntnisse fähigkeiten fertigkeiten compétences competences habilidades competencias \
         competenze competências vaardigheden umiejętności навыки skill technologies \
         technology competencies skillset technicalskills expertise tools abilities 技能 \
         专业技能 技术栈 技能特长 技术技能 專業技能 スキル 기술",
    ),
    (
        "languages",
        "sprachen sprachkenntnisse langues idiomas lingue talen języki языки language \
         spokenlanguages languageskills 语言 语言能力 語言 言語 언어",
    ),
    (
        "certificates",
        "zertifikate certificats certificados certificati certificaten certyfikaty \
         сертификаты certs cert certificate certification licenses licences 证书 资格证书 \
         證書 資格 자격증",
    ),
    (
        "awards",
        "auszeichnungen preise recognition distinctions prix premios premi prêmios nagrody \
         награды award honors honours honor prizes prize accolades 奖项 荣誉 获奖经历 获奖 \
         获奖情况 荣誉奖项 獎項 受賞 수상",
    ),
    ("publications", "publication papers paper articles 论文 出版物 发表论文 論文 논문"),
    (
        "projects",
        "projekte projets proyectos progetti projetos projecten projekty проекты project \
         portfolio sideprojects personalprojects 项目 项目经历 项目经验 專案 プロジェクト \
         프로젝트",
    ),
    (
        "interests",
        "interessen hobbys loisirs intérêts intereses interessi interesses hobbies \
         zainteresowania интересы interest hobby 兴趣 爱好 兴趣爱好 興趣 趣味 취미",
    ),
    (
        "references",
        "referenzen références referencias referenze referências referenties referencje \
         рекомендации referees reference recommendations testimonials 推荐人 推薦人",
    ),
    (
        "volunteer",
        "ehrenamt bénévolat voluntariado volontariato vrijwilligerswerk wolontariat \
         волонтерство volunteering volunteerwork volunteerexperience volunteers 志愿者经历 \
         志愿经历 志愿服务 志工經歷",
    ),
    (
        "basics",
        "persönlichedaten coordonnées datospersonales datipersonali dadospessoais personalia \
         daneosobowe личныеданные контакты basic personal personalinfo personalinformation \
         contact contactinfo contacts about profile info person header heading me 基本信息 \
         个人信息 基本資料 基本情報 기본정보",
    ),
    ("sections", "customsections customsection custom"),
    (
        "label",
        "title jobtitle position role tagline occupation profession headline 职位 职业 头衔 \
         求职意向 職位 肩書き 직함",
    ),
    (
        "score",
        "moyenne nota voto cijfer ocena grade mark marks cgpa result grades 成绩 绩点 分数 成績",
    ),
    ("courses", "modules subjects classes coursework class lectures 课程 主修课程 課程"),
    ("awarder", "by issuer from organization organisation institution 颁发机构 颁奖单位 授予机构"),
    (
        "issuer",
        "by authority organization organisation provider institution issuedby 颁发机构 \
         发证机构 发行机构",
    ),
    ("publisher", "conference booktitle 期刊 出版社 会议 发表于"),
    ("authors", "writers coauthors 作者"),
    ("entity", "company employer client customer"),
    ("fluency", "proficiency skill competence 熟练度 水平 程度 等级 流利度 熟練度"),
    ("language", "title lang 语言 語言"),
    ("reference", "quote text testimonial statement 评价 推荐语"),
    (
        "startDate",
        "startsat startat fromdate von seit beginn debut début desde inizio inicio dal \
         datadeinizio od начало start from begin beginning since started datestart datefrom \
         startedat 开始 开始时间 开始日期 起始时间 入学时间 入职时间 開始 開始日期 開始時間",
    ),
    (
        "endDate",
        "endsat endat todate bis ende fin hasta fine fim tot do конец end to until till \
         finish finished ended dateend dateto endedat enddateorpresent 结束 结束时间 结束日期 \
         截止时间 毕业时间 离职时间 結束 結束日期 結束時間 終了",
    ),
    (
        "validUntil",
        "expiry expiration expireson expiresat expirydate validthrough validto validtill validthru gültigbis gültig ablaufdatum \
         validez vigencia vencimiento caducidad validoal válidoaté validade scadenza validofinoal validità validité valablejusquau \
         geldigtot ważnedo ważność срокдействия действителендо 有效期 有效期至 到期 到期日 到期时间 到期日期 有効期限 有効期間 만료일 \
         유효기간",
    ),
    (
        "date",
        "periode période zeitraum periodo período datum graduationdate graduation \
         graduationyear 期間 период when year dates period time duration timeframe issued \
         awarded published daterange 时间 日期 起止时间 时间段 時間 年份",
    ),
    (
        "location",
        "locationname ort wohnort lieu ville lugar ciudad luogo local plaats miejsce город \
         city place where address town residence based 地点 城市 地址 所在地 现居地 工作地点 \
         地點 住所 위치",
    ),
    (
        "url",
        "link website homepage web site href webpage blog 网址 网站 链接 主页 个人主页 網址 連結",
    ),
    (
        "highlights",
        "descriptions aufgaben tätigkeiten missions taches tâches tareas funciones mansioni \
         attività tarefas taken obowiązki обязанности bullets bullet responsibilities \
         responsibility achievements accomplishments duties tasks points details items \
         highlight contributions 要点 亮点 业绩 工作内容 职责 主要职责 工作职责 成就 主要业绩 \
         项目成果 業績 業務内容",
    ),
    (
        "keywords",
        "technologies technology tech stack techstack tools skills items list values details \
         keyword languages 关键词 技术栈 技术 技能 标签 關鍵詞 キーワード",
    ),
    ("givenName", "given first firstname givennames forename vorname 名"),
    ("familyName", "family last lastname surname nachname 姓 姓氏"),
    ("email", "mail emailaddress 邮箱 电子邮箱 电子邮件 邮件 電子郵件 メール 이메일"),
    (
        "phone",
        "telefon téléphone telefono teléfono telefone telefoon mobil handy телефон 携帯 \
         連絡先 telephone tel mobile cell cellphone phonenumber mobilephone 电话 手机 \
         联系电话 手机号 电话号码 電話 手機 전화",
    ),
    ("image", "avatar portrait img profilepicture photograph 照片 头像 相片 照片路径 写真"),
    (
        "profiles",
        "socialnetwork socialprofiles sociallinks social socials accounts networks links \
         socialnetworks socialmedia profile 社交账号 账号",
    ),
    ("network", "site service platform type name 平台 网站"),
    ("username", "user handle id account nick login 用户名 账号 帐号"),
    ("address", "street line1 streetaddress 地址 街道"),
    ("postalCode", "zip zipcode postcode plz postal 邮编 邮政编码 郵遞區號 郵便番号"),
    ("city", "town locality 城市 市"),
    ("region", "county province prefecture 省 省份 地区"),
    ("countryCode", "countryiso 国家代码"),
    ("country", "nation land 国家"),
    ("entries", "content elements list 条目"),
    ("text", "content body"),
    ("theme", "template style design"),
    (
        "name",
        "companyname firma unternehmen arbeitgeber entreprise employeur empresa azienda \
         bedrijf nom nombre nome naam imię имя компания fullname employer company \
         organization organisation firm institution client title project skill category group \
         label institute 姓名 名字 技能 公司 公司名称 单位 名称 项目名称 学校 組織 会社 \
         企業名 氏名 名前 公司名稱 이름 회사 雇主 企业 企業 工作单位 用人单位 就职公司 任职公司 单位名称 企业名称 勤務先",
    ),
    ("title", "name award prize heading header 标题 奖项 奖项名称 名称 獎項 標題 タイトル"),
    ("subtitle", "subheading role company employer school place"),
    ("level", "proficiency rating skilllevel competence fluency 熟练度 水平 程度 等级 掌握程度"),
    (
        "summary",
        "brief professionalsummary careerobjective careersummary executivesummary \
         professionalprofile zusammenfassung kurzprofil profil résumé apropos resumen \
         riassunto profilo perfil samenvatting podsumowanie osobie about bio text objective \
         intro introduction aboutme statement overview description profile details body desc \
         content notes 自我评价 个人简介 简介 概述 个人总结 描述 说明 简述 自我介紹 個人簡介 \
         概要 自己紹介",
    ),
    ("description", "desc text details body content about 描述 说明 项目描述"),
];

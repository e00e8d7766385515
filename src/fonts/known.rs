//! Names under which people know Han fonts that they may not have.
//!
//! Takes a name, gives the style of the bundled family that stands in for it, and whether it is the same
//! design under another name.

/// The same design as the bundled families, by its other names.
const SAME: [(&str, &str); 20] = [
    ("Source Han Sans", "Sans"),
    ("思源黑体", "Sans"),
    ("思源黑體", "Sans"),
    ("源ノ角ゴシック", "Sans"),
    ("본고딕", "Sans"),
    ("Noto Sans CJK", "Sans"),
    ("Noto Sans SC", "Sans"),
    ("Noto Sans TC", "Sans"),
    ("Noto Sans JP", "Sans"),
    ("Noto Sans KR", "Sans"),
    ("Source Han Serif", "Serif"),
    ("思源宋体", "Serif"),
    ("思源宋體", "Serif"),
    ("源ノ明朝", "Serif"),
    ("본명조", "Serif"),
    ("Noto Serif CJK", "Serif"),
    ("Noto Serif SC", "Serif"),
    ("Noto Serif TC", "Serif"),
    ("Noto Serif JP", "Serif"),
    ("Noto Serif KR", "Serif"),
];

/// Fonts that come with systems and office programs, and the style that is nearest.
#[rustfmt::skip]
const LIKE: &[(&str, &str)] = &[
    ("微软雅黑", "Sans"),
    ("Microsoft YaHei", "Sans"),
    ("微軟正黑體", "Sans"),
    ("Microsoft JhengHei", "Sans"),
    ("黑体", "Sans"),
    ("黑體", "Sans"),
    ("SimHei", "Sans"),
    ("华文黑体", "Sans"),
    ("STHeiti", "Sans"),
    ("Heiti", "Sans"),
    ("苹方", "Sans"),
    ("蘋方", "Sans"),
    ("PingFang", "Sans"),
    ("等线", "Sans"),
    ("DengXian", "Sans"),
    ("冬青黑体", "Sans"),
    ("Hiragino Sans", "Sans"),
    ("ヒラギノ角ゴ", "Sans"),
    ("メイリオ", "Sans"),
    ("Meiryo", "Sans"),
    ("游ゴシック", "Sans"),
    ("Yu Gothic", "Sans"),
    ("ＭＳ ゴシック", "Sans"),
    ("ＭＳ Ｐゴシック", "Sans"),
    ("MS Gothic", "Sans"),
    ("MS PGothic", "Sans"),
    ("맑은 고딕", "Sans"),
    ("Malgun Gothic", "Sans"),
    ("나눔고딕", "Sans"),
    ("돋움", "Sans"),
    ("굴림", "Sans"),
    ("宋体", "Serif"),
    ("宋體", "Serif"),
    ("SimSun", "Serif"),
    ("NSimSun", "Serif"),
    ("新宋体", "Serif"),
    ("华文宋体", "Serif"),
    ("STSong", "Serif"),
    ("Songti", "Serif"),
    ("仿宋", "Serif"),
    ("新細明體", "Serif"),
    ("細明體", "Serif"),
    ("PMingLiU", "Serif"),
    ("MingLiU", "Serif"),
    ("游明朝", "Serif"),
    ("Yu Mincho", "Serif"),
    ("ＭＳ 明朝", "Serif"),
    ("ＭＳ Ｐ明朝", "Serif"),
    ("MS Mincho", "Serif"),
    ("MS PMincho", "Serif"),
    ("ヒラギノ明朝", "Serif"),
    ("바탕", "Serif"),
    ("나눔명조", "Serif"),
    // Written characters and those of official papers: a serif is nearest.
    ("楷体", "Serif"), ("楷體", "Serif"), ("KaiTi", "Serif"), ("Kaiti", "Serif"), ("STKaiti", "Serif"), ("华文楷体", "Serif"),
    ("標楷體", "Serif"), ("DFKai-SB", "Serif"), ("BiauKai", "Serif"), ("霞鹜文楷", "Serif"), ("LXGW WenKai", "Serif"),
    ("方正楷体", "Serif"), ("方正小标宋", "Serif"), ("FZXiaoBiaoSong", "Serif"), ("方正书宋", "Serif"), ("方正宋", "Serif"),
    ("方正仿宋", "Serif"), ("FZFangSong", "Serif"), ("FangSong", "Serif"), ("STFangsong", "Serif"), ("华文仿宋", "Serif"),
    ("华文中宋", "Serif"), ("STZhongsong", "Serif"), ("小标宋", "Serif"), ("隶书", "Serif"), ("LiSu", "Serif"), ("華康明體", "Serif"),
    ("方正黑体", "Sans"), ("方正兰亭黑", "Sans"), ("华文细黑", "Sans"), ("STXihei", "Sans"), ("幼圆", "Sans"), ("YouYuan", "Sans"),
    ("方正正黑", "Sans"), ("阿里巴巴普惠体", "Sans"), ("Alibaba PuHuiTi", "Sans"), ("HarmonyOS Sans", "Sans"), ("MiSans", "Sans"),
    ("OPPO Sans", "Sans"), ("华康黑体", "Sans"), ("華康黑體", "Sans"), ("小塚ゴシック", "Sans"), ("小塚明朝", "Serif"),
    ("함초롬바탕", "Serif"), ("함초롬돋움", "Sans"), ("본명조", "Serif"), ("궁서", "Serif"), ("Batang", "Serif"), ("Gungsuh", "Serif"),
    ("Dotum", "Sans"), ("Gulim", "Sans"), ("NanumGothic", "Sans"), ("NanumMyeongjo", "Serif"), ("Pretendard", "Sans"),
];

/// Words in names of serif fonts, some of which do not say in another way that they are.
const SERIF: [&str; 16] = [
    "serif",
    "garamond",
    "roman",
    "times",
    "termes",
    "pagella",
    "palatino",
    "georgia",
    "baskerville",
    "caslon",
    "bodoni",
    "charter",
    "mincho",
    "song",
    "宋",
    "明",
];

/// Whether the name of a family says that it has serifs.
pub(super) fn is_serif(name: &str) -> bool {
    let name = name.to_lowercase();
    !name.contains("sans") && SERIF.iter().any(|word| name.contains(word))
}

/// The style that stands in for a family of this name, and whether it is the same design.
pub(super) fn stand_in(name: &str) -> Option<(&'static str, bool)> {
    let name = name.trim().to_lowercase();
    // Behind a name may be a region or a foundry's number, such as in `PingFang SC` and `方正小标宋简体`.
    let is = |known: &str| {
        let rest = name.strip_prefix(&known.to_lowercase());
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with([' ', '-', '_', '简', '繁', '簡'])
        })
    };
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(known, _)| is(known)).map(|(_, style)| *style)
    };
    find(&SAME).map(|style| (style, true)).or_else(|| find(LIKE).map(|style| (style, false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_known_by_the_names_that_people_use() {
        assert_eq!(stand_in("思源黑体"), Some(("Sans", true)));
        assert_eq!(stand_in("Source Han Serif SC"), Some(("Serif", true)));
        assert_eq!(stand_in("宋体"), Some(("Serif", false)));
        assert_eq!(stand_in(" microsoft yahei "), Some(("Sans", false)));
        assert_eq!(stand_in("PingFang TC"), Some(("Sans", false)));
        for name in
            ["楷体", "楷体_GB2312", "KaiTi", "方正小标宋简体", "方正小标宋_GBK", "仿宋_GB2312"]
        {
            assert_eq!(stand_in(name), Some(("Serif", false)), "{name}");
        }
        assert_eq!(stand_in("方正黑体简体"), Some(("Sans", false)));
        assert!(is_serif("EB Garamond") && is_serif("CMU Serif") && !is_serif("PT Sans"));
        assert_eq!(stand_in("Heitiful"), None);
        assert_eq!(stand_in("Century Gothic"), None);
    }
}

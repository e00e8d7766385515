//! Codes of composite fonts that have no table of characters: glyphs of Adobe's collections for Chinese, Japanese
//! and Korean, and predefined encodings (ISO 32000-1, 9.7.5.2).

use super::get;
use crate::assets;
use encoding_rs::Encoding;
use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document};
use std::io::Read;
use std::sync::OnceLock;

/// What the codes of a composite font are.
pub(super) enum Codes {
    /// Two bytes each, glyphs of an unknown order.
    Glyphs,
    /// Two bytes each, glyphs of this collection.
    Collection(&'static [char]),
    /// UTF-16.
    Unicode,
    /// One or two bytes each, an encoding from before Unicode.
    Legacy(&'static Encoding),
}

impl Codes {
    /// Those of the font `dictionary`, whose glyphs are those of the font `inner`.
    pub(super) fn new(document: &Document, dictionary: &Dictionary, inner: &Dictionary) -> Codes {
        let encoding = get(document, dictionary, b"Encoding").and_then(|name| name.as_name().ok());
        match encoding.unwrap_or(b"Identity-H") {
            b"Identity-H" | b"Identity-V" => {
                collection(document, inner).map_or(Codes::Glyphs, Codes::Collection)
            }
            name => predefined(name).unwrap_or(Codes::Glyphs),
        }
    }

    /// How many bytes the code has that `bytes` begin with.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        let is_single = match self {
            Codes::Legacy(encoding) => match bytes.first() {
                // Half-width katakana.
                Some(0xa1..=0xdf) => *encoding == encoding_rs::SHIFT_JIS,
                first => first.is_some_and(u8::is_ascii),
            },
            _ => false,
        };
        if is_single { 1 } else { bytes.len().min(2) }
    }

    /// What the code stands for, as far as that can be told without a table.
    pub(super) fn character(&self, code: &[u8]) -> Option<String> {
        let value = code.iter().fold(0, |value, byte| value << 8 | usize::from(*byte));
        match self {
            Codes::Glyphs => None,
            Codes::Collection(all) => all.get(value).filter(|c| **c != '\0').map(char::to_string),
            Codes::Unicode => char::from_u32(u32::try_from(value).ok()?).map(String::from),
            Codes::Legacy(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(code)?;
                Some(text.into_owned())
            }
        }
    }
}

fn predefined(name: &[u8]) -> Option<Codes> {
    let name = name.strip_suffix(b"-H").or_else(|| name.strip_suffix(b"-V"))?;
    Some(match name {
        b"UniGB-UCS2" | b"UniGB-UTF16" | b"UniCNS-UCS2" | b"UniCNS-UTF16" | b"UniJIS-UCS2"
        | b"UniJIS-UTF16" | b"UniJIS2004-UTF16" | b"UniJIS-UCS2-HW" | b"UniKS-UCS2"
        | b"UniKS-UTF16" => Codes::Unicode,
        b"GB-EUC" | b"GBpc-EUC" | b"GBK-EUC" | b"GBKp-EUC" | b"GBK2K" => {
            Codes::Legacy(encoding_rs::GBK)
        }
        b"B5pc" | b"ETen-B5" | b"ETenms-B5" | b"HKscs-B5" => Codes::Legacy(encoding_rs::BIG5),
        b"83pv-RKSJ" | b"90ms-RKSJ" | b"90msp-RKSJ" | b"90pv-RKSJ" => {
            Codes::Legacy(encoding_rs::SHIFT_JIS)
        }
        b"EUC" => Codes::Legacy(encoding_rs::EUC_JP),
        b"KSC-EUC" | b"KSCms-UHC" | b"KSCms-UHC-HW" | b"KSCpc-EUC" => {
            Codes::Legacy(encoding_rs::EUC_KR)
        }
        _ => return None,
    })
}

/// The characters of the collection that the font `inner` says its glyphs are of.
fn collection(document: &Document, inner: &Dictionary) -> Option<&'static [char]> {
    /// The name of a collection, its file, and what that says once it is read.
    type Table = (&'static [u8], &'static str, OnceLock<Vec<char>>);
    static TABLES: [Table; 4] = [
        (b"CNS1", "collections/cns1.bin", OnceLock::new()),
        (b"GB1", "collections/gb1.bin", OnceLock::new()),
        (b"Japan1", "collections/japan1.bin", OnceLock::new()),
        (b"Korea1", "collections/korea1.bin", OnceLock::new()),
    ];
    let info = get(document, inner, b"CIDSystemInfo")?.as_dict().ok()?;
    let text = |key| get(document, info, key).and_then(|text| text.as_str().ok());
    if text(b"Registry")? != b"Adobe" {
        return None;
    }
    let ordering = text(b"Ordering")?;
    let (_, file, table) = TABLES.iter().find(|(name, ..)| *name == ordering)?;
    Some(table.get_or_init(|| read(file).unwrap_or_default()))
}

/// The characters in the file of `data/` at `path`, 0 for those that are unknown.
fn read(path: &str) -> Option<Vec<char>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(assets::data(path)?.as_ref()).read_to_end(&mut bytes).ok()?;
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    Some(units.map(|unit| char::from_u32(u32::from(unit)).unwrap_or('\0')).collect())
}

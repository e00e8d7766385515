//! The archive that a Word file is: ZIP as APPNOTE 6.3 has it, with deflate.
//!
//! The same bytes every time: files in the order in which they are given, all of 1980.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{self, Write};

/// Version 2.0 reads deflate.
const VERSION: u16 = 20;
/// Names are UTF-8 (bit 11).
const FLAGS: u16 = 1 << 11;
const DEFLATE: u16 = 8;
/// Midnight, and the first of January 1980.
const TIME: u16 = 0;
const DATE: u16 = 1 << 5 | 1;

/// The archive of files by name.
pub(super) fn archive(files: &[(String, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let start = size(out.len())?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(content);
        let mut head = Vec::new();
        for number in [VERSION, FLAGS, DEFLATE, TIME, DATE] {
            head.extend(number.to_le_bytes());
        }
        for number in [crc.sum(), size(packed.len())?, size(content.len())?] {
            head.extend(number.to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).map_err(io::Error::other)?.to_le_bytes());
        // No extra field.
        head.extend([0; 2]);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&head);
        // No comment, on the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = size(out.len())?;
    let count = u16::try_from(files.len()).map_err(io::Error::other)?;
    out.extend(&directory);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size(directory.len())?.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

fn size(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(io::Error::other)
}

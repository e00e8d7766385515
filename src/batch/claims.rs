//! Which document made which file: no two may make the same, and none may make another run's.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};

/// A name, in 16 bytes, however long: the first half of its SHA-256.
pub(super) type NameHash = [u8; 16];

/// The hash of `name`, the same for names that some file system takes for the same.
pub(super) fn name_hash(name: &str) -> NameHash {
    let digest = Sha256::digest(name.to_lowercase().as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

/// The files that documents have claimed, by the document's number.
#[derive(Debug, Default)]
pub struct Claims(Mutex<HashMap<NameHash, usize>>);

impl Claims {
    /// Claims `name` for document `number`; an error holds the number of the one that has it.
    pub fn claim(&self, name: &str, number: usize) -> Result<(), usize> {
        let mut claims = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match claims.entry(name_hash(name)) {
            Entry::Occupied(owner) if *owner.get() != number => Err(*owner.get()),
            Entry::Occupied(_) => Ok(()),
            Entry::Vacant(free) => {
                free.insert(number);
                Ok(())
            }
        }
    }

    /// Claims `name` for document `number` unless an earlier document has it, whatever order they
    /// come in. Says whether two documents want it.
    pub(super) fn reserve(&self, name: &str, number: usize) -> bool {
        let mut claims = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match claims.entry(name_hash(name)) {
            Entry::Occupied(mut owner) => {
                let is_wanted_twice = *owner.get() != number;
                if number < *owner.get() {
                    owner.insert(number);
                }
                is_wanted_twice
            }
            Entry::Vacant(free) => {
                free.insert(number);
                false
            }
        }
    }
}

//! Which document made which file: no two may make the same, and none may make another run's.

use super::input::Input;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
pub struct Claims(Mutex<Claimed>);

#[derive(Debug, Default)]
struct Claimed {
    owners: HashMap<NameHash, usize>,
    /// What several documents want.
    contested: HashSet<NameHash>,
    /// What people call the owners of that.
    names: HashMap<usize, String>,
}

impl Claims {
    /// Claims `name` for document `number`; an error holds the number of the one that has it.
    pub fn claim(&self, name: &str, number: usize) -> Result<(), usize> {
        let owner = *self.lock().owners.entry(name_hash(name)).or_insert(number);
        if owner == number { Ok(()) } else { Err(owner) }
    }

    /// Claims `name` for document `number` unless an earlier document has it, whatever order they
    /// come in. Says whether two documents want it.
    pub(super) fn reserve(&self, name: &str, number: usize) -> bool {
        let (hash, mut claimed) = (name_hash(name), self.lock());
        let owner = claimed.owners.entry(hash).or_insert(number);
        let is_wanted_twice = *owner != number;
        *owner = number.min(*owner);
        if is_wanted_twice {
            claimed.contested.insert(hash);
        }
        is_wanted_twice
    }

    /// Looks up in `inputs` what to call those that have what others want.
    pub fn name_owners(&self, inputs: impl Iterator<Item = Input>) {
        let mut claimed = self.lock();
        let owners: HashSet<usize> =
            claimed.contested.iter().filter_map(|hash| claimed.owners.get(hash)).copied().collect();
        let owners = inputs.filter(|input| owners.contains(&input.number));
        claimed.names = owners.map(|input| (input.number, input.place())).collect();
    }

    /// What to call document `number`, the owner of something.
    pub(super) fn owner(&self, number: usize) -> String {
        if number == 0 {
            return "a file that this batch reads or keeps".to_owned();
        }
        let name = self.lock().names.get(&number).map(|name| format!("`{name}`"));
        name.unwrap_or_else(|| format!("document {number}"))
    }

    fn lock(&self) -> MutexGuard<'_, Claimed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

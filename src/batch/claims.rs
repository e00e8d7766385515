//! Which document made which file: no two may make the same, and none may make another run's.

use super::input::Input;
use super::name::name_key;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A name, in 16 bytes, however long: the first half of its SHA-256.
pub(super) type NameHash = [u8; 16];

/// The hash of `name`, the same for names that some file system takes for the same.
pub(super) fn name_hash(name: &str) -> NameHash {
    let digest = Sha256::digest(name_key(name).as_bytes());
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

/// The files that documents have claimed, by the document's number.
#[derive(Debug, Default)]
pub struct Claims(Mutex<Claimed>);

#[derive(Debug, Default)]
struct Claimed {
    owners: HashMap<NameHash, Owner>,
    /// What several documents want.
    contested: HashSet<NameHash>,
    /// What people call the owners of that, and their ids.
    names: HashMap<usize, (String, Option<String>)>,
}

/// A document, as little of it as tells which one it is.
#[derive(Debug, Clone, Copy)]
struct Owner {
    number: usize,
    /// Its line, where it has one.
    line: Option<usize>,
}

impl Claims {
    /// Claims `name` for `input`; an error says which document has it, in words.
    pub(super) fn claim(&self, name: &str, input: &Input) -> Result<(), String> {
        let own = Owner { number: input.number, line: input.line };
        let mut claimed = self.lock();
        let owner = *claimed.owners.entry(name_hash(name)).or_insert(own);
        if owner.number == input.number {
            return Ok(());
        }
        let (place, id) = match claimed.names.get(&owner.number) {
            Some((place, id)) => (format!("`{place}`"), id.as_ref()),
            None => (owner.words(), None),
        };
        let both = id.is_some() && id == input.id.as_ref();
        let id = id.map(|id| format!(", with the {}id `{id}`", if both { "same " } else { "" }));
        Err(place + &id.unwrap_or_default())
    }

    /// Keeps `name` from every document.
    pub fn withhold(&self, name: &str) {
        self.lock().owners.insert(name_hash(name), Owner { number: 0, line: None });
    }

    /// Claims `name` for `input` unless an earlier document has it, whatever order they come in. Says
    /// whether two documents want it.
    pub(super) fn reserve(&self, name: &str, input: &Input) -> bool {
        let own = Owner { number: input.number, line: input.line };
        let (hash, mut claimed) = (name_hash(name), self.lock());
        let owner = claimed.owners.entry(hash).or_insert(own);
        let is_wanted_twice = owner.number != own.number;
        if own.number < owner.number {
            *owner = own;
        }
        if is_wanted_twice {
            claimed.contested.insert(hash);
        }
        is_wanted_twice
    }

    /// Looks up in `inputs` what to call those that have what others want.
    pub fn name_owners(&self, inputs: impl Iterator<Item = Input>) {
        let mut claimed = self.lock();
        let owners = claimed.contested.iter().filter_map(|hash| claimed.owners.get(hash));
        let owners: HashSet<usize> = owners.map(|owner| owner.number).collect();
        let owners = inputs.filter(|input| owners.contains(&input.number));
        claimed.names = owners.map(|input| (input.number, (input.place(), input.id))).collect();
    }

    fn lock(&self) -> MutexGuard<'_, Claimed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Owner {
    fn words(self) -> String {
        match self {
            Owner { number: 0, .. } => "a file that this batch reads or keeps".to_owned(),
            Owner { line: Some(line), .. } => format!("line {line}"),
            Owner { number, line: None } => format!("document {number}"),
        }
    }
}

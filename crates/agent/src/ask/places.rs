//! How many are heard at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many of one user are heard at once.
const OF_A_USER: usize = 4;
/// How many of all users but root.
const OF_ALL: usize = 16;
/// How many of root, whatever the others do.
const OF_ROOT: usize = 8;

/// Who is heard just now.
#[derive(Debug, Default)]
pub(super) struct Places(Mutex<BTreeMap<u32, usize>>);

/// A place that somebody has, until it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Arc<Places>,
    user: u32,
}

impl Places {
    /// A place for this user, if there is one.
    pub(super) fn take(self: &Arc<Self>, user: u32) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(&user).copied().unwrap_or_default();
        let others: usize = taken.iter().filter(|(user, _)| **user != 0).map(|(_, many)| many).sum();
        let has_room = if user == 0 { own < OF_ROOT } else { own < OF_A_USER && others < OF_ALL };
        has_room.then(|| {
            taken.insert(user, own + 1);
            Place { places: Arc::clone(self), user }
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(many) = taken.get_mut(&self.user) {
            *many -= 1;
            if *many == 0 {
                taken.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_user_takes_no_places_of_others_and_all_of_them_none_of_root() {
        let places = Arc::new(Places::default());
        let taken: Vec<Place> = (0..100).filter_map(|_| places.take(1000)).collect();
        assert_eq!(taken.len(), 4);
        assert!(places.take(1001).is_some());
        let others: Vec<Place> = (100_000..200_000).filter_map(|user| places.take(user)).collect();
        assert_eq!(others.len(), 12);
        assert!(places.take(1001).is_none());
        assert_eq!((0..100).filter_map(|_| places.take(0)).count(), 100, "they are given back");
        let of_root: Vec<Place> = (0..100).filter_map(|_| places.take(0)).collect();
        assert_eq!(of_root.len(), 8);
        drop(taken);
        assert!(places.take(1001).is_some());
    }
}

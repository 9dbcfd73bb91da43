//! The units of both texts in one sequence.
//!
//! Units that nobody moved keep the order of the base. What a side inserted or moved stands after the unit it follows
//! there; if both put something at one place, theirs comes first.

use super::cut::{Source, UnitKind};
use super::pair::key;
use crate::law::compare::heaviest_chain;
use std::collections::HashMap;

/// A unit of the merged text, and which units it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The same in all three texts.
    pub id: usize,
    pub base: Option<usize>,
    pub ours: Option<usize>,
    pub theirs: Option<usize>,
    /// Whether it stands in the merged text: in a conflict about deleting it, if they kept it.
    pub stays: bool,
}

impl Entry {
    /// What it is.
    pub fn kind(&self, sources: [&Source<'_>; 3]) -> UnitKind {
        let units = [(sources[2], self.theirs), (sources[1], self.ours), (sources[0], self.base)];
        let unit = units.into_iter().find_map(|(source, unit)| unit.map(|it| source.units[it].kind));
        unit.unwrap_or(UnitKind::Head)
    }
}

/// Puts the units in order and tells both texts what theirs are.
pub(super) fn entries(
    base: &Source<'_>,
    ours: &mut Source<'_>,
    theirs: &mut Source<'_>,
    first: &[Option<usize>],
    second: &[Option<usize>],
) -> Vec<Entry> {
    let (our, their) = (Side::new(base, ours, first), Side::new(base, theirs, second));
    let fixed: Vec<bool> = (0..base.units.len()).map(|it| !our.moved[it] && !their.moved[it]).collect();
    let our_runs = our.runs(&fixed, |it| our.moved[it] && !their.moved[it]);
    let their_runs = their.runs(&fixed, |it| their.moved[it]);
    let mut plan = Plan { base: base.units.len(), ours, theirs, our: &our, their: &their, entries: Vec::new() };
    for at in (0..base.units.len()).filter(|it| fixed[*it]) {
        plan.known(at);
        plan.runs(our_runs.get(&at).map_or(&[], Vec::as_slice), their_runs.get(&at).map_or(&[], Vec::as_slice));
    }
    let mut entries = plan.entries;
    name(&mut entries, base, ours, theirs);
    entries
}

/// What a side made of the units of the base.
struct Side {
    /// For each unit of the base, its unit.
    of_base: Vec<Option<usize>>,
    /// For each unit, the unit of the base.
    to_base: Vec<Option<usize>>,
    /// For each unit of the base, whether it left its place among the others.
    moved: Vec<bool>,
}

impl Side {
    fn new(base: &Source<'_>, side: &Source<'_>, to_base: &[Option<usize>]) -> Self {
        let mut of_base = vec![None; base.units.len()];
        let mut points = Vec::with_capacity(side.units.len());
        for (unit, partner) in to_base.iter().enumerate() {
            if let Some(partner) = partner {
                of_base[*partner] = Some(unit);
                points.push((*partner, side.units[unit].body.len() as u64 + 1));
            }
        }
        let mut moved: Vec<bool> = of_base.iter().map(Option::is_some).collect();
        heaviest_chain(&points).into_iter().for_each(|it| moved[points[it].0] = false);
        Self { of_base, to_base: to_base.to_vec(), moved }
    }

    /// By the unit of the base after which they stand: what this side inserted, and moved if `taken`.
    fn runs(&self, fixed: &[bool], taken: impl Fn(usize) -> bool) -> HashMap<usize, Vec<usize>> {
        let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut after = 0;
        for (unit, base) in self.to_base.iter().enumerate() {
            match base {
                Some(at) if fixed[*at] => after = *at,
                Some(at) if !taken(*at) => {}
                _ => runs.entry(after).or_default().push(unit),
            }
        }
        runs
    }
}

struct Plan<'a, 't> {
    /// Units of the base; identities from here on are new units.
    base: usize,
    ours: &'a Source<'t>,
    theirs: &'a Source<'t>,
    our: &'a Side,
    their: &'a Side,
    entries: Vec<Entry>,
}

impl Plan<'_, '_> {
    /// A unit of the base.
    fn known(&mut self, at: usize) {
        let (ours, theirs) = (self.our.of_base[at], self.their.of_base[at]);
        self.entries.push(Entry { id: at, base: Some(at), ours, theirs, stays: true });
    }

    /// A unit that one or both sides inserted, or moved here.
    fn placed(&mut self, ours: Option<usize>, theirs: Option<usize>) {
        let base = theirs.and_then(|it| self.their.to_base[it]).or_else(|| ours.and_then(|it| self.our.to_base[it]));
        match base {
            Some(at) => self.known(at),
            None => {
                // New units are named after their place among ours, or behind all of ours.
                let id = match (ours, theirs) {
                    (Some(unit), _) => self.base + unit,
                    (None, Some(unit)) => self.base + self.ours.units.len() + unit,
                    (None, None) => return,
                };
                self.entries.push(Entry { id, base: None, ours, theirs, stays: true });
            }
        }
    }

    /// What both put at one place. Units that both inserted with the same words are one; before a heading come the
    /// articles of both, so that none falls into the chapter of the other.
    fn runs(&mut self, ours: &[usize], theirs: &[usize]) {
        let mut done = 0;
        let lead = |source: &Source<'_>, run: &[usize]| {
            run.iter().take_while(|it| source.units[**it].kind == UnitKind::Article).count()
        };
        let (our_lead, their_lead) = (lead(self.ours, ours), lead(self.theirs, theirs));
        let keys: Vec<Option<u64>> =
            ours.iter().map(|it| self.our.to_base[*it].is_none().then(|| key(self.ours, *it))).collect();
        for (n, unit) in theirs.iter().enumerate() {
            if n == their_lead && done < our_lead {
                ours[done..our_lead].iter().for_each(|it| self.placed(Some(*it), None));
                done = our_lead;
            }
            let own = self.their.to_base[*unit].is_none().then(|| key(self.theirs, *unit));
            let twin = own.and_then(|own| keys[done..].iter().position(|it| *it == Some(own)));
            if let Some(twin) = twin {
                ours[done..done + twin].iter().for_each(|it| self.placed(Some(*it), None));
                self.placed(Some(ours[done + twin]), Some(*unit));
                done += twin + 1;
            } else {
                self.placed(None, Some(*unit));
            }
        }
        ours[done..].iter().for_each(|it| self.placed(Some(*it), None));
    }
}

/// Tells each text which identities its units have.
fn name(entries: &mut [Entry], base: &Source<'_>, ours: &mut Source<'_>, theirs: &mut Source<'_>) {
    let (mut our, mut their) = (vec![0; ours.units.len()], vec![0; theirs.units.len()]);
    for entry in &*entries {
        entry.ours.into_iter().for_each(|it| our[it] = entry.id);
        entry.theirs.into_iter().for_each(|it| their[it] = entry.id);
    }
    ours.identify(our);
    theirs.identify(their);
    for entry in entries {
        entry.stays = super::words::stays(entry, [base, ours, theirs]);
    }
}

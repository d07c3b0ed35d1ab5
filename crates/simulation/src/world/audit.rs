//! Nothing is lost, and a thing is in exactly one place.

use super::{SlotWaiter, VesselStage, World};

impl World<'_> {
    /// Every unit is in exactly one place, and none is lost.
    pub(crate) fn audit(&self) -> Result<(), String> {
        let mut places = vec![
            0_u32;
            self.parcels
                .iter()
                .map(|(position, _)| position + 1)
                .max()
                .unwrap_or(0)
        ];
        let mut seen = |parcel: usize| {
            if let Some(count) = places.get_mut(parcel) {
                *count += 1;
            }
        };
        for (_, train) in self.trains.iter() {
            train.parcels.iter().for_each(|parcel| seen(*parcel));
        }
        for vessel in &self.vessels {
            vessel
                .parcels
                .iter()
                .chain(&vessel.lifting)
                .for_each(|parcel| seen(*parcel));
        }
        for (position, vessel) in self.vessels.iter().enumerate() {
            let listed = self.idle_vessels[vessel.node].contains(&position);
            if listed != (vessel.stage == VesselStage::Idle) {
                return Err(format!(
                    "vessel {position} is idle and not listed, or listed and not idle"
                ));
            }
        }
        for service in &self.services {
            let all = service.ready.iter().chain(&service.kept_out);
            all.for_each(|parcel| seen(*parcel));
        }
        for terminal in &self.terminals {
            for (waiter, _) in terminal.slot_waiters.iter().flatten() {
                if let SlotWaiter::Lot(parcel) = waiter {
                    seen(*parcel);
                }
            }
        }
        for pool in &self.wagons {
            pool.waiting.iter().for_each(|parcel| seen(*parcel));
        }
        for (position, parcel) in self.parcels.iter() {
            let expected = u32::from(parcel.control.is_none());
            if places[position] != expected {
                return Err(format!(
                    "parcel {position} is in {} places",
                    places[position] + 1 - expected
                ));
            }
        }
        for (pool, (state, row)) in self
            .wagons
            .iter()
            .zip(self.corridor.wagons.rows())
            .enumerate()
        {
            // Wagons on trains are on their way to a node; those that travel with units are used.
            let travel = self
                .layout
                .flows
                .iter()
                .any(|flow| flow.wagons.is_some_and(|(with, _)| with == pool));
            let away = if travel { state.used.level() } else { 0 };
            let known: u32 = state.idle.iter().chain(&state.coming).sum();
            let withdrawn = state.withdrawn.total();
            if i64::from(known + withdrawn) + away != i64::from(row.count) {
                return Err(format!(
                    "wagons of `{}` are {known}, {away} away and {withdrawn} withdrawn",
                    row.id
                ));
            }
        }
        for (state, row) in self
            .locomotives
            .iter()
            .zip(self.corridor.locomotives.rows())
        {
            let known: u32 = state.idle.iter().chain(&state.coming).sum();
            let withdrawn = state.withdrawn.total();
            if i64::from(known + withdrawn) + state.used.level() != i64::from(row.count) {
                return Err(format!(
                    "locomotives of `{}` are {known}, {} away and {withdrawn} withdrawn",
                    row.id,
                    state.used.level()
                ));
            }
        }
        for (class, withdrawn) in self.vessels_withdrawn.iter().enumerate() {
            let out = self
                .vessels
                .iter()
                .filter(|vessel| vessel.class == class && vessel.stage == VesselStage::Withdrawn);
            let (out, noted) = (out.count(), withdrawn.total());
            if out != noted as usize {
                return Err(format!("{out} vessels are withdrawn, {noted} noted"));
            }
        }
        let inside: u64 = self
            .parcels
            .iter()
            .map(|(_, parcel)| u64::from(parcel.units))
            .sum();
        if self.record.entered_ever != self.record.left_ever + inside {
            return Err(format!(
                "{} units entered, {} left, {inside} are inside",
                self.record.entered_ever, self.record.left_ever
            ));
        }
        Ok(())
    }
}

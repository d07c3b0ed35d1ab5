//! Trains and lots at a border control: a lane, open hours, documents, perhaps an inspection.

use kervan_results::{BorderStayRow, Cause};

use crate::event::{Event, Subject};
use crate::parcel::ControlVisit;
use crate::world::{ControlToken, World};

impl World<'_> {
    /// Asks for a lane; work starts at once if one is free.
    pub(crate) fn ask_control(&mut self, control: usize, subject: Subject) {
        let token = ControlToken {
            subject,
            asked: self.now,
        };
        if self.controls[control].lanes.request(self.now, token) {
            self.start_control(control, token);
        }
    }

    pub(crate) fn start_control(&mut self, control: usize, token: ControlToken) {
        let (now, month) = (self.now, self.month);
        let state = &mut self.controls[control];
        state.used.change(now, 1, month, Some(&state.hours));
        let inspected =
            state.inspected.uniform() < self.corridor.controls.rows()[control].inspection_share;
        let mut work_s = state.documents.draw_hours_as_s();
        if inspected {
            work_s += state.inspection.draw_hours_as_s();
        }
        let end = state.hours.finish(now, work_s);
        let node = self.corridor.controls.rows()[control].node.at();
        let one;
        let parcels: &[usize] = match token.subject {
            Subject::Train(train) => {
                let state = &mut self.trains[train.into()];
                state.work_s = work_s;
                &state.parcels
            }
            Subject::Parcel(parcel) => {
                one = [parcel.into()];
                &one
            }
        };
        for parcel in parcels {
            let parcel = &mut self.parcels[*parcel];
            parcel.account(now, node, Cause::ControlLane);
            // The stage cannot be broken off, so its two causes are known now.
            parcel.account(end + -work_s, node, Cause::OpeningHours);
            parcel.account(end, node, Cause::Control);
        }
        if self.record.logs() {
            let control = self.corridor.controls.rows()[control].id.clone();
            let (asked_s, started_s, released_s) = (token.asked.ticks(), now.ticks(), end.ticks());
            self.record.log_border_stay(|replication| BorderStayRow {
                replication,
                control,
                asked_s,
                started_s,
                released_s,
                inspected,
            });
        }
        self.queue.schedule(
            end,
            Event::ControlDone {
                control: control.into(),
                subject: token.subject,
            },
        );
    }

    pub(crate) fn control_done(&mut self, control: usize, subject: Subject) {
        let (now, month) = (self.now, self.month);
        let state = &mut self.controls[control];
        state.used.change(now, -1, month, Some(&state.hours));
        if let Some(next) = state.lanes.release(now) {
            self.start_control(control, next);
        }
        match subject {
            Subject::Train(train) => self.train_controlled(train.into()),
            Subject::Parcel(parcel) => match self.parcels[parcel.into()].control.take() {
                Some(ControlVisit::Entry) => self.parcel_entered(parcel.into()),
                _ => self.parcel_ready(parcel.into()),
            },
        }
    }
}
